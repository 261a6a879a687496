import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shamirSplitting } from '../../electron/adapters/crypto/shamir-splitting.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { openBackup, sealBackup } from '../../electron/domain/sealed-backup.ts';
import { readBackupFile } from '../../electron/domain/sealed-backup-file.ts';
import { readShare } from '../../electron/domain/share.ts';
import { joinShares } from '../../electron/domain/share-set.ts';
import { contentOf } from './backup-ground.ts';
import { restoredByThirdParty, thumbprintOfPkcs8 } from './third-party.ts';
import { makeKey } from './tokens.ts';

const keys = (['RS256', 'ES256', 'EdDSA'] as const).map((alg) => ({ ...makeKey(alg, `key ${alg}`), alg, kid: alg }));
const der = keys.map(({ privateKey }) => Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' })));
const sealingKey = Uint8Array.from(randomBytes(32));
const sealed = await sealBackup(contentOf(keys), {
  privateKeys: der,
  sealingKey,
  nonce: Uint8Array.from(randomBytes(12)),
});

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('a sealed backup', () => {
  it('gives each private half again, and none of it stands in the file', async () => {
    expect((await openBackup(sealed, sealingKey)).map((one) => Buffer.from(one))).toEqual(
      der.map((one) => Buffer.from(one)),
    );
    const file = JSON.stringify(sealed);
    for (const [at, octets] of der.entries()) {
      const part = Buffer.from(octets).subarray(-16);
      for (const form of ['hex', 'base64', 'base64url'] as const) {
        expect(file).not.toContain(part.toString(form).slice(0, 18));
        // That this can fail:
        expect(`${file}${part.toString(form)}`).toContain(part.toString(form).slice(0, 18));
      }
      expect(sealed.keys[at]?.key.thumbprint).toBe(thumbprintOfPkcs8(octets));
    }
  });

  it('does not open with another key, nor after any change of what stands beside the sealed part', async () => {
    const other = Uint8Array.from(sealingKey, (octet, at) => (at === 31 ? octet ^ 1 : octet));
    expect(await codeOf(() => openBackup(sealed, other))).toBe('SHARE_WRONG');
    const [first] = sealed.keys;
    if (first === undefined) throw new Error('no key');
    const changes = [
      { setId: '00112233445566fe' },
      { threshold: 2 },
      { shares: 6 },
      { madeAt: '2026-10-12T09:00:00.001Z' },
      { isRehearsal: true },
      { from: { ...sealed.from, installId: 'other' } },
      { keys: [{ ...first, key: { ...first.key, state: 'retired' as const } }, ...sealed.keys.slice(1)] },
      { keys: [{ ...first, key: { ...first.key, kid: 'X' } }, ...sealed.keys.slice(1)] },
      { keys: [...sealed.keys].reverse() },
      { nonce: Buffer.alloc(12).toString('base64url') },
    ];
    for (const change of changes)
      expect(await codeOf(() => openBackup({ ...sealed, ...change }, sealingKey))).toBe('SHARE_WRONG');
    expect(await codeOf(() => openBackup(structuredClone(sealed), sealingKey))).toBe('done');
  });

  it('does not open after any changed octet of the sealed part, of which 200 are tried and the whole tag', async () => {
    const octets = Buffer.from(sealed.sealed, 'base64url');
    const places = [
      ...Array.from({ length: 200 }, (_, at) => (at * 31) % octets.length),
      ...Array.from({ length: 16 }, (_, at) => octets.length - 1 - at),
    ];
    for (const place of places) {
      const changed = Buffer.from(octets);
      changed[place] = (changed[place] ?? 0) ^ 0x10;
      const file = { ...sealed, sealed: changed.toString('base64url') };
      expect(await codeOf(() => openBackup(file, sealingKey))).toBe('SHARE_WRONG');
    }
    expect(await codeOf(() => openBackup({ ...sealed, sealed: `${sealed.sealed}=` }, sealingKey))).toBe(
      'BACKUP_REFUSED',
    );
  });

  it('as a file is read strictly: a member twice, one more, one less, another version or format are refused', async () => {
    const text = JSON.stringify(sealed);
    const read = (of: string) => codeOf(() => readBackupFile(Buffer.from(of)));
    expect(readBackupFile(Buffer.from(text))).toEqual(sealed);
    const changed = [
      '',
      '[]',
      '{}',
      text.replace('"version":1', '"version":2'),
      text.replace('dcm-key-backup', 'dcm-bundle'),
      text.replace('"threshold":3', '"threshold":3,"threshold":2'),
      text.replace('"threshold":3', '"threshold":6'),
      text.replace('"threshold":3', '"threshold":3,"more":1'),
      text.replace('"threshold":3,', ''),
      JSON.stringify({ ...sealed, keys: [sealed.keys[0], sealed.keys[0]] }),
    ];
    for (const one of changed) expect(await read(one)).toBe('BACKUP_REFUSED');
    expect(await read(' '.repeat(8 * 1024 * 1024 + 1))).toBe('BACKUP_REFUSED');
  });
});

describe('the format of backups (frozen)', () => {
  const vector = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/backup-1.json'), 'utf8')) as {
    file: Record<string, unknown> & { nonce: string; sealed: string };
    shares: string[];
    thumbprints: string[];
  };

  it('is read by this version, from any three of the five papers', async () => {
    const file = readBackupFile(Buffer.from(JSON.stringify(vector.file)));
    const shares = await Promise.all(vector.shares.map(readShare));
    for (const some of [shares.slice(0, 3), shares.slice(2), [...shares].reverse().slice(1, 4)]) {
      const opened = await openBackup(file, await joinShares(some, shamirSplitting));
      expect(opened.map(thumbprintOfPkcs8)).toEqual(vector.thumbprints);
    }
    expect(await codeOf(async () => openBackup(file, await joinShares(shares.slice(0, 2), shamirSplitting)))).toBe(
      'SHARE_TOO_FEW',
    );
  });

  it('is read by a third party: from the papers to the keys with nothing of ours', () => {
    expect(restoredByThirdParty(vector.file, vector.shares.slice(1, 4))).toEqual(vector.thumbprints);
  });
});
