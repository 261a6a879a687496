import { createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A process that kills itself with SIGKILL before its n-th step on the disk:
 *   HOME OPERATION STEP    OPERATION: write (replaces the key of id `key-1`), torn-write, seal (seals the key on stdin, which
 * it holds), remove; PKCS#8 PEM on stdin.
 * Every call that makes, writes, syncs, renames or removes a file is a step, of the vault and of the rows; reading
 * changes nothing, so being killed before it is being killed before the next step. `torn-write` is the planted
 * fault: its rename empties the target first. It prints the number of steps when it gets to the end.
 */
const [home = '', operation = '', step = ''] = process.argv.slice(2);
const pem = fs.readFileSync(0, 'utf8');
let steps = 0;
let isCounting = false;

function countStep(): void {
  if (!isCounting) return;
  steps += 1;
  if (steps === Number(step)) process.kill(process.pid, 'SIGKILL');
}

function isStep(name: string, flags: unknown): boolean {
  return name !== 'open' || flags === 'wx';
}

function countCallsOf(target: object, names: readonly string[]): void {
  for (const name of names) {
    const original: unknown = Reflect.get(target, name);
    if (typeof original !== 'function') throw new Error(`no function ${name} to count`);
    Reflect.set(target, name, function counted(this: unknown, ...args: unknown[]): unknown {
      if (isStep(name, args[1])) countStep();
      return Reflect.apply(original, this, args);
    });
  }
}

const handle = await fsPromises.open(import.meta.filename, 'r');
countCallsOf(Object.getPrototypeOf(handle), ['writeFile', 'sync']);
await handle.close();
if (operation === 'torn-write') tearRename();
countCallsOf(fsPromises, ['open', 'rename', 'rm']);
countCallsOf(fs, ['writeFileSync', 'renameSync']);
// The modules below take their functions from `node:fs` when they are loaded: after this line.
syncBuiltinESMExports();
const { openKilledHome, SEALED_WITH } = await import('./killed-home.ts');
const { thumbprintOf } = await import('./key-kinds.ts');

const { keys, intents } = openKilledHome(home);
isCounting = true;
if (operation !== 'remove') {
  const key = createPrivateKey(pem);
  if (operation === 'seal') await keys.seal('key-1', thumbprintOf(key), Buffer.from(SEALED_WITH));
  else await keys.write('key-1', key);
  intents.transaction(() => keys.commit('key-1'));
  await keys.reconcile();
} else {
  await keys.remove('key-1');
}
isCounting = false;
process.stdout.write(`${steps}\n`);

function tearRename(): void {
  const { rename } = fsPromises;
  fsPromises.rename = async (from, to) => {
    fs.truncateSync(to);
    countStep();
    await rename(from, to);
  };
}
