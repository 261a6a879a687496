import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, createTestHome, type Ended, runTerminal, type TestHome } from './run-terminal.ts';

let home: TestHome;
beforeAll(() => {
  home = createTestHome();
});
afterAll(() => home.erase());

/** What people say at each question, by its beginning. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^Administrator: name/u, 'Olena Koval'],
  [/^Administrator: identity/u, 'passport, ends 117'],
  [/^Witness: name/u, 'Andrii Bondar'],
  [/^Witness: identity/u, 'card, ends 204'],
  [/^Witness, from the thing itself: SHA-256/u, 'ab'.repeat(32)],
  [/^Witness, from the thing itself/u, 'AB 4711'],
  [/^SHA-256/u, 'ab'.repeat(32)],
  [/^Passphrase/u, 'nine horses in a yard'],
  [/^Number of the bag/u, 'AB 4711'],
  [/^(?:Environment|What becomes|How DCM|Where to save|Administrator .*Enter)/u, ''],
  [/:$/u, 'as it is written'],
];

/** Runs a ceremony as people would: reads what is asked, and types the words that stand on the screen at their places. */
async function carryOut(
  argv: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [CLI, 'ceremony', 'run', ...argv], { stdio: ['pipe', 'pipe', 'pipe'] });
  const words = new Map<string, string>();
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stderr }).on('line', (line) => {
    stderr += `${line}\n`;
    // A line of four numbered words, and no other that has a number in it.
    const four = /^\s+\d+ \p{L}+(?:\s+\d+ \p{L}+){3}$/u.test(line) ? line : '';
    for (const [, place = '', word = ''] of four.matchAll(/(\d+) (\p{L}+)/gu)) words.set(place, word);
    const asked = /word (\d+):$/u.exec(line)?.[1];
    const answer =
      asked === undefined
        ? ANSWERS.find(([question]) => line.endsWith(':') && question.test(line))?.[1]
        : words.get(asked);
    if (answer !== undefined && !/^(?:Hash|Fingerprint|Command)/u.test(line)) child.stdin.write(`${answer}\n`);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

describe('the ceremony in the terminal', () => {
  it('prints the script under the hash that is carried out, and writes its exact bytes', async () => {
    const printed = await runTerminal(['ceremony', 'script', 'standby-key', '--json']);
    const { sha256, text } = printed.json<{ sha256: string; text: string }>();
    const out = join(home.path, '..', 'script.json');
    const hex = (await runTerminal(['ceremony', 'script', 'standby-key', '--out', out])).stdout;
    expect(hex.replace(/\s/gu, '')).toContain(sha256.slice(0, 32));
    expect(readFileSync(out, 'utf8')).toBe(text);
    expect((await runTerminal(['ceremony', 'script', out, '--json'])).json()).toMatchObject({ sha256 });
    writeFileSync(`${out}.changed`, text.replace('Seal the key', 'Seal the Key'));
    const changed = (await runTerminal(['ceremony', 'script', `${out}.changed`, '--json'])).json<{ sha256: string }>();
    expect(changed.sha256).not.toBe(sha256);
    expect((await runTerminal(['ceremony', 'run', 'no-such-script'])).code).toBe(2);
  });

  it(
    'is rehearsed to its end, and its transcript is verified with no home, and says what it is',
    { timeout: 120_000 },
    async () => {
      const out = join(home.path, '..', 'transcript.json');
      const people = 'Olena Koval\npassport\nAndrii Bondar\ncard\n';
      const first = await home.run(['ceremony', 'run', 'standby-key', '--rehearsal', '--json'], { input: people });
      const { id } = first.json<{ id: string }>();
      expect([first.code, id.slice(0, 2)]).toEqual([130, 'R-']);
      const more = ['--home', home.path, '--json', '--out', out];
      const { code, stdout, stderr } = await carryOut(['--resume', id, ...more]);
      expect([code, stderr.includes('CEREMONY_')]).toEqual([0, false]);
      const result = JSON.parse(stdout) as { state: string; head: string; evidenceKey: string };
      expect(result.state).toBe('completed');
      expect(stderr).not.toContain('nine horses');
      const verify = async (file: string, ...more: readonly string[]): Promise<Ended> =>
        await runTerminal(['ceremony', 'verify', file, '--json', ...more]);
      const { head } = result;
      expect((await verify(out)).json()).toMatchObject({ ok: true, isRehearsal: true, signer: 'unknown', head });
      expect((await verify(out, '--trust', result.evidenceKey)).json()).toMatchObject({ ok: true, signer: 'known' });
      const other = await verify(out, '--trust', 'A'.repeat(43));
      expect([other.code, other.json()]).toMatchObject([1, { ok: false, signer: 'unknown' }]);
      expect((await runTerminal(['ceremony', 'verify', out])).stdout).toContain('REHEARSAL');
      writeFileSync(`${out}.changed`, readFileSync(out, 'utf8').replace('Olena', 'Elena'));
      expect((await verify(`${out}.changed`)).code).toBe(5);
      expect((await runTerminal(['ceremony', 'verify', join(home.path, 'none')])).code).toBe(2);
    },
  );

  it('goes on where the lines had ended, and obeys what is ordered in the room', { timeout: 120_000 }, async () => {
    // Who is named in too few characters is asked for again.
    const people = 'O\npassport\nOlena Koval\npassport\nAndrii Bondar\n\nAndrii Bondar\ncard\n';
    const first = await home.run(['ceremony', 'run', 'delete-key', '--offline', '--json'], { input: people });
    expect([first.code, first.json()]).toEqual([130, { id: first.json<{ id: string }>().id, state: 'interrupted' }]);
    const { id } = first.json<{ id: string }>();
    const list = await home.run(['ceremony', 'list', '--json']);
    expect(list.json()).toMatchObject([{ id, state: 'interrupted', script: 'delete-key' }]);
    // What was left out, or is far too long, is named and can be said again; nothing of it ends the ceremony.
    const slips = `:pause\n:abort\n:leave witness\n:arrive auditor Iryna Melnyk\n:deviate ${'x'.repeat(9000)} | witness | administrator\n`;
    const slipped = await home.run(['ceremony', 'run', '--resume', id, '--json'], { input: slips });
    expect([slipped.code, slipped.stderr.match(/^INPUT_INVALID: .*$/gmu)]).toEqual([
      130,
      [
        'INPUT_INVALID: the reason is missing, or too short',
        'INPUT_INVALID: the reason is missing, or too short',
        'INPUT_INVALID: the reason is missing, or too short',
        'INPUT_INVALID: the document that was seen is missing, or too short',
        'INPUT_INVALID: the text has more than 1024 characters',
      ],
    ]);
    const orders =
      ':arrive auditor Iryna Melnyk | card\n:pause lunch\n\n:deviate late | witness | administrator\n:abort not today\n';
    const ended = await home.run(['ceremony', 'run', '--resume', id, '--json'], { input: orders });
    expect([ended.code, ended.json()]).toMatchObject([1, { id, state: 'aborted' }]);
    const transcript = (await home.run(['ceremony', 'transcript', id])).stdout;
    for (const said of ['Iryna Melnyk', 'lunch', 'deviation: late', 'not today']) expect(transcript).toContain(said);
    const report = (await home.run(['ceremony', 'report', id, '--lang', 'uk'])).stdout;
    expect(report).toContain('Аудитор, Iryna Melnyk: ____');
    expect((await home.run(['ceremony', 'run', '--resume', id])).code).toBe(7);
  });

  it('shows no share where standard error is no terminal, and begins nothing; a rehearsal may', async () => {
    const people = 'Olena Koval\npassport\nAndrii Bondar\ncard\n';
    const refused = await home.run(['ceremony', 'run', 'split-key', '--json'], { input: people });
    expect([refused.code, refused.json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }]);
    const list = (await home.run(['ceremony', 'list', '--json'])).json<readonly { script: string }[]>();
    expect(list.map(({ script }) => script)).not.toContain('split-key');
    const rehearsed = await home.run(['ceremony', 'run', 'split-key', '--rehearsal', '--json'], { input: people });
    expect(rehearsed.code).toBe(130);
  });
});
