import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

interface Desk {
  readonly ask: <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;
  readonly codeOf: (channel: Channel, input?: unknown) => Promise<string>;
  /** Paths that the system's dialog gives next. */
  readonly chosen: string[];
  readonly folder: string;
  /** A genuine token of DCM's. */
  readonly token: string;
}

const EVERY = { filter: {}, sort: { by: 'place', isDescending: false }, offset: 0, limit: 50 };

/** Scans a file, looks at what was found, opens a row, locks the app in between, and erases what was found. */
export async function useScan({ ask, codeOf, chosen, folder, token }: Desk): Promise<void> {
  const path = join(folder, 'gateway.log');
  const now = new Date().toISOString();
  const [head = '', payload = '', signature = ''] = token.split('.');
  const forged = `${head}.${payload}.${signature.slice(0, -8)}AAAAAAAA`;
  writeFileSync(path, `${now} from 10.0.0.1 ${token}\nno time ${forged}\n${now} again ${token}\n`);
  const rules = {
    source: { from: 'environment', env: 'practice' },
    instant: { by: 'arrival', zone: null },
    profile: 'any',
    proxies: [],
    language: 'en',
  };
  expect(await ask('scan.read')).toMatchObject({ status: 'none' });
  expect(await codeOf('scan.page', EVERY)).toBe('INPUT_INVALID');
  expect(await ask('scan.choose', { what: 'folder' })).toEqual({ inputs: [] });
  expect((await ask('scan.drop', { paths: [folder] })).inputs).toMatchObject([{ isFolder: true, size: null }]);
  chosen.push(path);
  const { inputs } = await ask('scan.choose', { what: 'files' });
  expect(inputs).toMatchObject([{ name: 'gateway.log', isFolder: false }]);
  const start = { ...rules, inputs: inputs.map(({ id }) => id) };
  expect(await codeOf('scan.start', { ...start, inputs: ['unknown'] })).toBe('INPUT_INVALID');
  expect(await codeOf('scan.start', { ...start, instant: { by: 'arrival', zone: 'Nowhere' } })).toBe('INPUT_INVALID');
  expect(await codeOf('scan.start', { ...start, source: { from: 'jwks', text: '{' } })).toBe('JWKS_REFUSED');
  await ask('scan.start', start);
  let state = await ask('scan.read');
  while (state.status === 'running') {
    await new Promise((resolve) => setImmediate(resolve));
    state = await ask('scan.read');
  }
  expect(state).toMatchObject({ error: null, isRecorded: true, summary: { fileCount: 1, filesFailed: 0 } });
  expect(await ask('scan.cancel')).toEqual(state);
  const { total, rows } = await ask('scan.page', EVERY);
  expect([total, rows.map(({ outcome }) => outcome)]).toEqual([3, ['valid', 'invalid', 'valid']]);
  expect(await ask('scan.counts')).toMatchObject({ uses: 3, tokens: 2, codes: [{ value: 'OK', count: 2 }, {}] });
  expect(await ask('scan.histogram', { filter: {} })).toMatchObject({ withoutTime: 1, bars: [{ total: 2 }] });
  expect(await ask('scan.open', { row: 1, language: 'uk' })).toMatchObject({
    token: forged,
    verdict: { code: 'SIGNATURE_INVALID', judgedAt: null },
  });
  for (const form of ['ndjson', 'csv'] as const) {
    const { path: saved } = await ask('scan.save', { form, withTokens: false });
    expect(readFileSync(saved ?? '', 'utf8')).not.toContain(payload);
    const full = await ask('scan.save', { form, withTokens: true });
    expect([full.gone, full.isRecorded, statSync(full.path ?? '').mode & 0o777]).toEqual([0, true, 0o600]);
    const written = readFileSync(full.path ?? '', 'utf8');
    expect([written.split(token).length, written.split(forged).length]).toEqual([3, 2]);
    chosen.push(saved ?? '');
    const carried = await ask('scan.choose', { what: 'files' });
    const before = await ask('scan.page', EVERY);
    const read = await ask('scan.import', { input: carried.inputs[0]?.id });
    expect(read).toMatchObject({ status: 'ended', isImported: true, rules: null, affected: state.affected });
    expect(read.summary === null).toBe(form === 'csv');
    expect(await codeOf('scan.save', { form: 'csv', withTokens: true })).toBe('INPUT_INVALID');
    expect(await ask('scan.page', EVERY)).toEqual(before);
    expect(await codeOf('scan.open', { row: 0, language: 'en' })).toBe('INPUT_INVALID');
    const text = readFileSync(saved ?? '', 'utf8');
    writeFileSync(saved ?? '', text.replace('SIGNATURE_INVALID', 'TOKEN_EXPIRED'));
    expect(await codeOf('scan.import', { input: carried.inputs[0]?.id })).toBe('EXPORT_DAMAGED');
    // What was there before a damaged one came is there still.
    expect(await ask('scan.page', EVERY)).toEqual(before);
    await ask('scan.start', start);
    while ((await ask('scan.read')).status === 'running') await new Promise((resolve) => setImmediate(resolve));
  }
  // Another program writes on in the file meanwhile: rows whose token it has taken away say so, and the others have theirs.
  writeFileSync(path, `${now} from 10.0.0.1 ${token}\nno time\n`);
  const changed = await ask('scan.save', { form: 'ndjson', withTokens: true });
  const lines = readFileSync(changed.path ?? '', 'utf8').split('\n');
  expect([changed.gone, lines.slice(0, 3).map((line) => line.includes('FILE_CHANGED'))]).toEqual([
    1,
    [false, true, false],
  ]);
  const who = await ask('scan.save', { form: 'affected', withTokens: false });
  expect(readFileSync(who.path ?? '', 'utf8')).toContain('kind,value,uses');
  writeFileSync(path, 'rotated away\n');
  expect(await codeOf('scan.open', { row: 0, language: 'en' })).toBe('FILE_UNREADABLE');
  await ask('app.lock');
  expect(await codeOf('scan.page', EVERY)).toBe('APP_LOCKED');
  expect(await ask('scan.read')).toMatchObject({ isHidden: true, summary: null, inputs: [] });
  // Judging never waits: what a locked window scans, it shows.
  await ask('scan.start', start);
  expect((await ask('scan.page', EVERY)).total).toBe(0);
  await ask('scan.cancel');
  expect(await ask('scan.clear')).toMatchObject({ status: 'none' });
}
