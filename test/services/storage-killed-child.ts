import { createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A process that works on the home in a folder and kills itself with SIGKILL at its n-th step:
 *   FOLDER BACKEND OPERATION STEP    BACKEND: sealed, system; OPERATION: make, draft (makes a key that may be deleted at
 * once), delete.
 * A step is the instant before or after a call of the keychain or a transaction of the database, and, with the sealed
 * vault, before each call that writes, syncs, renames or removes one of its files. With step 0 it prints how many
 * there are.
 */
const [folder = '', backend = '', operation = '', step = ''] = process.argv.slice(2);
let steps = 0;
let isCounting = false;

function countStep(): void {
  if (!isCounting) return;
  steps += 1;
  if (steps === Number(step)) process.kill(process.pid, 'SIGKILL');
}

function countCallsOf(target: object, names: readonly string[]): void {
  for (const name of names) {
    const original: unknown = Reflect.get(target, name);
    if (typeof original !== 'function') throw new Error(`no function ${name} to count`);
    Reflect.set(target, name, function counted(this: unknown, ...args: unknown[]): unknown {
      if (name !== 'open' || args[1] === 'wx') countStep();
      return Reflect.apply(original, this, args);
    });
  }
}

if (backend === 'sealed') {
  const handle = await fsPromises.open(import.meta.filename, 'r');
  countCallsOf(Object.getPrototypeOf(handle) as object, ['writeFile', 'sync']);
  await handle.close();
  countCallsOf(fsPromises, ['open', 'rename', 'rm']);
  // The modules below take their functions from `node:fs/promises` when they are loaded: after this line.
  syncBuiltinESMExports();
}
const { openKilledHome } = await import('./storage-killed-home.ts');

const home = openKilledHome(folder, backend, {
  countStep,
  privateKey: createPrivateKey(fs.readFileSync(`${folder}/../key.pem`)),
});
// Unlocked beforehand: the key derivation is no step.
await home.session.open().keychain.read(home.seal.anchorAccount());
isCounting = true;
if (operation === 'delete')
  await home.keyLife.delete(home.keys.list()[0]?.kid ?? '', { reason: 'drill', isNow: false });
else await home.keys.generate(request());
isCounting = false;
process.stdout.write(`${String(steps)}\n`);
await home.close();

function request() {
  return {
    alg: 'RS256',
    bits: 2048,
    kid: null,
    label: null,
    env: null,
    expiresAt: null,
    isDraft: operation === 'draft',
  } as const;
}
