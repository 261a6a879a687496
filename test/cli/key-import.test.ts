import { createPrivateKey, createPublicKey } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaksIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { FILE_PASSPHRASE, type KeyFiles, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { CLI, createTestHome, type Ended, type RunOptions, type TestHome } from './run-terminal.ts';

let home: TestHome;
let files: KeyFiles;
beforeAll(() => {
  home = createTestHome();
  files = openKeyFiles();
  makeSources(files);
  files.openssl('pkcs12', '-export', '-inkey', 'ca.pem', '-in', 'ca.crt', '-passout', 'env:SOURCE', '-out', 'ca.p12');
  files.openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'third.pem');
}, 60_000);
afterAll(() => {
  home.erase();
  files.erase();
});

const importFile = (file: string, more: readonly string[] = [], options: RunOptions = {}): Promise<Ended> =>
  home.run(['key', 'import', '--file', files.path(file), '--json', ...more], options);
/** The passphrase of the file comes on descriptor 0. */
const withPassphrase = { input: `${FILE_PASSPHRASE}\n` };

describe('key import', () => {
  const outputs: string[] = [];
  it('keeps a plain PEM, prints the key as generate does, and reminds to wipe the file', async () => {
    const ended = await importFile('rsa.pem', ['--label', 'old']);
    outputs.push(ended.stdout, ended.stderr);
    const { n } = createPublicKey(files.read('rsa.pem')).export({ format: 'jwk' });
    expect([ended.code, ended.json()]).toMatchObject([
      0,
      { alg: 'RS256', state: 'active', label: 'old', env: null, custody: 'here', origin: 'imported', jwk: { n } },
    ]);
    expect(ended.stderr).toContain('wipe');
    expect(ended.stderr).toContain('known copy');
    const shown = await home.run(['key', 'list', '--json'], { passphrase: null });
    outputs.push(shown.stdout);
    expect(shown.json<unknown[]>()).toEqual([ended.json()]);
    const again = await importFile('rsa.pem');
    outputs.push(again.stdout, again.stderr);
    expect([again.code, again.json()]).toMatchObject([2, { error: { code: 'KID_TAKEN' } }]);
  });

  it('opens PKCS#12 with the passphrase of a descriptor of its own', async () => {
    const wrong = await importFile('ca.p12', ['--import-passphrase-fd', '0'], { input: 'wrong\n' });
    expect([wrong.code, wrong.json()]).toMatchObject([3, { error: { code: 'PASSPHRASE_WRONG' } }]);
    const none = await importFile('ca.p12');
    expect([none.code, none.json()]).toMatchObject([3, { error: { code: 'PASSPHRASE_NEEDED' } }]);
    const same = await importFile('ca.p12', ['--import-passphrase-fd', '3']);
    expect([same.code, same.json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }]);
    const ended = await importFile('ca.p12', ['--import-passphrase-fd', '0', '--draft'], withPassphrase);
    outputs.push(ended.stdout, ended.stderr, wrong.stderr, none.stderr);
    expect([ended.code, ended.json()]).toMatchObject([0, { state: 'draft', origin: 'imported' }]);
    expect(ended.stderr).toContain('known copy');
    expect(ended.stderr).not.toContain('open to whoever');
  });

  it('records a certificate as a key that is elsewhere, with no passphrase of the vault', async () => {
    files.openssl('req', '-x509', '-new', '-key', 'third.pem', '-subj', '/CN=x', '-days', '3', '-out', 'third.crt');
    const ended = await importFile('third.crt', [], { passphrase: null });
    expect([ended.code, ended.json()]).toMatchObject([
      0,
      { custody: 'elsewhere', origin: 'elsewhere', keychain: null },
    ]);
    expect(ended.stderr).toBe('');
  });

  it('reads a pipe, so that no plain file is needed', async () => {
    const fresh = createTestHome();
    const script = `"$NODE" "$CLI" key import --file /dev/fd/4 --home "$HOME_DIR" --keychain sealed --passphrase-fd 3 --json 3<<<"$P" 4< <(cat "$PEM")`;
    const child = spawn('bash', ['-c', script], {
      env: {
        ...process.env,
        NODE: process.execPath,
        CLI,
        HOME_DIR: fresh.path,
        P: 'a long passphrase',
        PEM: files.path('rsa.pem'),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    fresh.erase();
  });

  it.each([
    ['a folder', 'FILE_UNREADABLE', () => ''],
    ['no file', 'FILE_UNREADABLE', () => 'nothing-here'],
    ['an empty file', 'INPUT_EMPTY', () => write('empty', '')],
    ['garbage', 'INPUT_INVALID', () => write('garbage.pem', 'hello')],
    ['an endless file', 'INPUT_TOO_LARGE', () => '../../dev/zero'],
    ['a JWKS', 'INPUT_INVALID', () => write('set.json', '{"keys":[]}')],
    ['a symmetric key', 'JWK_REFUSED', () => write('oct.json', '{"kty":"oct","k":"AAAA"}')],
    ['a curve that the policy does not allow', 'ALGORITHM_REFUSED', () => 'p256.pem'],
  ])('refuses %s with %s, and writes nothing', async (_name, code, make) => {
    const fresh = createTestHome();
    const ended = await fresh.run(['key', 'import', '--file', files.path(make()), '--json']);
    expect([ended.code, ended.json()]).toMatchObject([code === 'ALGORITHM_REFUSED' ? 7 : 2, { error: { code } }]);
    expect((await fresh.run(['key', 'list', '--json'])).json()).toEqual([]);
    fresh.erase();
  });
  const write = (name: string, content: string): string => {
    files.write(name, content);
    return name;
  };

  it('leaves no private byte and no passphrase in the home, the outputs and the trail', async () => {
    const secrets = ['rsa.pem', 'ca.pem'].flatMap((name) => privateNumbersOf(createPrivateKey(files.read(name))));
    secrets.push(Buffer.from(FILE_PASSPHRASE));
    const exported = await home.run(['audit', 'export']);
    const texts = [...outputs, exported.stdout, exported.stderr];
    expect(exported.stdout).toContain('key.imported');
    // The search finds what is there: the source beside the home, and a planted output.
    expect(leaksIn(files.folder, [], secrets)).not.toEqual([]);
    expect(leaksIn(home.path, [files.read('rsa.jwk').toString('utf8')], secrets)).toHaveLength(1);
    expect(leaksIn(home.path, texts, secrets)).toEqual([]);
    expect((await home.run(['audit', 'verify', '--json'])).json()).toMatchObject({ ok: true });
  });

  it('is named by the help', () => {
    expect(execFileSync(process.execPath, [CLI, '--help']).toString()).toContain('key import');
  });
});
