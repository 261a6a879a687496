import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI } from './run-terminal.ts';

const SCRIPT = resolve(import.meta.dirname, 'at-terminal.py');
const hasPython = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;
if (!hasPython) process.stdout.write('NOT RUN: the prompts at a real terminal (there is no python3 with pty here)\n');

const vector = JSON.parse(readFileSync(resolve(import.meta.dirname, '../vectors/backup-1.json'), 'utf8')) as {
  readonly shares: readonly string[];
};
const [SHARE = ''] = vector.shares;
/** Latin and Ukrainian letters. */
const WORDS = 'сім журавлів violin copper';
const CTRL_C = '\u0003';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-pty-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Seen {
  readonly screen: string;
  readonly code: number;
  /** Whether the terminal echoes again, after the end. */
  readonly echoes: boolean;
  readonly unasked: number;
}

/** Waits for each text on the screen, and types the answer. */
function atTerminal(argv: readonly string[], steps: readonly (readonly [waitFor: string, type: string])[]): Seen {
  const wish = JSON.stringify({ argv, steps, env: { LANG: 'C.UTF-8' } });
  const ended = spawnSync('python3', [SCRIPT, wish], { encoding: 'utf8', timeout: 90_000 });
  return JSON.parse(ended.stdout) as Seen;
}

const dcmKeys = (home: string, ...argv: string[]) => [
  process.execPath,
  CLI,
  '--home',
  join(folder, home),
  '--keychain',
  'sealed',
  ...argv,
];
const groupsOnScreen = ({ screen }: Seen) =>
  SHARE.split('-')
    .slice(1)
    .filter((group) => screen.includes(group));
const GENERATE = ['key', 'generate', '--bits', '2048', '--draft'];

describe.skipIf(!hasPython)('at a real terminal', { timeout: 120_000 }, () => {
  it('what a plain program asks for is echoed: this test would see a secret', () => {
    const seen = atTerminal(['python3', '-c', 'input("> ")'], [['> ', `${SHARE}\r`]]);
    expect([seen.code, groupsOnScreen(seen).length]).toEqual([0, 20]);
  });

  it('a passphrase never stands on the screen, whatever its letters', () => {
    const seen = atTerminal(dcmKeys('one', ...GENERATE), [
      ['New passphrase of the vault: ', `${WORDS}\r`],
      ['The same once more: ', `${WORDS}\r`],
    ]);
    expect([seen.code, seen.unasked, seen.echoes]).toEqual([0, 0, true]);
    for (const word of WORDS.split(' ')) expect(seen.screen).not.toContain(word);
    // The letters arrived as they were typed: the vault opens by the same ones, and by no others.
    const again = atTerminal(dcmKeys('one', ...GENERATE), [['Passphrase of the vault: ', `${WORDS}\r`]]);
    expect(again.code).toBe(0);
    const wrong = atTerminal(dcmKeys('one', ...GENERATE), [['Passphrase of the vault: ', `${WORDS}s\r`]]);
    expect([wrong.code, wrong.echoes]).toEqual([3, true]);
  });

  it('Ctrl-C leaves a terminal that echoes, and nothing half made', () => {
    const seen = atTerminal(dcmKeys('two', ...GENERATE), [['New passphrase of the vault: ', `half a pass${CTRL_C}`]]);
    expect([seen.code, seen.echoes]).toEqual([130, true]);
    expect(seen.screen).not.toContain('half a pass');
    const left = existsSync(join(folder, 'two')) ? readdirSync(join(folder, 'two')) : [];
    expect(left.filter((name) => /vault/iu.test(name))).toEqual([]);
  });

  it('a share that is typed is dots in groups, also where it is mistyped or broken off', () => {
    const asked = 'the screen is cleared afterwards.';
    const check = [process.execPath, CLI, 'backup', 'check-share'];
    const good = atTerminal(check, [[asked, `${SHARE}\r`]]);
    expect([good.code, groupsOnScreen(good), good.echoes]).toEqual([0, [], true]);
    expect(good.screen).toContain('•••••-•••••');
    const broken = atTerminal(check, [[asked, `${SHARE.slice(0, 30)}${CTRL_C}`]]);
    expect([broken.code, groupsOnScreen(broken), broken.echoes]).toEqual([130, [], true]);
  });
});
