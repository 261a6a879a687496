import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AtTerminal } from './at-terminal.ts';
import { CLI, createTestHome, runTerminal, type TestHome } from './run-terminal.ts';
import { copied, groupsIn } from './shares-seen.ts';

const hasPython = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;
const VAULT = 'correct horse battery staple\r';
const DCM = ['--base-url', 'http://127.0.0.1:9', '--counterparty', '00000000-0000-4000-8000-000000000001'];
const CTRL_C = '\u0003';

let folder: string;
let home: TestHome;
/** A key of environment p. */
let kid: string;
let terminal: AtTerminal | null = null;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-pty-room-'));
  home = createTestHome();
  await home.run(['env', 'add', 'p', ...DCM, '--kind', 'practice']);
  const key = await home.run(['key', 'generate', '--bits', '2048', '--env', 'p', '--json']);
  ({ kid } = key.json<{ kid: string }>());
}, 60_000);
afterEach(() => terminal?.kill());
afterAll(() => {
  home.erase();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string) => join(folder, name);
const dcmKeys = (argv: readonly string[], options: ConstructorParameters<typeof AtTerminal>[1] = {}) =>
  (terminal = new AtTerminal([process.execPath, CLI, '--home', home.path, '--keychain', 'sealed', ...argv], options));

/** What people say at each question of a room; the beginning of a question, then the answer to its n-th time. */
type Answers = readonly (readonly [question: RegExp, answer: string | ((nth: number, seen: AtTerminal) => string)])[];

/** Goes on as people would until a text comes: answers what is asked, and types the words of fingerprints from the screen. */
async function carryOn(seen: AtTerminal, answers: Answers, until: string): Promise<void> {
  const times = new Map<RegExp, number>();
  for (;;) {
    const { at, text } = await seen.untilOne([
      until,
      /CEREMONY_[A-Z_]+: [^\n]+/u,
      /Witness, from the paper: word \d+:\r\n/u,
      ...answers.map(([question]) => question),
    ]);
    if (at === 0) return;
    if (at === 1) throw new Error(`refused: ${text}`);
    if (at === 2) {
      seen.type(`${wordAt(seen.raw, /\d+/u.exec(text)?.[0] ?? '')}\r`);
      continue;
    }
    const [question, answer] = answers[at - 3] ?? [/^/u, ''];
    const nth = (times.get(question) ?? 0) + 1;
    times.set(question, nth);
    seen.type(`${typeof answer === 'string' ? answer : answer(nth, seen)}\r`);
  }
}

/** The newest word of that number in a table of fingerprint words, four in a row. */
function wordAt(raw: string, place: string): string {
  const rows = [...raw.matchAll(/^\s+\d+ \p{L}+(?:\s+\d+ \p{L}+){3}\r?$/gmu)].map(([row]) => row);
  const words = rows.flatMap((row) => [...row.matchAll(/(\d+) (\p{L}+)/gu)]);
  return words.findLast(([, number]) => number === place)?.[2] ?? '';
}

describe.skipIf(!hasPython)('a room at a real terminal', { timeout: 120_000 }, () => {
  it('makes, splits and proves a key; a share that was on the screen when it was interrupted is gone, and its set void', async () => {
    const papers: string[] = [];
    const paper = (_nth: number, { screen }: AtTerminal) => {
      papers.push(copied(screen.text()).share);
      return '';
    };
    const number = (what: string) => (nth: number) => `${what} ${String(nth)}`;
    const answers: Answers = [
      [/Enter(?: when ready)?:\r\n/u, ''],
      [/: name:\r\n/u, (nth) => ['Olena Koval', 'Andrii Bondar', 'Taras Hnat', 'Petro Novak'][nth - 1] ?? '?'],
      [/: identity document[^\n]*:\r\n/u, 'card, ends 117'],
      [/\(m\):\r\n/u, '2'],
      [/\(n\):\r\n/u, '2'],
      [/SHA-256 (?:of|that)[^\n]*:\r\n/u, 'ab'.repeat(32)],
      [/thing itself: SHA-256[^\n]*:\r\n/u, 'ab'.repeat(32)],
      [/(?:What becomes|Label|Environment)[^\n]*:\r\n/u, ''],
      // Without the file nothing goes on: an empty line and a folder that is not there are asked again.
      [/Where to save[^\n]*:\r\n/u, (nth) => ['', file('none/x'), folder][nth - 1] ?? file('second.json')],
      [/\nNumber of the bag:\r\n/u, number('AB')],
      [/\nNumber of the seal:\r\n/u, number('S')],
      [/Medium with the sealed file[^\n]*:\r\n/u, number('stick')],
      [/thing itself: Number of the bag:\r\n/u, number('AB')],
      [/by-hand \| printed\)[^\n]*:\r\n/u, 'by-hand'],
      [/^(?!Hash|Fingerprint|The share)[^\n]*:\r\n/mu, 'as it is written'],
    ];
    // So wide that no question is wrapped, for they are found by their whole lines.
    const first = dcmKeys(['ceremony', 'run', 'split-key', '--offline'], { size: [400, 50] });
    await first.answer('Passphrase of the vault: ', VAULT);
    await carryOn(first, answers, 'the screen is cleared. ');
    papers.push(copied(first.screen.text()).share);
    expect([first.screen.isAlternate, groupsIn(first.screen.text(), papers[0] ?? '')]).toEqual([true, 13]);
    first.type(CTRL_C);
    expect(await first.ended()).toEqual({ code: 130, isSane: true });
    expect([first.screen.isAlternate, groupsIn(first.screen.text(), papers[0] ?? '')]).toEqual([false, 0]);
    expect([first.askedOpenly.includes('Passphrase of the vault: '), first.screen.colours]).toEqual([false, 0]);
    const [id = ''] = /C-\d{4}-\d{3}/u.exec(first.screen.text()) ?? [];
    // What is asked of an interrupted ceremony: the papers of the void set first, then a new one to its end.
    const out = file('transcript.json');
    const second = dcmKeys(['ceremony', 'run', '--resume', id, '--out', out], { size: [400, 50] });
    await second.answer('Passphrase of the vault: ', VAULT);
    await second.until('Destroy the papers');
    const rounds: Answers = [
      [/the screen is cleared\. /u, paper],
      [/> $/u, () => papers.at(-1) ?? ''],
    ];
    await carryOn(second, [...rounds, ...answers], 'Report of ceremony');
    expect(await second.ended()).toEqual({ code: 0, isSane: true });
    expect([papers.length, ...papers.map((share) => groupsIn(second.screen.text(), share))]).toEqual([3, 0, 0, 0]);
    const verified = (await runTerminal(['ceremony', 'verify', out, '--json'])).json();
    expect(verified).toMatchObject({ ok: true, state: 'completed', deviations: 0, isRehearsal: false });
    // Those that were read back are of the set that is closed, whose file was saved; the one before is of another.
    const [lost = '', one = '', two = ''] = papers;
    const sets = (await home.run(['backup', 'list', '--json'])).json<{ id: string; state: string }[]>();
    expect(sets.map(({ state }) => state).toSorted()).toEqual(['closed', 'void']);
    const { id: set = '' } = sets.find(({ state }) => state === 'closed') ?? {};
    const sealed = readdirSync(folder).find((name) => name.includes(set)) ?? '';
    const check = async (...shares: string[]) =>
      (await runTerminal(['backup', 'check-share', '--set', file(sealed)], { input: shares.join('\n') })).code;
    expect([await check(one, two), await check(lost)]).toEqual([0, 1]);
  });

  it('seals a standby key and draws it, and echoes no passphrase', async () => {
    const paper = 'дев’ять коней in a yard';
    const env = ['--draft', '--env', 'p', '--bits', '2048', '--json'];
    const { kid: draft } = (await home.run(['key', 'generate', ...env])).json<{ kid: string }>();
    const place = ['--bag', 'AB 9', '--seal', 'S 9', '--safe', 'safe 3, cellar'];
    const broken = dcmKeys(['standby', 'seal', draft, ...place]);
    await broken.answer('New passphrase of the standby key: ', `${paper.slice(0, 9)}${CTRL_C}`);
    expect(await broken.ended()).toEqual({ code: 130, isSane: true });
    const seal = dcmKeys(['standby', 'seal', draft, ...place], { size: [40, 24], env: { NO_COLOR: '1' } });
    await seal.answer('New passphrase of the standby key: ', `${paper}\r`);
    await seal.answer('The same once more: ', `${paper}\r`);
    await seal.answer('Passphrase of the vault: ', VAULT);
    expect([await seal.ended(), seal.askedOpenly, seal.screen.colours]).toEqual([{ code: 0, isSane: true }, [], 0]);
    expect(seal.screen.unwrapped()).toContain('AB 9');
    const draw = dcmKeys(['standby', 'draw', draft, '--reason', 'drill', '--replaces', kid]);
    await draw.answer('Passphrase of the standby key: ', `${paper}\r`);
    await draw.answer('Passphrase of the vault: ', VAULT);
    expect([await draw.ended(), draw.askedOpenly]).toEqual([{ code: 0, isSane: true }, []]);
    for (const seen of [broken, seal, draw]) expect(seen.raw).not.toMatch(/коней|yard/u);
    expect((await home.run(['key', 'show', draft, '--json'])).json()).toMatchObject({ state: 'active' });
  });

  it('takes a bundle as vouched for once its signer’s words are typed as they were read out', async () => {
    const other = createTestHome();
    try {
      await other.run(['env', 'add', 'q', ...DCM, '--kind', 'practice']);
      const bundle = file('keys.bundle.json');
      const made = await home.run(['bundle', 'create', '--env', 'p', '--key', kid, '--out', bundle, '--lang', 'uk']);
      const read = /словами: (.+)/u.exec(made.stdout)?.[1] ?? '';
      // Both sides show the same words.
      expect((await runTerminal(['bundle', 'verify', bundle, '--lang', 'uk'])).stdout).toContain(`словами: ${read}`);
      const own = ['--home', other.path, '--keychain', 'sealed', 'bundle', 'import', bundle, '--env', 'q'];
      const seen = (terminal = new AtTerminal([process.execPath, CLI, ...own], { size: [40, 24] }));
      await seen.answer('vouches for it): ', `${read.split(' ').toReversed().join(' ')}\r`);
      await seen.until('BUNDLE_BY_ANOTHER');
      await seen.answer('vouches for it): ', `${read}\r`);
      expect(await seen.ended()).toEqual({ code: 0, isSane: true });
      expect(seen.screen.unwrapped()).toContain('vouched for by');
      const broken = (terminal = new AtTerminal([process.execPath, CLI, ...own]));
      await broken.answer('vouches for it): ', CTRL_C);
      expect(await broken.ended()).toEqual({ code: 130, isSane: true });
      // Nobody is asked where nobody sits.
      const piped = await other.run(['bundle', 'import', bundle, '--env', 'q', '--json']);
      expect(piped.json()).toMatchObject({ signerKnown: false, known: [kid] });
    } finally {
      other.erase();
    }
  });

  it('is broken off by Ctrl-C at any question, under an older Node too: 130, and how to go on', async () => {
    const node = existsSync('/usr/bin/node') ? '/usr/bin/node' : process.execPath;
    const room = [
      node,
      CLI,
      '--home',
      file('rehearsed'),
      'ceremony',
      'run',
      'delete-key',
      '--rehearsal',
      '--lang',
      'uk',
    ];
    const first = (terminal = new AtTerminal(room));
    await first.answer('прізвище:', CTRL_C);
    expect([await first.ended(), first.raw.includes('CANCELLED')]).toEqual([{ code: 130, isSane: true }, true]);
    const second = (terminal = new AtTerminal(room));
    for (const who of ['Олена Коваль', 'паспорт', 'Андрій Бондар', 'картка']) await second.answer(/:\r\n/u, `${who}\r`);
    await second.answer('натисніть Enter:', CTRL_C);
    expect(await second.ended()).toEqual({ code: 130, isSane: true });
    expect(second.screen.unwrapped()).toMatch(/--resume R-\d{4}-\d{3}/u);
  });
});
