import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBackupFile } from '../../electron/domain/sealed-backup-file.ts';
import { readShare } from '../../electron/domain/share.ts';
import { restoreKeys } from '../../recovery/restored-key.ts';
import { SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import { restoredByThirdParty, subsetsOf, thumbprintOfPkcs8 } from '../domain/third-party.ts';

/** Made once, 2 of 3: one key for each algorithm, RSA with 2048, 3072 and 4096 bits. Its keys were made for this alone. */
const vector = JSON.parse(readFileSync(join(import.meta.dirname, '../vectors/backup-every-key.json'), 'utf8')) as {
  readonly file: object;
  readonly shares: readonly string[];
  readonly thumbprints: readonly string[];
};
const backup = readBackupFile(Buffer.from(JSON.stringify(vector.file)));
const shares = await Promise.all(vector.shares.map(readShare));
const first = shares.slice(0, 2);

async function refusal(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return 'restored';
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

describe('the keys that the recovery page gives', () => {
  it('are of every algorithm and size that a backup holds, in one file, each compared and whole', async () => {
    expect(backup.keys.map(({ key }) => key.alg)).toEqual(SIGNATURE_ALGORITHMS);
    for (const two of subsetsOf(shares, 2)) {
      const keys = await restoreKeys(backup, two);
      expect(keys.map(({ alg, isCompared }) => [alg, isCompared])).toEqual(
        backup.keys.map(({ key }) => [key.alg, true]),
      );
      expect(keys.map(({ thumbprint }) => thumbprint)).toEqual(vector.thumbprints);
      for (const { pem, jwk, thumbprint } of keys) {
        const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
        const fromJwk = createPrivateKey({ key: JSON.parse(jwk ?? '') as Record<string, string>, format: 'jwk' });
        expect(thumbprintOfPkcs8(der)).toBe(thumbprint);
        expect(fromJwk.export({ format: 'der', type: 'pkcs8' }).equals(der)).toBe(true);
      }
    }
  });

  it('are those that a third party gets with nothing of ours', () => {
    expect(restoredByThirdParty(vector.file, vector.shares.slice(1))).toEqual(vector.thumbprints);
  });

  it('are none from too few, doubled or mixed shares, or where a share or the file is another', async () => {
    const [one, two] = first;
    if (one === undefined || two === undefined) throw new Error('no shares');
    const value = two.value.with(31, (two.value[31] ?? 0) ^ 1);
    const marked = { ...backup, isRehearsal: true };
    const swapped = { ...backup, keys: backup.keys.toReversed() };
    expect(await refusal(() => restoreKeys(backup, [one]))).toBe('1 shares are here, 2 are needed');
    expect(await refusal(() => restoreKeys(backup, [one, one]))).toBe('share 1 is here already');
    const other = { ...two, setId: '00112233445566ff' };
    expect(await refusal(() => restoreKeys(backup, [one, other]))).toMatch(/^share 2 belongs to set 0011/u);
    for (const [file, some] of [
      [backup, [one, { ...two, value }]],
      [marked, first],
      [swapped, first],
    ] as const) {
      expect(await refusal(() => restoreKeys(file, some))).toBe('these shares do not open this backup');
    }
    expect(await refusal(() => restoreKeys(backup, first))).toBe('restored');
  });
});
