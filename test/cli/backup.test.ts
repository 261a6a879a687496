import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shamirSplitting } from '../../electron/adapters/crypto/shamir-splitting.ts';
import { readShare } from '../../electron/domain/share.ts';
import { joinShares } from '../../electron/domain/share-set.ts';
import type { Key } from '../../shared/model/key.ts';
import { CLI, createTestHome, runTerminal, type TestHome } from './run-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-backup-cli-'));
const bag = join(folder, 'bags');
const NAMES = ['Olena', 'Taras', 'Iryna'];
let home: TestHome;
let kid: string;
let key: Key;
let papers: string[];
let file: string;
/** All that the terminal ever said in these tests. */
let said = '';

const paperAt = (number: number) => join(folder, `share-${String(number)}`);
const keeping = <T extends { stdout: string; stderr: string }>(ended: T): T => {
  said += ended.stdout + ended.stderr;
  return ended;
};
const run = async (of: TestHome, argv: readonly string[], input = '') =>
  keeping(await of.run([...argv, '--json'], { input }));

/** `backup create` with a descriptor for each share (4 to 6) and one for each paper that is read back (7 to 9). */
async function create(readBack: readonly number[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const out = [1, 2, 3].map((number) => openSync(paperAt(number), 'w'));
  const back = readBack.map((number) => openSync(paperAt(number), 'r'));
  const people = NAMES.flatMap((name, at) => ['--custodian', name, '--place', `safe ${String(at + 1)}`]);
  const argv = ['backup', 'create', kid, '--threshold', '2', '--shares', '3', '--out', bag, ...people, '--json'];
  const fds = [4, 5, 6].flatMap((fd) => ['--share-fd', String(fd), '--read-fd', String(fd + 3)]);
  const own = ['--home', home.path, '--keychain', 'sealed', '--passphrase-fd', '3'];
  const child = spawn(process.execPath, [CLI, ...argv, ...fds, ...own], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...out, ...back],
    env: { ...process.env, DCM_KEYS_HOME: '' },
  });
  for (const fd of [...out, ...back]) closeSync(fd);
  const vault = child.stdio[3];
  if (vault && 'end' in vault) vault.end('correct horse battery staple\n');
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return keeping({ code, stdout, stderr });
}

beforeAll(async () => {
  home = createTestHome();
  ({ kid } = (await run(home, ['key', 'generate', '--bits', '2048', '--label', 'paid'])).json<Key>());
}, 60_000);
afterAll(() => {
  home.erase();
  rmSync(folder, { recursive: true, force: true });
});

describe('dcm-keys backup', { timeout: 120_000 }, () => {
  it('splits a key, takes each share back, and says nothing of them', async () => {
    const made = await create([1, 2, 3]);
    expect([made.code, JSON.parse(made.stdout)]).toMatchObject([0, { state: 'closed', threshold: 2, kids: [kid] }]);
    ({ file } = JSON.parse(made.stdout) as { file: string });
    papers = [1, 2, 3].map((number) => readFileSync(paperAt(number), 'utf8').trim());
    for (const paper of papers) expect(paper).toMatch(/^DCMKEY1(-[0-9A-Z]{5}){20}$/u);
    key = (await run(home, ['key', 'show', kid])).json<Key>();
    expect(key.copies).toMatchObject([{ kind: 'backup' }]);
    const [set] = (await run(home, ['backup', 'list'])).json<{ id: string; state: string }[]>();
    expect(set?.state).toBe('closed');
    const shown = await run(home, ['backup', 'show', set?.id ?? '']);
    expect(shown.json()).toMatchObject({ custodians: NAMES.map((name) => ({ name })), drills: [] });
  });

  it('voids a set whose paper is not read back as it was shown', async () => {
    const before = papers.map((_, at) => readFileSync(paperAt(at + 1)));
    const other = await create([1, 3, 2]);
    for (const [at, bytes] of before.entries()) writeFileSync(paperAt(at + 1), bytes);
    expect([other.code, JSON.parse(other.stdout)]).toMatchObject([1, { error: { code: 'SHARE_WRONG' } }]);
    const [newest] = (await run(home, ['backup', 'list'])).json<{ state: string }[]>();
    expect(newest?.state).toBe('void');
  });

  it('shows no share where nobody sits at a terminal', async () => {
    const people = NAMES.flatMap((name) => ['--custodian', name]);
    const argv = ['backup', 'create', kid, '--threshold', '2', '--shares', '3', '--out', bag, ...people];
    expect((await run(home, argv)).json()).toMatchObject({ error: { code: 'USAGE_INVALID' } });
  });

  it('checks one share alone, with no home: right, damaged, of another set, twice', async () => {
    const [one = '', two = ''] = papers;
    const check = async (input: string, ...more: string[]) =>
      keeping(await runTerminal(['backup', 'check-share', ...more, '--json'], { input, passphrase: null }));
    const right = await check(`${one.toLowerCase().replaceAll('-', ' ')}\n`, '--set', file);
    expect([right.code, right.json()]).toMatchObject([0, { ok: true, code: 'OK', number: 1, threshold: 2, shares: 3 }]);
    const changed = one.slice(0, 50) + (one[50] === 'A' ? 'B' : 'A') + one.slice(51);
    expect([(await check(changed)).code, (await check(changed)).json()]).toMatchObject([1, { code: 'SHARE_DAMAGED' }]);
    expect((await check(`${two}\n${two}`)).json()).toMatchObject({ ok: false, code: 'SHARE_DUPLICATE', number: 2 });
    const vector = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/backup-1.json'), 'utf8')) as {
      shares: string[];
    };
    expect((await check(vector.shares[0] ?? '', '--set', file)).json()).toMatchObject({
      code: 'SHARE_FOREIGN',
      number: 1,
    });
    expect((await check(' \n')).code).toBe(2);
  });

  it('proves by a drill that it could be restored, and the certificate is checked with no home', async () => {
    const out = join(folder, 'drill.json');
    const two = papers.slice(1).join('\n');
    await run(home, ['key', 'state', kid, '--to', 'suspended', '--reason', 'drill']);
    const drill = await run(home, ['backup', 'drill', '--file', file, '--bag', 'B-17', '--out', out], two);
    expect([drill.code, drill.json()]).toMatchObject([0, { keys: [{ kid, comparedWith: 'home' }] }]);
    expect(drill.stderr).toContain(`${kid} is suspended here, and active in this backup`);
    const verify = async (...more: string[]) =>
      await runTerminal(['backup', 'verify', out, ...more, '--json'], { passphrase: null });
    const plain = await verify();
    expect([plain.code, plain.json()]).toMatchObject([0, { ok: true, signer: 'unknown', kids: [kid] }]);
    const { evidenceKey } = plain.json<{ evidenceKey: string }>();
    expect((await verify('--trust', evidenceKey)).json()).toMatchObject({ ok: true, signer: 'known' });
    const other = await verify('--trust', 'A'.repeat(43));
    expect([other.code, other.json()]).toMatchObject([1, { ok: false, signer: 'unknown' }]);
    writeFileSync(out, readFileSync(out, 'utf8').replace('B-17', 'B-18'));
    expect((await verify()).code).toBe(5);
  });

  it('restores into a new home the very same key, and refuses where it is known', async () => {
    expect((await run(home, ['backup', 'restore', '--file', file], papers.join('\n'))).json()).toMatchObject({
      error: { code: 'KID_TAKEN' },
    });
    const fresh = createTestHome();
    try {
      const few = await run(fresh, ['backup', 'restore', '--file', file], papers[0] ?? '');
      expect([few.code, few.json()]).toMatchObject([2, { error: { code: 'SHARE_TOO_FEW' } }]);
      const restored = await run(fresh, ['backup', 'restore', '--file', file], papers.slice(0, 2).join('\n'));
      expect(restored.code).toBe(0);
      expect(restored.stderr).toContain(`key ${kid} may sign again`);
      expect((await run(fresh, ['key', 'show', kid])).json()).toEqual(key);
    } finally {
      fresh.erase();
    }
  });

  it('restores it suspended on demand, so that it signs only when somebody says so', async () => {
    const fresh = createTestHome();
    try {
      const decided = ['--suspended', '--reason', 'the old trail is not found yet'];
      const restored = await run(fresh, ['backup', 'restore', '--file', file, ...decided], papers.join('\n'));
      expect(restored.json()).toMatchObject({ keys: [{ kid, state: 'suspended' }] });
      expect(restored.stderr).not.toContain('may sign again');
    } finally {
      fresh.erase();
    }
  });

  it.skipIf(process.platform === 'win32')('reads no descriptor without an end', async () => {
    const args = ['backup', 'drill', '--file', file, '--share-fd', '4', '--json'];
    const ended = await home.run(args, { files: { 4: '/dev/zero' } });
    expect([ended.code, ended.json()]).toMatchObject([2, { error: { code: 'INPUT_TOO_LARGE' } }]);
  });

  it('gives the certificate of the newest drill again, to the byte', async () => {
    const [first, again] = [join(folder, 'drill-2.json'), join(folder, 'again.json')];
    await run(home, ['backup', 'drill', '--file', file, '--out', first], papers.join('\n'));
    const { setId } = JSON.parse(readFileSync(first, 'utf8')) as { setId: string };
    expect((await run(home, ['backup', 'certificate', setId, '--out', again])).code).toBe(0);
    expect(readFileSync(again)).toEqual(readFileSync(first));
    const voided = (await run(home, ['backup', 'list'])).json<{ id: string; state: string }[]>();
    const other = voided.find(({ state }) => state === 'void')?.id ?? '';
    expect((await run(home, ['backup', 'certificate', other])).json()).toMatchObject({
      error: { code: 'BACKUP_NOT_FOUND' },
    });
  });

  it('hands out the page that restores without it, the very file, with the hash that is to be compared', async () => {
    const out = join(folder, 'recovery.html');
    const page = (await runTerminal(['backup', 'recovery-page', '--out', out, '--json'])).json<{ sha256: string }>();
    expect(createHash('sha256').update(readFileSync(out)).digest('hex')).toBe(page.sha256);
    expect(readFileSync(out)).toEqual(readFileSync(join(CLI, '../recovery.html')));
    const said = (await runTerminal(['backup', 'recovery-page', '--lang', 'uk'])).stdout;
    for (const part of [page.sha256, 'recovery.html.sha256', 'з іншого носія']) expect(said).toContain(part);
  });

  it('left no share and no sealing key in anything that it said, and nowhere in the home, whatever the encoding', async () => {
    const shares = await Promise.all(papers.map(readShare));
    const sealingKey = await joinShares(shares.slice(0, 2), shamirSplitting);
    const secrets = [
      ...papers.map((paper) => Buffer.from(paper)),
      ...papers.map((paper) => Buffer.from(paper.replaceAll('-', ''))),
    ];
    const values = [...shares.map(({ value }) => value), sealingKey].map((value) => Buffer.from(value));
    const forms = [...secrets, ...values].flatMap((bytes) => [
      bytes,
      Buffer.from(bytes.toString('latin1'), 'utf16le'),
      ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(bytes.toString(form).replace(/=+$/u, ''))),
      Buffer.from(bytes.toString('hex').toUpperCase()),
    ]);
    const whole = readdirSync(home.path, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name)));
    const found = (where: readonly Buffer[]) =>
      forms.filter((form) => where.some((bytes) => bytes.includes(form))).length;
    const everything = [...whole, Buffer.from(said), readFileSync(file)];
    // That this can fail: each of them, planted.
    for (const form of forms) expect(found([Buffer.concat([Buffer.from('x'), form])])).toBeGreaterThan(0);
    expect(whole.length).toBeGreaterThan(1);
    expect(found(everything)).toBe(0);
  });
});
