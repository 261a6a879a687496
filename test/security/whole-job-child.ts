import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeHome } from '../../electron/compose.ts';
import { leaksIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { CLI } from '../cli/run-terminal.ts';

/**
 * Runs inside a session of its own with a real Secret Service: does the whole job through the built terminal, then takes
 * the private key out of the keychain and searches for it in everything that was printed or written.
 * Prints one line of JSON. Argument: a folder to work in.
 */
const folder = process.argv[2] ?? '';
const homePath = join(folder, 'home');
const printed: string[] = [];
const codes: Record<string, number | null> = {};

function terminal(...argv: string[]): string {
  const ended = spawnSync(process.execPath, [CLI, ...argv, '--home', homePath], { input: '', encoding: 'utf8' });
  printed.push(ended.stdout, ended.stderr);
  codes[argv.slice(0, 2).join(' ')] = ended.status;
  return ended.stdout;
}

const { baseUrl, counterpartyGuid } = JSON.parse(process.env['PRACTICE'] ?? '{}') as Record<string, string>;
terminal(
  'env',
  'add',
  'p',
  '--base-url',
  baseUrl ?? '',
  '--counterparty',
  counterpartyGuid ?? '',
  '--kind',
  'practice',
);
const { kid } = JSON.parse(terminal('key', 'generate', '--env', 'p', '--json')) as { kid: string };
terminal('key', 'list', '--json');
terminal('key', 'show', kid);
for (const format of ['jwk', 'jwks', 'pem']) terminal('key', 'export', kid, '--format', format);
terminal('dcm', 'register', kid, '--env', 'p', '--json');
terminal('dcm', 'check', '--env', 'p', '--json');
const signing = ['--flow', 'sign-in', '--sub', 's', '--obj', 'o', '--reason', 'r'];
const token = terminal('token', 'sign', '--key', kid, '--env', 'p', ...signing).trim();
terminal('token', 'verify', '--own', token, '--json');
terminal('dcm', 'jwks', '--env', 'p', '--json');
terminal('audit', 'verify', '--json');
terminal('audit', 'export');

const home = composeHome({
  path: homePath,
  use: 'write',
  door: 'terminal',
  keychain: null,
  fallbackKeychain: 'os',
  askPassphrase: () => Promise.reject(new Error('no vault here')),
  isOnline: () => false,
});
const record = home.keys.record(kid);
const secrets = await home.session
  .open()
  .privateKeys.use(record.keychainId ?? '', record.thumbprint, (key) => privateNumbersOf(key));
await home.close();

const planted = join(folder, 'planted');
mkdirSync(planted);
writeFileSync(join(planted, 'leak.log'), `key: ${secrets[1]?.toString('base64') ?? ''}`);
process.stdout.write(
  `${JSON.stringify({
    codes,
    secrets: secrets.length,
    planted: leaksIn(planted, [], secrets).length,
    leaks: leaksIn(homePath, printed, secrets),
    kind: record.keychain,
  })}\n`,
);
