import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createKeytarKeychain } from '../../../electron/adapters/keychain/keytar-keychain.ts';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createMemoryIntents } from '../../fakes/keychain-intents.ts';
import { KEY_KINDS, thumbprintOf } from './key-kinds.ts';

/**
 * Runs inside a session of its own with a real Secret Service, or without one, and prints what happened as one
 * line of JSON. The mode is the first argument: unlocked, locked, unanswered, absent.
 */
const mode = process.argv[2] ?? '';
const keychain = createKeytarKeychain({ installId: 'test-home', timeoutMs: mode === 'unanswered' ? 1500 : 20_000 });
const keys = createPrivateKeys({ keychain, intents: createMemoryIntents() });
const report: Record<string, unknown> = {};

if (mode === 'unlocked') await roundTrip();
else if (mode === 'absent') await tryEverything('key-1', thumbprintOf(made('P-256')));
else await lockThenTry();

process.stdout.write(`${JSON.stringify(report)}\n`);
// An unanswered prompt holds a thread, and with it an orderly exit; who waits for us should not wait for that.
process.kill(process.pid, 'SIGKILL');

async function roundTrip(): Promise<void> {
  for (const kind of Object.keys(KEY_KINDS)) {
    const key = made(kind);
    const id = `key-${kind.toLowerCase()}`;
    await keys.write(id, key);
    keys.commit(id);
    const isBack = await keys.use(id, thumbprintOf(key), () => true);
    report[kind] = isBack && (await keys.remove(id));
  }
  await keychain.write('trail-anchor', 'a1.12.abc');
  report['anchor'] = await keychain.read('trail-anchor');
  report['absent'] = await keychain.read('never-written');
  report['removed'] = [await keychain.remove('trail-anchor'), await keychain.remove('trail-anchor')];
  report['left'] = secretTool('search', '--all', 'service', 'dcm-key-manager');
}

async function lockThenTry(): Promise<void> {
  const key = made('P-256');
  await keys.write('key-1', key);
  keys.commit('key-1');
  report['before'] = await keys.use('key-1', thumbprintOf(key), () => 'usable');
  gdbus('Lock');
  await tryEverything('key-1', thumbprintOf(key));
}

async function tryEverything(id: string, thumbprint: string): Promise<void> {
  const started = performance.now();
  report['use'] = await outcome(() => keys.use(id, thumbprint, () => 'usable'));
  report['read'] = await outcome(() => keychain.read('never-written'));
  report['write'] = await outcome(() => keys.write('key-2', generateKeyPairSync('ed25519').privateKey));
  report['anchor'] = await outcome(() => keychain.write('trail-anchor', 'a1.1.x'));
  report['remove'] = await outcome(() => keys.remove(id));
  report['seconds'] = (performance.now() - started) / 1000;
}

function outcome(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    (value) => value ?? null,
    (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? thrown.code : String(thrown)),
  );
}

function made(kind: string): KeyObject {
  const make = KEY_KINDS[kind];
  if (make === undefined) throw new Error(`no kind of key ${kind}`);
  return make();
}

function gdbus(method: string): void {
  const service = ['--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];
  const collection = "[objectpath '/org/freedesktop/secrets/collection/login']";
  execFileSync('gdbus', ['call', ...service, '--method', `org.freedesktop.Secret.Service.${method}`, collection]);
}

function secretTool(...args: string[]): string {
  return execFileSync('secret-tool', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
