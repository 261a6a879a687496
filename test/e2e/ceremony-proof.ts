import { shamirSplitting } from '../../electron/adapters/crypto/shamir-splitting.ts';
import { verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { openBackup } from '../../electron/domain/sealed-backup.ts';
import { readBackupFile } from '../../electron/domain/sealed-backup-file.ts';
import { readShare } from '../../electron/domain/share.ts';
import { joinShares } from '../../electron/domain/share-set.ts';
import { restoredByThirdParty, subsetsOf, thumbprintOfPkcs8 } from '../domain/third-party.ts';
import { expect } from './fixture.ts';

/** What lies in the bags after a ceremony, and what the report says. */
interface Bags {
  /** The sealed file, as it was saved. */
  readonly file: Buffer;
  /** Every share, as the screen showed it. */
  readonly papers: readonly string[];
  /** A share of a set that became void. */
  readonly voided: string;
  readonly thumbprint: string;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Restores from the papers in every way in which it must work, here and elsewhere, and in those in which it must not. */
export async function proveShares({ file, papers, voided, thumbprint }: Bags): Promise<void> {
  const backup = readBackupFile(file);
  const restore = async (some: readonly string[]) => {
    const key = await joinShares(await Promise.all(some.map(readShare)), shamirSplitting);
    return (await openBackup(backup, key)).map(thumbprintOfPkcs8);
  };
  const threes = subsetsOf(papers, 3);
  expect(threes).toHaveLength(10);
  const asParsed = JSON.parse(file.toString('utf8')) as object;
  for (const three of threes) {
    expect(await restore(three)).toEqual([thumbprint]);
    expect(restoredByThirdParty(asParsed, three)).toEqual([thumbprint]);
  }
  for (const two of subsetsOf(papers, 2)) {
    expect(await codeOf(restore(two))).toBe('SHARE_TOO_FEW');
    // Not only refused: two papers hold another key.
    expect(() => restoredByThirdParty(asParsed, two)).toThrow();
    expect(await codeOf(restore([...two, voided]))).toBe('SHARE_FOREIGN');
    expect(await codeOf(restore([...two, two[0] ?? '']))).toBe('SHARE_DUPLICATE');
  }
  const [first = '', ...others] = papers;
  for (let at = 'DCMKEY1-'.length; at < first.length; at += 1) {
    const place = ALPHABET.indexOf(first[at] ?? '');
    if (place < 0) continue;
    const changed = first.slice(0, at) + (ALPHABET[(place + 1 + (at % 31)) % 32] ?? '') + first.slice(at + 1);
    expect(await codeOf(restore([changed, ...others.slice(0, 2)])), `character ${String(at)}`).toBe('SHARE_DAMAGED');
  }
}

/** How many bytes of a transcript were changed, one at a time, and not noticed; each `step`-th one. */
export function unnoticedChanges(transcript: Buffer, step = 1): readonly number[] {
  const missed: number[] = [];
  for (let at = 0; at < transcript.length; at += step) {
    const changed = Buffer.from(transcript);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    if (verifyTranscript(changed, null).ok) missed.push(at);
  }
  return missed;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}
