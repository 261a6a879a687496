import { type ShareFinding, shareFindingSchema } from '../../shared/model/share-check.ts';
import { AppError } from './errors.ts';
import { readShare, type Share, type ShareFacts } from './share.ts';
import { DamagedShare } from './share-damage.ts';
import { requireFitting } from './share-set.ts';

interface Beside {
  /** The set that it is wanted for; `null`: whichever it belongs to. */
  readonly set: (share: ShareFacts) => Omit<ShareFacts, 'number'> | null;
  /** Those that were brought before; the share is added where it is in order, without its value. */
  readonly before: Pick<Share, 'number' | 'x'>[];
}

/**
 * Looks at one share alone: whether it was read right, and belongs to the set that it is wanted for. What is secret of it is
 * zeroed. That it opens anything is not said: only a drill shows that.
 */
export async function findInShare(text: string, beside: Beside): Promise<ShareFinding> {
  const { finding, share } = await takeShare(text, beside);
  share?.value.fill(0);
  return finding;
}

/** The same, and gives the share to the caller where it is in order. He zeroes it. */
export async function takeShare(
  text: string,
  { set, before }: Beside,
): Promise<{ readonly finding: ShareFinding; readonly share: Share | null }> {
  let read: Share | null = null;
  const facts = (): Pick<ShareFinding, 'setId' | 'number' | 'threshold' | 'shares'> => {
    const { setId = null, number = null, threshold = null, shares = null } = read ?? {};
    return { setId, number, threshold, shares };
  };
  try {
    read = await readShare(text);
    requireFitting(read, set(read) ?? read, before);
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
