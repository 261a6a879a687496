import { spawn } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealedFileKeychain } from '../../electron/adapters/keychain/sealed-file-keychain.ts';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { leaksIn, privateMembersIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { CLI, type PracticeProcess, startPracticeProcess } from '../cli/run-terminal.ts';
import {
  makeStandby,
  plantings,
  rememberingGenerator,
  secretsOfShares,
  splitKey,
  STANDBY_WORDS,
} from './exports-ground.ts';
import { CLAIMS, exportAll } from './terminal-exports.ts';
import { saveFile } from '../services/ceremony-driver.ts';

const PASSPHRASE = 'correct horse battery staple';
const folder = mkdtempSync(join(tmpdir(), 'dcm-canary-terminal-'));
const homePath = join(folder, 'home');
/** What is written out on request lies here, and nothing else. */
const written = join(folder, 'written');
/** What is on paper, and the search for it beside all that is searched. */
const apart = mkdtempSync(join(tmpdir(), 'dcm-canary-apart-'));
const imported = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const printed: string[] = [];
const ran = new Set<string>();
/** Where shares go, by descriptor. */
const PAPERS = ['share-5', 'share-6'];
let practice: PracticeProcess;

beforeAll(async () => {
  mkdirSync(written);
  practice = await startPracticeProcess();
});
afterAll(async () => {
  await practice.stop();
  for (const one of [folder, apart]) rmSync(one, { recursive: true, force: true });
});

/** Runs one command line, ends it where it would serve for ever, and keeps what it printed. */
function terminal(argv: readonly string[], input: string | Buffer = ''): Promise<string> {
  const globals = ['--home', homePath, '--keychain', 'sealed', '--passphrase-fd', '3'];
  const papers = PAPERS.map((name) => openSync(join(apart, name), argv.includes('--share-fd') ? 'w' : 'a'));
  const child = spawn(process.execPath, [CLI, ...argv, ...globals], {
    cwd: written,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'ignore', ...papers],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', NODE_V8_COVERAGE: '' },
    timeout: 30_000,
  });
  for (const paper of papers) closeSync(paper);
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    // The practice DCM serves until it is told to stop.
    if (argv[0] === 'practice' && stdout.includes('\n')) child.kill('SIGTERM');
  });
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const descriptor = child.stdio[3];
  for (const stream of [descriptor, child.stdin]) stream?.on('error', () => undefined);
  if (descriptor && 'end' in descriptor) descriptor.end(`${PASSPHRASE}\n`);
  child.stdin?.end(input);
  for (const words of [argv.slice(0, 2).join(' '), argv[0] ?? '']) ran.add(words);
  return new Promise((resolve) =>
    child.once('close', () => {
      printed.push(stdout);
      resolve(stdout);
    }),
  );
}

/** The job of a key, as it is meant. */
async function useKey(kid: string): Promise<void> {
  const token = (await terminal(['token', 'sign', '--key', kid, '--env', 'p', ...CLAIMS])).trim();
  for (const argv of [
    ['key', 'export', kid, '--format', 'jwk'],
    ['key', 'export', kid, '--format', 'pem'],
    ['dcm', 'register', kid, '--env', 'p', '--json'],
    ['dcm', 'check', '--env', 'p', '--json'],
    ['dcm', 'jwks', '--env', 'p', '--json'],
    ['token', 'verify', '--own', token, '--json'],
    ['passport', kid, '--out', join(written, `passport-${kid}.json`)],
    ['audit', 'export', '--out', join(written, `trail-${kid}.json`)],
    ['key', 'calendar', '--out', join(written, `calendar-${kid}.ics`)],
    ['key', 'state', kid, '--to', 'suspended', '--reason', 'r'],
  ])
    await terminal(argv);
}

/**
 * Every command that there is, however it ends: with the key, and with its private half in a pipe. @returns those that write a
 * file where they are told to
 */
async function tryEveryCommand(kid: string): Promise<readonly string[]> {
  const { commands } = JSON.parse(await terminal(['--help', '--json'])) as { commands: Summary[] };
  const pem = imported.export({ format: 'pem', type: 'pkcs8' });
  for (const { words } of commands) {
    if (words === 'demo') continue;
    await terminal([...words.split(' '), kid, '--json']);
    await terminal(words.split(' '), pem);
  }
  expect(commands.map(({ words }) => words).filter((words) => !ran.has(words) && words !== 'demo')).toEqual([]);
  return commands.filter(({ summary }) => /--out [A-Z[]/u.test(summary)).map(({ words }) => words);
}

/** Opens the home of the terminal in this process, for one piece of work. */
async function withHome<T>(work: (home: Home) => Promise<T>, generateKey = systemAdapters.generateKey): Promise<T> {
  const askPassphrase = () => Promise.resolve(Buffer.from(PASSPHRASE));
  const options = { use: 'write', door: 'terminal', keychain: null, fallbackKeychain: null } as const;
  const home = composeHome(
    { ...options, path: homePath, askPassphrase, isOnline: () => false },
    { ...systemAdapters, generateKey, openKeychain: () => createSealedFileKeychain({ home: homePath, askPassphrase }) },
  );
  try {
    return await work(home);
  } finally {
    await home.close();
  }
}

/** The private numbers of a key of this home, taken out of its vault. */
async function secretsOf(kid: string): Promise<readonly Buffer[]> {
  return await withHome(async (home) => {
    const { keychainId, thumbprint } = home.keys.record(kid);
    return await home.session.open().privateKeys.use(keychainId ?? '', thumbprint, (key) => privateNumbersOf(key));
  });
}

/** Makes what can leave: ceremonies that were carried out, one that stands open, a draft. @returns the secrets among it too */
async function prepare() {
  const { made, generateKey } = rememberingGenerator();
  const file = join(written, 'ceremony-backup.json');
  const done = await withHome(async (home) => {
    const save = (name: string) => async (id: string) => {
      writeFileSync(name, saveFile(home.ceremonies, id));
      await Promise.resolve();
    };
    const split = await splitKey(home, 'p', save(file));
    const standby = await makeStandby(home, 'p', save(join(written, 'ceremony-request.json')));
    await home.deliveries.ofDevice('p');
    return { split, standby };
  }, generateKey);
  const people = 'Olena Koval\npassport\nAndrii Bondar\ncard\n';
  const open = JSON.parse(await terminal(['ceremony', 'run', 'delete-key', '--offline', '--json'], people)) as Id;
  const generate = ['key', 'generate', '--env', 'p', '--bits', '2048', '--draft', '--json'];
  const { kid: draft } = JSON.parse(await terminal(generate)) as Kid;
  const { split, standby } = done;
  return {
    ceremonies: [split.id, standby],
    open: open.id,
    draft,
    backup: { set: split.set, file, papers: split.papers },
    secrets: [
      ...made,
      ...(await secretsOf(draft)),
      ...(await secretsOfShares(split.papers)),
      Buffer.from(STANDBY_WORDS),
    ],
  };
}

describe('every command of the terminal', () => {
  it(
    'leaves no trace of a private key, a share or a passphrase in any output or file',
    { timeout: 400_000 },
    async () => {
      const source = join(folder, 'source.pem');
      writeFileSync(source, imported.export({ format: 'pem', type: 'pkcs8' }));
      const { baseUrl, counterpartyGuid } = practice;
      const kind = ['--counterparty', counterpartyGuid, '--kind', 'practice'];
      await terminal(['env', 'add', 'p', '--base-url', baseUrl, ...kind]);
      const generate = [
        'key',
        'generate',
        '--env',
        'p',
        '--bits',
        '2048',
        '--expires',
        '2099-01-01T00:00:00Z',
        '--json',
      ];
      const made = JSON.parse(await terminal(generate)) as Kid;
      const brought = JSON.parse(await terminal(['key', 'import', '--file', source, '--env', 'p', '--json'])) as Kid;
      const ofKeys = [...(await secretsOf(made.kid)), ...(await secretsOf(brought.kid))];
      expect(ofKeys).toHaveLength(12);
      expect(ofKeys.slice(6)).toEqual(
        privateNumbersOf(createPrivateKey(imported.export({ format: 'pem', type: 'pkcs8' }))),
      );
      for (const { kid } of [made, brought]) await useKey(kid);
      await terminal(['key', 'state', brought.kid, '--to', 'active', '--reason', 'r']);
      const { secrets: others, ...prepared } = await prepare();
      const wrote = await exportAll({ terminal, written, env: 'p', kid: brought.kid, ...prepared });
      const papers = PAPERS.map((name) => readFileSync(join(apart, name), 'utf8').trim());
      const voided = await secretsOfShares(papers);
      const writing = await tryEveryCommand(brought.kid);
      rmSync(source);

      // A command that writes a file is not left out.
      expect(writing.filter((words) => !wrote.has(words))).toEqual([]);
      expect(readdirSync(homePath)).toEqual(expect.arrayContaining(['vault.json', 'dcm-keys.db']));
      const secrets = [...ofKeys, ...others, ...voided, Buffer.from(PASSPHRASE)];
      expect(secrets.length).toBeGreaterThan(60);
      expect(leaksIn(folder, printed, secrets)).toEqual([]);
      expect(privateMembersIn(printed)).toEqual([]);
      // The search finds each secret where one is planted.
      rmSync(apart, { recursive: true });
      mkdirSync(apart);
      for (const planted of secrets.flatMap(plantings)) {
        writeFileSync(join(apart, 'leak.log'), planted);
        expect(leaksIn(apart, [], secrets)).toEqual([join(apart, 'leak.log')]);
      }
    },
  );
});

interface Summary {
  readonly words: string;
  readonly summary: string;
}
interface Kid {
  readonly kid: string;
}
interface Id {
  readonly id: string;
}
