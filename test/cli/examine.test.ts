import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Compared, Examined } from '../../shared/model/examined.ts';
import { leaksIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { type KeyFiles, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { createTestHome, runTerminal, type TestHome } from './run-terminal.ts';

let files: KeyFiles;
let home: TestHome;
let nowhere: readonly string[];
beforeAll(() => {
  files = openKeyFiles();
  makeSources(files);
  home = createTestHome();
  nowhere = ['--home', files.path('no-home')];
}, 60_000);
afterAll(() => {
  files.erase();
  home.erase();
});

const examine = async (name: string, ...argv: string[]) =>
  (await runTerminal(['examine', files.path(name), '--json', ...nowhere, ...argv])).json<Examined>();

describe('dcm-keys examine', () => {
  it('says first what a file is, then its facts, then what may be done; no home is needed, and none is made', async () => {
    const { code, stdout, stderr } = await runTerminal(['examine', files.path('rsa.crt'), ...nowhere]);
    const [first = '', second, ...others] = stdout.split('\n');
    expect([code, stderr, first, second]).toEqual([
      0,
      '',
      'a certificate in PEM; its chain, names and dates are not looked at',
      '',
    ]);
    expect(others.join('\n')).toMatch(/RSA, 2048 bits[^]*thumbprint[^]*dcm-keys key import --file/u);
    expect(readdirSync(files.folder)).not.toContain('no-home');
  });

  it('gives the same object as the window as --json, from a file, a pipe or "-"', async () => {
    const examined = await examine('p256.jwk');
    expect(examined).toMatchObject({ kind: 'private-jwk', isSecret: true, encoding: 'JSON', actions: ['import-key'] });
    expect(examined.keys[0]?.known).toBeNull();
    const input = files.read('p256.jwk');
    for (const argv of [['examine'], ['examine', '-']]) {
      expect((await runTerminal([...argv, '--json', ...nowhere], { input })).json()).toEqual(examined);
    }
  });

  it('tells what to do with a private key, and prints nothing of it', async () => {
    const told = await runTerminal(['examine', files.path('rsa.pem'), ...nowhere]);
    expect(told.stdout).toMatch(/^a private key in PEM\nSECRET: [^]*key import --file [^]*wipe the file/u);
    const secrets = privateNumbersOf(createPrivateKey(files.read('rsa.pem')));
    const json = await runTerminal(['examine', files.path('rsa.pem'), '--json', ...nowhere]);
    const empty = files.path('empty');
    mkdirSync(empty);
    expect(leaksIn(empty, [told.stdout, told.stderr, json.stdout, json.stderr], secrets)).toEqual([]);
  });

  it('recognises a key of ours, and leaves one line in the trail', async () => {
    const made = await home.run(['key', 'generate', '--bits', '2048', '--json']);
    const { kid } = made.json<{ kid: string }>();
    const { stdout: pem } = await home.run(['key', 'export', kid, '--format', 'pem']);
    const found = await home.run(['examine', '--json'], { input: pem, passphrase: null });
    expect(found.json<Examined>()).toMatchObject({
      keys: [{ known: { kid, state: 'active' } }],
      actions: ['show-key', 'compare'],
    });
    const { stdout: trail } = await home.run(['audit', 'export'], { passphrase: null });
    expect(trail.split('\n').filter((line) => line.includes('"command":"examine"'))).toHaveLength(1);
  });

  it('answers also where the home is damaged, and says that our keys are not known', async () => {
    const folder = files.path('damaged');
    mkdirSync(folder);
    files.write('damaged/dcm-keys.db', 'no database');
    const { code, stdout, stderr } = await runTerminal(['examine', files.path('rsa.crt'), '--home', folder]);
    expect(stderr).toMatch(/^DATABASE_DAMAGED: whether a key is ours is not known/u);
    expect([code, stdout.startsWith('a certificate')]).toEqual([0, true]);
  });

  it('refuses what is empty, missing or a folder with 2, and repeats no token that was pasted as a name', async () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(300)}.${'b'.repeat(342)}`;
    const codes = await Promise.all(
      [['examine', files.path('absent')], ['examine', files.folder], ['examine', token], ['examine']].map(
        async (argv) => {
          const { code, stderr } = await runTerminal([...argv, ...nowhere], { input: ' \n' });
          return [code, stderr.split(':')[0], stderr.includes(token.slice(0, 40))];
        },
      ),
    );
    expect(codes).toEqual([
      ...Array.from({ length: 3 }, () => [2, 'FILE_UNREADABLE', false]),
      [2, 'INPUT_EMPTY', false],
    ]);
  });
});

describe('dcm-keys jwk compare', () => {
  it('is 0 for the same key in two encodings, and 1 for different keys, with the members that differ', async () => {
    const publicHalf = createPublicKey(files.read('rsa.pem'));
    files.write('rsa.public.jwk', JSON.stringify({ ...publicHalf.export({ format: 'jwk' }), kid: 'one' }));
    const same = await runTerminal(['jwk', 'compare', files.path('rsa.crt'), files.path('rsa.public.jwk')]);
    expect([same.code, same.stdout.split('\n')[0]]).toEqual([0, 'the same key; different: kid']);
    const der = publicHalf.export({ format: 'der', type: 'spki' });
    const other = await runTerminal(['jwk', 'compare', '-', files.path('ca.crt'), '--json'], { input: der });
    const { isSameKey, rows } = other.json<Compared>();
    expect([other.code, isSameKey]).toEqual([1, false]);
    expect(rows.flatMap(({ member, isEqual }) => (isEqual ? [] : [member]))).toEqual(['n']);
  });

  it('refuses a private key with 2, and two times standard input', async () => {
    const given = await runTerminal(['jwk', 'compare', files.path('rsa.crt'), files.path('rsa.pem'), '--json']);
    expect([given.code, given.json()]).toMatchObject([2, { error: { code: 'PRIVATE_KEY_GIVEN' } }]);
    expect((await runTerminal(['jwk', 'compare', '-', '-'])).code).toBe(2);
  });
});
