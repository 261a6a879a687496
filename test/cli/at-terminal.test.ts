import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AtTerminal } from './at-terminal.ts';
import { CLI } from './run-terminal.ts';
import { groupsIn } from './shares-seen.ts';

const hasPython = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;
if (!hasPython) process.stdout.write('NOT RUN: the prompts at a real terminal (there is no python3 with pty here)\n');

const vector = JSON.parse(readFileSync(resolve(import.meta.dirname, '../vectors/backup-1.json'), 'utf8')) as {
  readonly shares: readonly string[];
};
const [SHARE = ''] = vector.shares;
/** Latin and Ukrainian letters. */
const WORDS = 'сім журавлів violin copper';
const CTRL_C = '\u0003';
const CLEAN = { code: 0, isSane: true };
const BROKEN_OFF = { code: 130, isSane: true };

let folder: string;
let terminal: AtTerminal | null = null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-pty-'));
});
afterEach(() => terminal?.kill());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...given: ConstructorParameters<typeof AtTerminal>) => (terminal = new AtTerminal(...given));
const dcmKeys = (home: string, ...argv: string[]) => [
  process.execPath,
  CLI,
  '--home',
  join(folder, home),
  '--keychain',
  'sealed',
  ...argv,
];
const GENERATE = ['key', 'generate', '--bits', '2048', '--draft'];

describe.skipIf(!hasPython)('at a real terminal', { timeout: 120_000 }, () => {
  it('what a plain program asks for is echoed: this test would see a secret', async () => {
    const seen = at(['python3', '-c', 'input("> ")']);
    await seen.answer('> ', `${SHARE}\r`);
    expect([await seen.ended(), seen.askedOpenly]).toEqual([CLEAN, ['> ']]);
    expect(groupsIn(seen.screen.text(), SHARE)).toBe(13);
    const broken = at(['python3', '-c', 'import tty; tty.setraw(0); print("\\033[?1049hraw", flush=True); exit(3)']);
    expect([await broken.ended(), broken.screen.isAlternate]).toEqual([{ code: 3, isSane: false }, true]);
  });

  it('a passphrase never stands on the screen, whatever its letters', async () => {
    const seen = at(dcmKeys('one', ...GENERATE));
    await seen.answer('New passphrase of the vault: ', `${WORDS}\r`);
    await seen.answer('The same once more: ', `${WORDS}\r`);
    expect([await seen.ended(), seen.askedOpenly]).toEqual([CLEAN, []]);
    for (const word of WORDS.split(' ')) expect(seen.raw).not.toContain(word);
    // The letters arrived as they were typed: the vault opens by the same ones, and by no others.
    const again = at(dcmKeys('one', ...GENERATE), { env: { LANG: 'C', LC_ALL: 'C' } });
    await again.answer('Passphrase of the vault: ', `${WORDS}\r`);
    expect(await again.ended()).toEqual(CLEAN);
    const wrong = at(dcmKeys('one', ...GENERATE));
    await wrong.answer('Passphrase of the vault: ', `${WORDS}s\r`);
    expect(await wrong.ended()).toEqual({ code: 3, isSane: true });
  });

  it('Ctrl-C leaves a terminal that echoes, and nothing half made', async () => {
    const seen = at(dcmKeys('two', ...GENERATE));
    await seen.answer('New passphrase of the vault: ', `half a pass${CTRL_C}`);
    expect(await seen.ended()).toEqual(BROKEN_OFF);
    expect(seen.raw).not.toContain('half a pass');
    const left = existsSync(join(folder, 'two')) ? readdirSync(join(folder, 'two')) : [];
    expect(left.filter((name) => /vault/iu.test(name))).toEqual([]);
  });

  it('a share that is typed is dots in groups, also where it is mistyped, typed by rows, or broken off', async () => {
    const check = [process.execPath, CLI, 'backup', 'check-share'];
    const good = at(check, { size: [40, 12] });
    const groups = SHARE.split('-');
    await good.answer('> ', 'DCMKEY1\r');
    for (const row of [1, 6, 11, 16]) await good.answer('ends it): ', `${groups.slice(row, row + 5).join(' ')}\r`);
    expect([await good.ended(), good.askedOpenly]).toEqual([CLEAN, []]);
    expect([good.screen.text().startsWith('OK: share 1 of set'), groupsIn(good.raw, SHARE)]).toEqual([true, 0]);
    expect(good.raw).toContain('••••• ••••• ••••• ••••• •••••');
    const broken = at(check);
    await broken.answer('> ', `${SHARE.slice(0, 30)}${CTRL_C}`);
    expect(await broken.ended()).toEqual(BROKEN_OFF);
    expect([broken.screen.isAlternate, groupsIn(broken.raw, SHARE)]).toEqual([false, 0]);
  });
});
