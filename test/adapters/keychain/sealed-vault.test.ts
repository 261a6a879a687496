import { createCipheriv } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createSealedFileKeychain,
  type AskPassphrase,
} from '../../../electron/adapters/keychain/sealed-file-keychain.ts';
import { deriveVaultKey, NEW_VAULT_COST, parseVault } from '../../../electron/adapters/keychain/sealed-vault-format.ts';

const cost = { N: 2 ** 14, r: 8, p: 1 };
let home = '';
let path = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dcm-vault-'));
  path = join(home, 'vault.json');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

function openVault(passphrase = 'correct horse', askPassphrase: AskPassphrase = async () => Buffer.from(passphrase)) {
  return createSealedFileKeychain({ home, cost, askPassphrase, lockWaitMs: 300 });
}

async function made(entries: Readonly<Record<string, string>> = { one: 'first', two: 'second' }) {
  const vault = openVault();
  for (const [account, value] of Object.entries(entries)) await vault.write(account, value);
  return vault;
}

describe('a new vault', () => {
  it('is made by the first write, in one file that its owner alone can read', async () => {
    await made();
    expect(readdirSync(home)).toEqual(['vault.json']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('costs 128 MiB and asks for N=2^17, r=8, p=1 unless told otherwise', async () => {
    expect(NEW_VAULT_COST).toEqual({ N: 131072, r: 8, p: 1 });
    const vault = createSealedFileKeychain({ home, askPassphrase: async () => Buffer.from('correct horse') });
    await vault.write('a', 'x');
    expect(parseVault(readFileSync(path, 'utf8')).kdf).toMatchObject({ name: 'scrypt', N: 131072, r: 8, p: 1 });
    expect(await vault.read('a')).toBe('x');
  });

  it.each(['short', '1234567', 'їжак🦔🦔🦔', ''])('refuses the passphrase %j', async (passphrase) => {
    const code = passphrase === '' ? 'PASSPHRASE_NEEDED' : 'PASSPHRASE_TOO_SHORT';
    await expect(openVault(passphrase).write('a', 'x')).rejects.toMatchObject({ code });
    expect(readdirSync(home)).toEqual([]);
  });

  it('takes eight characters of any script', async () => {
    await openVault('їжак🦔🦔🦔🦔').write('a', 'x');
    expect(await openVault('їжак🦔🦔🦔🦔').read('a')).toBe('x');
  });

  it('is asked for as new, an existing one is not, and an absent one is not asked for at all', async () => {
    const ask = vi.fn<AskPassphrase>(async () => Buffer.from('correct horse'));
    const vault = openVault('', ask);
    expect(await vault.read('a')).toBeNull();
    expect(await vault.remove('a')).toBe(false);
    expect(ask).not.toHaveBeenCalled();
    await vault.write('a', 'x');
    vault.lock();
    await vault.read('a');
    expect(ask.mock.calls).toEqual([[{ isNew: true }], [{ isNew: false }]]);
  });

  it('tells a home that is not there from a home without a vault', async () => {
    rmSync(home, { recursive: true });
    await expect(openVault().read('a')).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
    await import('node:fs').then(({ mkdirSync }) => mkdirSync(home));
  });
});

describe('the passphrase', () => {
  it('opens once and is then not asked for until lock()', async () => {
    const ask = vi.fn<AskPassphrase>(async () => Buffer.from('correct horse'));
    const vault = openVault('', ask);
    await vault.write('a', 'x');
    await vault.write('b', 'y');
    expect(await vault.read('a')).toBe('x');
    expect(ask).toHaveBeenCalledTimes(1);
    vault.lock();
    expect(await vault.read('b')).toBe('y');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('that is wrong is PASSPHRASE_WRONG, changes nothing, and may be tried again', async () => {
    await made();
    const before = readFileSync(path);
    const answers = ['wrong horse', 'wronger horse', 'correct horse'];
    const vault = openVault('', async () => Buffer.from(answers.shift() ?? ''));
    await expect(vault.read('one')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    await expect(vault.write('one', 'x')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await vault.read('one')).toBe('first');
  });

  it('that nobody can be asked for keeps the error of who was asked', async () => {
    await made();
    const vault = openVault('', () => Promise.reject(Object.assign(new Error('no'), { code: 'PASSPHRASE_NEEDED' })));
    await expect(vault.read('one')).rejects.toMatchObject({ code: 'PASSPHRASE_NEEDED' });
  });

  it('is zeroed after use, right or wrong', async () => {
    const given: Buffer[] = [];
    const ask = (text: string) => async () => {
      const buffer = Buffer.from(text);
      given.push(buffer);
      return buffer;
    };
    await openVault('', ask('correct horse')).write('a', 'x');
    await openVault('', ask('wrong horse'))
      .read('a')
      .catch(() => null);
    await openVault('', ask('short'))
      .read('a')
      .catch(() => null);
    expect(given).toHaveLength(3);
    for (const buffer of given) expect(buffer.every((byte) => byte === 0)).toBe(true);
  });

  it('is never kept by a vault that was locked while it was asked', async () => {
    const ask = vi.fn<AskPassphrase>(async () => {
      vault.lock();
      return Buffer.from('correct horse');
    });
    const vault = openVault('', ask);
    await vault.write('a', 'x');
    await vault.read('a');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('locking in the middle of a write does not seal it with zeros', async () => {
    const vault = await made();
    const write = vault.write('three', 'third');
    for (let turn = 0; turn < 20; turn += 1) {
      vault.lock();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await write;
    expect(await openVault().read('three')).toBe('third');
  });
});

describe('entries', () => {
  it('are each sealed under a nonce of their own, which is never used twice', async () => {
    const vault = await made();
    const seen = new Set<string>();
    const nonces = () => parseVault(readFileSync(path, 'utf8')).entries.map(({ nonce }) => nonce);
    for (let round = 0; round < 20; round += 1) {
      await vault.write('one', 'first');
      const [one = '', two = ''] = nonces();
      expect(seen.has(one) || one === two).toBe(false);
      seen.add(one);
    }
    expect(seen.size).toBe(20);
  });

  it('can be opened by any AES-256-GCM with the account as associated data', async () => {
    await made({ one: 'first' });
    const { kdf, entries } = parseVault(readFileSync(path, 'utf8'));
    const key = await deriveVaultKey(Buffer.from('correct horse'), kdf);
    const cipher = createCipheriv(
      'aes-256-gcm',
      key.subarray(0, 32),
      Buffer.from(entries[0]?.nonce ?? '', 'base64url'),
    );
    cipher.setAAD(Buffer.from('dcm-key-vault-1\0one'));
    const sealed = Buffer.concat([cipher.update('first'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    expect(entries[0]?.sealed).toBe(sealed);
  });

  it('are visible to another process at once', async () => {
    const [left, right] = [openVault(), openVault()];
    await left.write('a', '1');
    expect(await right.read('a')).toBe('1');
    await right.write('a', '2');
    expect(await left.read('a')).toBe('2');
    expect(await left.remove('a')).toBe(true);
    expect(await right.read('a')).toBeNull();
  });
});

describe('damage', () => {
  it('at any byte is VAULT_DAMAGED, asks for nothing, and keeps the file', async () => {
    await made({ one: 'first' });
    const whole = readFileSync(path);
    const ask = vi.fn<AskPassphrase>(async () => Buffer.from('correct horse'));
    const vault = openVault('', ask);
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, bytes);
      await expect(vault.read('one'), `byte ${at}`).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
      if (at % 50 === 0) await expect(vault.write('one', 'x')).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
    expect(ask).not.toHaveBeenCalled();
  });

  it.each([0, 1, 100, -1, -2])('by cutting it at %i is VAULT_DAMAGED', async (length) => {
    await made();
    writeFileSync(path, readFileSync(path).subarray(0, length));
    await expect(openVault().read('one')).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
  });

  it('is found in any rewriting that only who has the passphrase could tell', async () => {
    await made();
    const { createHash } = await import('node:crypto');
    const rewrite = (change: (vault: ReturnType<typeof parseVault>) => object) => {
      const text = readFileSync(path, 'utf8');
      const next = { ...parseVault(text), ...change(parseVault(text)) };
      const { format, kdf, check, entries, seal } = next;
      const sha256 = createHash('sha256').update(JSON.stringify({ format, kdf, check, entries, seal })).digest('hex');
      writeFileSync(path, `${JSON.stringify({ format, kdf, check, entries, seal, sha256 }, null, 1)}\n`);
      return () => writeFileSync(path, text);
    };
    rewrite(() => ({}));
    expect(await openVault().read('one'), 'the rewriting itself is sound').toBe('first');
    const changes: Parameters<typeof rewrite>[0][] = [
      ({ entries }) => ({ entries: entries.slice(1) }),
      ({ entries: [one, two] }) => ({
        entries: [
          { ...two, account: 'one' },
          { ...one, account: 'two' },
        ],
      }),
      ({ entries: [one, two] }) => ({ entries: [one, { ...two, sealed: one?.sealed, nonce: one?.nonce }] }),
    ];
    for (const change of changes) {
      const undo = rewrite(change);
      await expect(openVault().read('one')).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
      undo();
    }
  });

  it.each([
    ['a scrypt that would run for hours', { N: 2 ** 30 }],
    ['a scrypt of no work', { N: 2 }],
    ['an N that is no power of two', { N: 100_000 }],
    ['an r that takes all memory', { r: 4096 }],
  ])('and %s is refused before it is computed', async (_, kdf) => {
    await made();
    const vault = parseVault(readFileSync(path, 'utf8'));
    writeFileSync(path, `${JSON.stringify({ ...vault, kdf: { ...vault.kdf, ...kdf } }, null, 1)}\n`);
    await expect(openVault().read('one')).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
  });

  it('of a vault that grew beyond 64 MiB is refused unread', async () => {
    await made();
    writeFileSync(path, Buffer.alloc(64 * 1024 * 1024 + 1, 0x20));
    await expect(openVault().read('one')).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
  });
});
