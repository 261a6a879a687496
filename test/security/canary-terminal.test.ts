import { spawn } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealedFileKeychain } from '../../electron/adapters/keychain/sealed-file-keychain.ts';
import { composeHome, systemAdapters } from '../../electron/compose.ts';
import { leaksIn, privateMembersIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { CLI, type PracticeProcess, startPracticeProcess } from '../cli/run-terminal.ts';

const PASSPHRASE = 'correct horse battery staple';
const CLAIMS = ['--flow', 'sign-in', '--sub', 's', '--obj', 'o', '--reason', 'r'];
const folder = mkdtempSync(join(tmpdir(), 'dcm-canary-terminal-'));
const homePath = join(folder, 'home');
/** What is written out on request lies here, and nothing else. */
const written = join(folder, 'written');
const imported = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const printed: string[] = [];
const ran = new Set<string>();
let practice: PracticeProcess;

beforeAll(async () => {
  mkdirSync(written);
  practice = await startPracticeProcess();
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs one command line, ends it where it would serve for ever, and keeps what it printed. */
function terminal(argv: readonly string[], input: string | Buffer = ''): Promise<string> {
  const globals = ['--home', homePath, '--keychain', 'sealed', '--passphrase-fd', '3'];
  const child = spawn(process.execPath, [CLI, ...argv, ...globals], {
    cwd: written,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', NODE_V8_COVERAGE: '' },
    timeout: 30_000,
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    // The practice DCM serves until it is told to stop.
    if (argv[0] === 'practice' && stdout.includes('\n')) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const [descriptor] = child.stdio.slice(3);
  for (const stream of [descriptor, child.stdin]) stream?.on('error', () => undefined);
  if (descriptor && 'end' in descriptor) descriptor.end(`${PASSPHRASE}\n`);
  child.stdin.end(input);
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

/** Everything that is made to leave: each writes its file, and none may hold private material. */
async function exportAll(kid: string): Promise<void> {
  const out = (name: string) => join(written, name);
  const token = (await terminal(['token', 'sign', '--key', kid, '--env', 'p', ...CLAIMS])).trim();
  writeFileSync(out('proxy.log'), `X-Session-ID: ${token}\n`);
  const opened = JSON.parse(await terminal(['case', 'open', 'incident', '--json'])) as { readonly id: string };
  await terminal(['case', 'add', opened.id, token, '--own', '--keep-token']);
  await terminal(['ceremony', 'script', 'split-key', '--out', out('script.json')]);
  await terminal(['case', 'export', opened.id, '--out', out('case.json')]);
  await terminal(['case', 'report', opened.id, '--out', out('report.json')]);
  await terminal(['template', 'export', 'sign-in', '--out', out('template.json')]);
  await terminal(['bundle', 'create', '--snapshot', '1', '--out', out('set.json')]);
  await terminal(['bundle', 'create', '--env', 'p', '--key', kid, '--out', out('keys.json')]);
  const request = ['bundle', 'create', 'registration-request', '--env', 'p', '--key', kid];
  await terminal([...request, '--out', out('request.json')]);
  await terminal(['bundle', 'create', 'device-key', '--env', 'p', '--out', out('device.json')]);
  await terminal(['snapshot', 'show', '1', '--json']);
  writeFileSync(out('scan.ndjson'), await terminal(['scan', out('proxy.log'), '--own', '--ndjson', '--with-tokens']));
  const made = readdirSync(written);
  const wanted = ['script.json', 'case.json', 'report.json', 'template.json', 'set.json', 'keys.json', 'request.json'];
  expect([...wanted, 'device.json', 'scan.ndjson'].filter((name) => !made.includes(name))).toEqual([]);
}

/** Every command that there is, however it ends: with the key, and with its private half in a pipe. */
async function tryEveryCommand(kid: string): Promise<void> {
  const { commands } = JSON.parse(await terminal(['--help', '--json'])) as { commands: { words: string }[] };
  const pem = imported.export({ format: 'pem', type: 'pkcs8' });
  for (const { words } of commands) {
    if (words === 'demo') continue;
    await terminal([...words.split(' '), kid, '--json']);
    await terminal(words.split(' '), pem);
  }
  expect(commands.map(({ words }) => words).filter((words) => !ran.has(words) && words !== 'demo')).toEqual([]);
}

/** The private numbers of a key of this home, taken out of its vault. */
async function secretsOf(kid: string): Promise<readonly Buffer[]> {
  const askPassphrase = () => Promise.resolve(Buffer.from(PASSPHRASE));
  const options = { use: 'write', door: 'terminal', keychain: null, fallbackKeychain: null } as const;
  const home = composeHome(
    { ...options, path: homePath, askPassphrase, isOnline: () => false },
    { ...systemAdapters, openKeychain: () => createSealedFileKeychain({ home: homePath, askPassphrase }) },
  );
  try {
    const { keychainId, thumbprint } = home.keys.record(kid);
    return await home.session.open().privateKeys.use(keychainId ?? '', thumbprint, (key) => privateNumbersOf(key));
  } finally {
    await home.close();
  }
}

describe('every command of the terminal', () => {
  it(
    'leaves no trace of an imported or a generated private key in any output or file',
    { timeout: 400_000 },
    async () => {
      const source = join(folder, 'source.pem');
      writeFileSync(source, imported.export({ format: 'pem', type: 'pkcs8' }));
      const { baseUrl, counterpartyGuid } = practice;
      const kind = ['--counterparty', counterpartyGuid, '--kind', 'practice'];
      await terminal(['env', 'add', 'p', '--base-url', baseUrl, ...kind]);
      const made = JSON.parse(await terminal(['key', 'generate', '--env', 'p', '--bits', '2048', '--json'])) as Kid;
      const brought = JSON.parse(await terminal(['key', 'import', '--file', source, '--env', 'p', '--json'])) as Kid;
      const secrets = [...(await secretsOf(made.kid)), ...(await secretsOf(brought.kid))];
      expect(secrets).toHaveLength(12);
      expect(secrets.slice(6)).toEqual(
        privateNumbersOf(createPrivateKey(imported.export({ format: 'pem', type: 'pkcs8' }))),
      );
      for (const { kid } of [made, brought]) await useKey(kid);
      await terminal(['key', 'state', brought.kid, '--to', 'active', '--reason', 'r']);
      await exportAll(brought.kid);
      await tryEveryCommand(brought.kid);
      rmSync(source);

      expect(readdirSync(homePath)).toEqual(expect.arrayContaining(['vault.json', 'dcm-keys.db']));
      expect(readdirSync(written).length).toBeGreaterThan(3);
      expect(leaksIn(folder, printed, secrets)).toEqual([]);
      expect(privateMembersIn(printed)).toEqual([]);
      // The search finds each number where one is planted.
      for (const secret of secrets) {
        writeFileSync(join(written, 'leak.log'), `key ${secret.toString('base64')}`);
        expect(leaksIn(written, [], secrets)).toEqual([join(written, 'leak.log')]);
      }
    },
  );
});

interface Kid {
  readonly kid: string;
}
