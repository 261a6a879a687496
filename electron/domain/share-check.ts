import { type ShareFinding, shareFindingSchema } from '../../shared/model/share-check.ts';
import { AppError } from './errors.ts';
import { readShare, type Share, shareDigest, type ShareFacts } from './share.ts';
import { DamagedShare } from './share-damage.ts';
import { requireFitting } from './share-set.ts';

/** How a share compares with what was kept of the one that was shown. */
export type ShareComparison = ShareFinding['compared'];

interface Beside {
  /** The set that it is wanted for; `null`: whichever it belongs to. */
  readonly set: (share: ShareFacts) => Omit<ShareFacts, 'number'> | null;
  /** Those that were brought before; the share is added where it is in order, without its value. */
  readonly before: Pick<Share, 'number' | 'x'>[];
  /** Where digests of the shares that were shown are known. */
  readonly compare?: (share: ShareFacts, digest: string) => ShareComparison;
}

/**
 * Looks at one share alone: whether it was read right, and belongs to the set that it is wanted for. What is secret of it is
 * zeroed. That it opens anything is not said: only a drill shows that. `digest`: of a share that is in order, else `null`.
 */
export async function findInShare(
  text: string,
  beside: Beside,
): Promise<{ readonly finding: ShareFinding; readonly digest: string | null }> {
  const { finding, share } = await takeShare(text, beside);
  if (share === null) return { finding, digest: null };
  try {
    return { finding, digest: await shareDigest(share) };
  } finally {
    share.value.fill(0);
  }
}

/** The same, and gives the share to the caller where it is in order. He zeroes it. */
export async function takeShare(
  text: string,
  { set, before, compare = () => 'not-compared' }: Beside,
): Promise<{ readonly finding: ShareFinding; readonly share: Share | null }> {
  let read: Share | null = null;
  let compared: ShareComparison = 'not-compared';
  const facts = (): Pick<ShareFinding, 'setId' | 'number' | 'threshold' | 'shares' | 'compared'> => {
    const { setId = null, number = null, threshold = null, shares = null } = read ?? {};
    return { setId, number, threshold, shares, compared };
  };
  try {
    read = await readShare(text);
    const digest = await shareDigest(read);
    // From here on without waiting: two at once must not both be the first.
    requireFitting(read, set(read) ?? read, before);
    compared = compare(read, digest);
    if (compared === 'different') throw wrongShare(read.number);
    before.push({ number: read.number, x: read.x });
    return { finding: { ok: true, code: 'OK', problem: null, hint: null, damage: null, ...facts() }, share: read };
  } catch (error) {
    read?.value.fill(0);
    if (!(error instanceof AppError)) throw error;
    const code = shareFindingSchema.shape.code.safeParse(error.code).data;
    if (code === undefined) throw error;
    const damage = error instanceof DamagedShare ? error.damage : null;
    return { finding: { ok: false, code, problem: error.message, hint: error.hint, damage, ...facts() }, share: null };
  }
}

/** A finding after its digest was compared too. */
export function afterComparison(finding: ShareFinding, compared: ShareComparison): ShareFinding {
  if (!finding.ok || compared !== 'different') return { ...finding, compared };
  const { message, hint } = wrongShare(finding.number ?? 0);
  return { ...finding, compared, ok: false, code: 'SHARE_WRONG', problem: message, hint };
}

/** Well-formed, of the right set, and not what its custodian was shown. */
export function wrongShare(number: number): AppError {
  return new AppError('SHARE_WRONG', `this is not share ${String(number)} as it was shown to its custodian`, {
    hint: 'it was written wrong or made up: keep this paper, tell security, and bring the right one',
  });
}
