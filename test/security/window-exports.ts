import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

interface Desk {
  readonly ask: <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;
  /** Paths that the system's dialog gives next. */
  readonly chosen: string[];
  readonly folder: string;
  /** Ceremonies that were carried out. */
  readonly ceremonies: readonly string[];
  /** A set that one of them made: its sealed file, and its papers. */
  readonly backup: { readonly set: string; readonly path: string; readonly papers: readonly string[] };
}

const ENV = 'practice';
const KEY = { job: 'one', alg: 'RS256', bits: 2048, kid: null, label: null, env: ENV, isDraft: false };
const MORE = { expiresAt: '2099-01-01T00:00:00Z', replaces: null, owner: null, purpose: null, flows: null };
const SIGNING = { env: ENV, profile: 'bank', flow: 'sign-in', sub: 'officer@bank.example', obj: '1', ttlSeconds: 300 };
const REASONS = { withoutExpiry: false, extraClaims: {}, reason: 'r', requester: null, ticket: null, template: null };

/** Uses every channel that gives something to be saved, copied, printed or shown, and saves what can be saved. */
export async function exportThroughWindow(desk: Desk): Promise<void> {
  const { ask } = desk;
  const { kid } = await ask('key.generate', { ...KEY, ...MORE });
  const { token } = await ask('token.sign', { kid, ...SIGNING, ...REASONS });
  await exportKeys(desk, kid);
  await exportBundles(desk, kid);
  await exportPapers(desk, token);
  await exportDrill(desk);
  await exportScan(desk, token);
}

async function save({ ask }: Desk, { document }: { readonly document: string }): Promise<string> {
  const { path } = await ask('file.save', { document });
  if (path === null) throw new Error('no place was chosen');
  return path;
}

async function exportKeys(desk: Desk, kid: string): Promise<void> {
  const { ask, chosen, folder } = desk;
  for (const format of ['jwk', 'jwks', 'pem']) {
    await ask('key.export', { kid, format });
  }
  for (const made of [
    await ask('key.table', { kids: null }),
    await ask('key.calendar', { kids: [kid] }),
    await ask('key.passport', { kid }),
  ])
    await save(desk, made);
  // The public half of a key that is held elsewhere comes in, and its holder is asked.
  const path = join(folder, 'brought.pem');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(path, publicKey.export({ format: 'pem', type: 'spki' }));
  chosen.push(path);
  const { file } = await ask('file.choose');
  const { expiresAt, owner, purpose, flows } = MORE;
  const brought = {
    expiresAt,
    owner,
    purpose,
    flows,
    file: file?.id,
    passphrase: null,
    kid: 'brought',
    alg: null,
    label: null,
    env: ENV,
  };
  await ask('key.import', { ...brought, isDraft: false, heldBy: 'hsm' });
  await ask('key.askPossession', { kid: 'brought' });
}

async function exportBundles(desk: Desk, kid: string): Promise<void> {
  const { ask } = desk;
  const { id } = await ask('snapshot.fetch', { env: ENV });
  await ask('snapshot.read', { id });
  await save(desk, await ask('bundle.ofSnapshot', { id }));
  const request = await ask('bundle.ofRequest', { kid, env: ENV });
  await save(desk, request);
  const trust = { fingerprint: request.report.evidenceKey ?? '', name: 'ourselves', reason: 'drill' };
  const { receipt } = await ask('bundle.post', { env: ENV, text: request.text, trust });
  await save(desk, receipt);
  const device = await ask('bundle.ofDevice', { env: ENV });
  await save(desk, device);
  await save(desk, await ask('bundle.deliver', { kid, env: ENV, device: device.text, trust: null, reason: 'drill' }));
}

async function exportPapers(desk: Desk, token: string): Promise<void> {
  const { ask, ceremonies } = desk;
  for (const { script } of await ask('ceremony.scripts'))
    await ask('ceremony.script', { name: script.name, text: null });
  for (const id of ceremonies) {
    await save(desk, await ask('ceremony.export', { id }));
    for (const language of ['en', 'uk']) {
      await ask('ceremony.transcript', { id, language });
      await ask('ceremony.report', { id, language });
    }
    await ask('ceremony.state', { id });
  }
  await save(desk, await ask('recovery.page'));
  for (const channel of ['standby.list', 'backup.list', 'key.list', 'registration.list'] as const) await ask(channel);
  await ask('audit.list', { before: null, limit: 500 });
  await save(desk, await ask('template.export', { name: 'sign-in' }));
  const judging = { source: { from: 'own' }, profile: 'any', at: null, language: 'en' };
  const { tokenSha256 } = await ask('token.judge', { token, ...judging });
  const { id } = await ask('case.open', { title: 'Drill' });
  await ask('case.addToken', { id, tokenSha256, token, note: null });
  await ask('case.report', { id, showsSub: true, showsObj: true });
  await save(desk, await ask('case.export', { id }));
  await ask('practice.issueToken', { env: ENV, kind: 'genuine' });
}

/** A drill of a backup, and its certificate. */
async function exportDrill(desk: Desk): Promise<void> {
  const { ask, chosen, backup } = desk;
  chosen.push(backup.path);
  const { file } = await ask('file.choose');
  await ask('backup.open', { file: file?.id, openedFor: 'drill' });
  for (const text of backup.papers) await ask('backup.addShare', { text });
  await ask('backup.opened');
  await ask('backup.drill', { bags: [] });
  const [newest] = await ask('backup.certificates', { set: backup.set });
  await save(desk, await ask('backup.certificate', { set: backup.set, at: newest?.certificate.at }));
}

async function exportScan({ ask, folder }: Desk, token: string): Promise<void> {
  const path = join(folder, 'gateway.log');
  writeFileSync(path, `X-Session-ID: ${token}\n`);
  const { inputs } = await ask('scan.drop', { paths: [path] });
  const rules = { source: { from: 'own' }, instant: { by: 'iat' }, profile: 'any', proxies: [], language: 'en' };
  await ask('scan.start', { ...rules, inputs: inputs.map(({ id }) => id) });
  while ((await ask('scan.read')).status === 'running') await new Promise((resolve) => setImmediate(resolve));
  await ask('scan.open', { row: 0, language: 'en' });
  for (const form of ['ndjson', 'csv', 'affected']) {
    const { path: written } = await ask('scan.save', { form, withTokens: form !== 'affected' });
    expect(written).not.toBeNull();
  }
}
