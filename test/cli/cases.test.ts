import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSigningHome, type SigningHome } from './signing-home.ts';
import { runTerminal } from './run-terminal.ts';

let opened: SigningHome;
let token: string;
let file: string;
let evidence: string;
beforeAll(async () => {
  opened = await openSigningHome();
  token = (await opened.home.run(opened.signArgv)).stdout.trim();
  file = join(opened.folder, 'case.json');
}, 60_000);
afterAll(() => opened.close());

/** No home, no keychain, nothing on descriptor 3: a clean machine. */
const clean = (...argv: string[]) =>
  runTerminal([...argv, '--home', join(opened.folder, 'none')], { passphrase: null });

describe('dcm-keys case', () => {
  it('opens, fills, closes and lists a case without the keychain', async () => {
    const act = async (...argv: string[]) => {
      const { code, json } = await opened.home.run(['case', ...argv, '--json'], { passphrase: null });
      return [code, json()] as const;
    };
    const id = `${String(new Date().getUTCFullYear())}-001`;
    expect(await act('open', 'Strange sign-ins')).toMatchObject([0, { id, state: 'open', items: 1 }]);
    const [code, added] = await act('add', id, token, '--env', 'p', '--keep-token', '--note', 'from the proxy log');
    expect([code, added]).toMatchObject([
      0,
      {
        seq: 2,
        content: { kind: 'token', token, note: 'from the proxy log', verdict: { outcome: 'valid', issuer: 'us' } },
      },
    ]);
    expect(await act('add', id, '--sha256', 'AB'.repeat(32))).toMatchObject([0, { content: { verdict: null } }]);
    expect(await act('snapshot', id, '1')).toMatchObject([0, { content: { kind: 'snapshot', id: 1 } }]);
    expect(await act('note', id, token)).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
    expect(await act('add', id, token, '--env', 'p', '--sha256', 'ab'.repeat(32))).toMatchObject([2, {}]);
    expect(await act('close', id, '--reason', 'handed over')).toMatchObject([0, { content: { kind: 'closed' } }]);
    expect(await act('note', id, 'late')).toMatchObject([7, { error: { code: 'CASE_CLOSED' } }]);
    expect(await act('show', '2020-001')).toMatchObject([2, { error: { code: 'CASE_NOT_FOUND' } }]);
    expect(await act('list')).toMatchObject([0, [{ id, state: 'closed', items: 5 }]]);
    const shown = await opened.home.run(['case', 'show', id], { passphrase: null });
    expect(shown.stdout).toMatch(/token [0-9a-f]{64}, valid OK, token kept, from the proxy log/u);
  });

  it('reports on it for other eyes, in both languages, without opening the keychain', async () => {
    const id = `${String(new Date().getUTCFullYear())}-001`;
    const report = (...argv: string[]) => opened.home.run(['case', 'report', id, ...argv], { passphrase: null });
    const [english, ukrainian] = [await report(), await report('--lang', 'uk')];
    expect([english.code, english.stdout.includes(token.slice(0, 20))]).toEqual([0, false]);
    expect(english.stdout).toMatch(/sub=sub-[0-9a-f]{12} {2}/u);
    expect(ukrainian.stdout).toContain('Звіт у справі');
    expect((await report('--show-sub', '--json')).stdout).toContain('"value": "s"');
  });

  it('exports a signed file of the owner that a clean machine verifies, judging the kept token again', async () => {
    const id = `${String(new Date().getUTCFullYear())}-001`;
    expect((await opened.home.run(['case', 'export', id, '--out', file])).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const intact = await clean('case', 'verify', file, '--json');
    const report = intact.json<{ evidenceKey: string }>();
    evidence = report.evidenceKey;
    expect([intact.code, report]).toMatchObject([0, { ok: true, signer: 'unknown', rejudged: 1, notRejudged: 0 }]);
    expect((await clean('case', 'verify', file)).stdout).toContain('intact, signer unknown');
    const known = await clean('case', 'verify', file, '--trust', evidence, '--json');
    expect([known.code, known.json()]).toMatchObject([0, { ok: true, signer: 'known' }]);
    expect(existsSync(join(opened.folder, 'none'))).toBe(false);
  });

  it('is 5 for a file that was changed, and 1 for another signer than the trusted one', async () => {
    const changed = join(opened.folder, 'changed.json');
    writeFileSync(changed, readFileSync(file, 'utf8').replace('Strange sign-ins', 'Nothing strange'));
    const broken = await clean('case', 'verify', changed, '--trust', evidence, '--json');
    expect([broken.code, broken.json()]).toMatchObject([5, { ok: false, signer: 'unknown' }]);
    const other = await clean('case', 'verify', file, '--trust', 'A'.repeat(43), '--json');
    expect([other.code, other.json()]).toMatchObject([1, { ok: false, signer: 'unknown' }]);
  });
});
