import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Key } from '../../shared/model/key.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

let signing: SigningHome;
beforeAll(async () => {
  signing = await openSigningHome();
}, 60_000);
afterAll(async () => signing.close());

const run = (...argv: string[]) => signing.home.run([...argv, '--json'], { passphrase: null });
const path = (name: string) => join(signing.folder, name);
/** A fresh pair: its private half in `NAME.pem`, its public half in `NAME.pub`. */
function writePair(name: string) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(path(`${name}.pem`), pem);
  writeFileSync(path(`${name}.pub`), createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }));
  return createPrivateKey(pem);
}

describe('key import', () => {
  it('takes what generate takes, and counts the file itself, not a link to it, as the first copy', async () => {
    writePair('bank');
    symlinkSync(path('bank.pem'), path('link.pem'));
    const expires = '2099-01-01T00:00:00.000Z';
    const about = ['--owner', 'Night desk', '--purpose', 'drill', '--flow', 'sign-in', '--replaces', signing.kid];
    const argv = ['key', 'import', '--file', path('link.pem'), '--env', 'p', ...about, '--expires', expires, '--json'];
    const { kid, ...key } = (await signing.home.run(argv)).json<Key>();
    expect(key).toMatchObject({ owner: 'Night desk', purpose: 'drill', flows: ['sign-in'], replaces: signing.kid });
    expect([key.expiresAt, key.copies]).toMatchObject([expires, [{ kind: 'import-source', where: path('bank.pem') }]]);
    const shown = await signing.home.run(['key', 'show', kid], { passphrase: null });
    expect(shown.stdout).toContain(`import-source: ${path('bank.pem')}`);
  });

  it('records who holds a key that is not here, and refuses a holder for one that is', async () => {
    writePair('hsm');
    const held = (file: string, by: string) =>
      run('key', 'import', '--file', path(file), '--env', 'p', '--held-by', by);
    expect((await held('hsm.pub', 'nobody')).code).toBe(2);
    expect((await held('hsm.pem', 'hsm')).json()).toMatchObject({ error: { code: 'INPUT_INVALID' } });
    const { kid, ...key } = (await held('hsm.pub', 'hsm')).json<Key>();
    expect(key).toMatchObject({ custody: 'elsewhere', heldBy: 'hsm', copies: [] });
    const shown = await signing.home.run(['key', 'show', kid], { passphrase: null });
    expect(shown.stdout).toMatch(/^private half +elsewhere: hsm$/mu);
    expect(shown.stdout).toMatch(/^possession +not proven/mu);
    const since = '2026-11-01T03:00:00.000Z';
    await run('key', 'state', kid, '--to', 'compromised', '--reason', 'drill', '--since', since);
    const stolen = await signing.home.run(['key', 'show', kid], { passphrase: null });
    expect(stolen.stdout).toContain(`suspected since ${since}, marked `);
  });
});

describe('key prove', () => {
  async function held(name: string) {
    const privateKey = writePair(name);
    const imported = await run('key', 'import', '--file', path(`${name}.pub`), '--env', 'p', '--kid', `-${name}`);
    const { kid } = imported.json<Key>();
    const sign = (payload: string) =>
      new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    return { kid, sign };
  }

  it('prints the text that is to be signed, the same one until it is answered', async () => {
    const { kid, sign } = await held('one');
    const asked = await signing.home.run(['key', 'prove', kid], { passphrase: null });
    expect(asked.stdout.endsWith('\n')).toBe(true);
    const payload = asked.stdout.slice(0, -1);
    expect(JSON.parse(payload)).toMatchObject({ kid, purpose: 'dcm-key-manager proof of possession' });
    expect(asked.stderr).toContain('without a line break');
    const again = (await run('key', 'prove', kid)).json<{ payload: string; expiresAt: string }>();
    expect(again).toMatchObject({ kid, payload });
    const noted = (await run('audit', 'export')).stdout.match(/key\.possession-asked|command\W+key prove/gu);
    expect(noted).toEqual(['key.possession-asked', expect.stringContaining('key prove')]);
    const proven = await run('key', 'prove', kid, '--answer', await sign(payload));
    expect([proven.code, proven.json<Key>().possessionProvenAt]).toEqual([0, expect.any(String)]);
    const twice = await run('key', 'prove', kid, '--answer', await sign(payload));
    expect([twice.code, twice.json()]).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
    expect((await run('key', 'prove', kid)).json<{ payload: string }>().payload).not.toBe(payload);
  });

  it('takes the answer from a file and from standard input, and refuses a wrong one with 1', async () => {
    const { kid, sign } = await held('two');
    const { payload } = (await run('key', 'prove', kid)).json<{ payload: string }>();
    writeFileSync(path('answer'), `${await sign(`${payload}\n`)}\n`);
    const refused = await run('key', 'prove', kid, '--file', path('answer'));
    expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'POSSESSION_REFUSED' } }]);
    writeFileSync(path('answer'), `${await sign(payload)}\n`);
    expect((await run('key', 'prove', kid, '--answer', 'x', '--file', path('answer'))).code).toBe(2);
    expect((await run('key', 'prove', kid, '--file', path('answer'))).code).toBe(0);
    const next = (await run('key', 'prove', kid)).json<{ payload: string }>();
    const input = await sign(next.payload);
    const piped = await signing.home.run(['key', 'prove', kid, '--answer', '-'], { passphrase: null, input });
    expect([piped.code, piped.stdout]).toEqual([0, expect.stringContaining('possession proven')]);
    const empty = await run('key', 'prove', kid, '--answer', '-');
    expect([empty.code, empty.json()]).toMatchObject([2, { error: { code: 'INPUT_EMPTY' } }]);
  });

  it('has nobody to ask for a key that is kept here', async () => {
    const { kid } = signing;
    const refused = await run('key', 'prove', kid);
    expect([refused.code, refused.json()]).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
  });
});
