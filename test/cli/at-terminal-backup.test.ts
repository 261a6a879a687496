import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AtTerminal } from './at-terminal.ts';
import { CLI, createTestHome, runTerminal, type TestHome } from './run-terminal.ts';
import { copied, groupsIn } from './shares-seen.ts';

const hasPython = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;
/** What the vault of a test home is sealed with. */
const VAULT = 'correct horse battery staple\r';
const CTRL_C = '\u0003';
const ENTER = '\r';
const PLACES = ['AB 1, safe 3', 'AB 2, safe 4', 'AB 3, safe 4', 'AB 4, safe 5'];
const PEOPLE = ['Olena Koval', 'Taras Hnat', 'Petro Novak'];

let folder: string;
let home: TestHome;
let kid: string;
let terminal: AtTerminal | null = null;
/** The papers: rows as the custodians copied them, and each whole. */
const papers: ReturnType<typeof copied>[] = [];
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-pty-backup-'));
  home = createTestHome();
  ({ kid } = (await home.run(['key', 'generate', '--bits', '2048', '--json'])).json<{ kid: string }>());
}, 60_000);
afterEach(() => terminal?.kill());
afterAll(() => {
  home.erase();
  rmSync(folder, { recursive: true, force: true });
});

type Options = ConstructorParameters<typeof AtTerminal>[1];
const backup = (argv: readonly string[], options: Options = {}, at = home.path) =>
  (terminal = new AtTerminal(
    [process.execPath, CLI, '--home', at, '--keychain', 'sealed', 'backup', ...argv],
    options,
  ));
const create = (out: string, ...more: string[]) => [
  'create',
  kid,
  ...['--threshold', '2', '--shares', '3', '--out', join(folder, out), ...more],
  ...PEOPLE.flatMap((name) => ['--custodian', name]),
];
const groupsLeft = (text: string) => papers.map(({ share }) => groupsIn(text, share));

describe.skipIf(!hasPython)('a backup at a real terminal', { timeout: 120_000 }, () => {
  it('shows each share to its custodian alone, takes each back, and leaves nothing of them', async () => {
    const seen = backup(create('bags', '--lang', 'uk'), { size: [40, 12], env: { LANG: 'C', LC_ALL: 'C' } });
    await seen.answer('Парольна фраза запечатаного сховища: ', VAULT);
    for (const [at, name] of PEOPLE.entries()) {
      await seen.until(`Частка ${String(at + 1)} з 3, для: ${name}`);
      await seen.answer('Натисніть Enter. ', ENTER);
      await seen.until('екран буде очищено. ');
      papers.push(copied(seen.screen.text()));
      // Its groups stand there, and nothing of the one before: this test would see what is left behind.
      expect(groupsLeft(seen.screen.text())).toEqual([...papers.slice(1).map(() => 0), 13]);
      expect(seen.screen.isAlternate).toBe(true);
      if (at === 0) seen.resize([80, 24]);
      seen.type(ENTER);
    }
    await seen.until(`${PEOPLE[0] ?? ''} зчитує`);
    expect(groupsLeft(seen.screen.text())).toEqual([0, 0, 0]);
    // Whoever has no paper yet sees it once more.
    await seen.answer('> ', ENTER);
    await seen.answer('Натисніть Enter. ', ENTER);
    await seen.until('екран буде очищено. ');
    expect(copied(seen.screen.text())).toEqual(papers[0]);
    seen.type(ENTER);
    // The wrong paper is named, and asked for again.
    await seen.answer('> ', `${papers[1]?.share ?? ''}${ENTER}`);
    await seen.until('SHARE_WRONG: Ці частки');
    for (const { rows } of papers) {
      await seen.until('зчитує');
      await seen.answer('> ', `${rows[0] ?? ''}${ENTER}`);
      for (const row of rows.slice(1)) await seen.answer('кінець): ', `${row}${ENTER}`);
    }
    // Where the papers go is no secret. What could not be written down is asked again, and loses nobody's work.
    await seen.answer('не сказано): ', `AB \u202E1${ENTER}`);
    await seen.until('INPUT_INVALID');
    for (const place of PLACES.slice(0, 2)) await seen.answer('не сказано): ', `${place}${ENTER}`);
    await seen.answer('не сказано): ', CTRL_C);
    expect(await seen.ended()).toEqual({ code: 0, isSane: true });
    expect([seen.screen.isAlternate, seen.askedOpenly, seen.screen.colours]).toEqual([
      false,
      new Array(4).fill('не сказано): '),
      0,
    ]);
    expect(groupsLeft(seen.screen.text())).toEqual([0, 0, 0]);
    const [set] = (await home.run(['backup', 'list', '--json'])).json<{ custodians: { place: string | null }[] }[]>();
    expect(set?.custodians.map(({ place }) => place)).toEqual([...PLACES.slice(0, 2), null]);
    const [name = ''] = readdirSync(join(folder, 'bags'));
    file = join(folder, 'bags', name);
  });

  it('is void, and the screen empty, where Ctrl-C or a signal comes while a share is shown', async () => {
    let left = '';
    for (const [end, code] of [
      [CTRL_C, 130],
      ['SIGTERM', 143],
    ] as const) {
      const seen = backup(create(end === CTRL_C ? 'two' : 'three'));
      await seen.answer('Passphrase of the vault: ', VAULT);
      await seen.answer('Press Enter. ', ENTER);
      await seen.until('the screen is cleared. ');
      const shown = copied(seen.screen.text());
      left = shown.share;
      expect(groupsIn(seen.screen.text(), shown.share)).toBe(13);
      if (end === CTRL_C) seen.type(end);
      else seen.signal(end);
      expect(await seen.ended()).toEqual({ code, isSane: true });
      expect([groupsIn(seen.screen.text(), shown.share), seen.screen.isAlternate]).toEqual([0, false]);
    }
    const sets = (await home.run(['backup', 'list', '--json'])).json<{ state: string }[]>();
    expect(sets.map(({ state }) => state).toSorted()).toEqual(['closed', 'void', 'void']);
    // Whoever finds such a paper is told what becomes of it.
    const found = await home.run(['backup', 'check-share'], { input: left });
    expect(found.stdout).toContain('its set is VOID: destroy this paper');
  });

  it('is drilled and restored with shares that are typed, whatever was typed wrongly before', async () => {
    const [one, two] = papers.map(({ share }) => share);
    const out = join(folder, 'drill.json');
    const drill = backup(['drill', '--file', file, '--out', out], {
      env: { NO_COLOR: '1' },
    });
    await drill.answer('Passphrase of the vault: ', VAULT);
    await drill.answer('> ', `${one ?? ''}${ENTER}`);
    await drill.answer('> ', `${one ?? ''}${ENTER}`);
    await drill.until('SHARE_DUPLICATE: share 1');
    await drill.answer('> ', `${(two ?? '').replace(/.$/u, (last) => (last === '2' ? '3' : '2'))}${ENTER}`);
    await drill.until('SHARE_DAMAGED');
    await drill.answer('> ', `${two ?? ''}${ENTER}`);
    await drill.answer(
      'Share 1, Olena Koval: number of its bag, and the safe (Enter: not said): ',
      `${PLACES[2] ?? ''}${ENTER}`,
    );
    await drill.answer(
      'Share 2, Taras Hnat: number of its bag, and the safe (Enter: not said): ',
      `${PLACES[3] ?? ''}${ENTER}`,
    );
    expect([await drill.ended(), groupsLeft(drill.raw)]).toEqual([{ code: 0, isSane: true }, [0, 0, 0]]);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      format: 'dcm-drill-certificate',
      bags: ['share 1: AB 3, safe 4', 'share 2: AB 4, safe 5'],
    });
    // The paper that was drilled says whose it is and where it lies now.
    const checked = await home.run(['backup', 'check-share', '--lang', 'uk'], { input: one ?? '' });
    expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('зберігає Olena Koval, AB 3, safe 4')]);
    const fresh = join(folder, 'fresh');
    const restore = backup(['restore', '--file', file], { size: [40, 24] }, fresh);
    // What becomes of a key that could sign is asked before anybody types a share, until it is answered.
    await restore.answer('suspended or active): ', `yes${ENTER}`);
    await restore.answer('suspended or active): ', `active${ENTER}`);
    await restore.answer('found out? ', `the old trail was read${ENTER}`);
    await restore.answer('New passphrase of the vault: ', VAULT);
    await restore.answer('once more: ', VAULT);
    await restore.answer('> ', `${two ?? ''}${ENTER}`);
    await restore.answer('> ', `${one ?? ''}${ENTER}`);
    expect([await restore.ended(), groupsLeft(restore.raw)]).toEqual([{ code: 0, isSane: true }, [0, 0, 0]]);
    expect(restore.screen.unwrapped()).toContain(kid);
    const trail = await runTerminal(['audit', 'export', '--home', fresh]);
    expect(trail.stdout).toContain('the old trail was read');
    const broken = backup(['restore', '--file', file], {}, join(folder, 'none'));
    await broken.answer('suspended or active): ', `suspended${ENTER}`);
    await broken.answer('New passphrase of the vault: ', VAULT);
    await broken.answer('once more: ', VAULT);
    await broken.answer('> ', `${one ?? ''}${ENTER}`);
    await broken.answer('> ', CTRL_C);
    expect([await broken.ended(), broken.screen.isAlternate]).toEqual([{ code: 130, isSane: true }, false]);
    const keys = (await runTerminal(['key', 'list', '--json', '--home', join(folder, 'none')])).json<object[]>();
    expect(keys).toEqual([]);
  });
});
