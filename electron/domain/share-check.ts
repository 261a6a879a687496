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
export async function findInShare(text: string, { set, before }: Beside): Promise<ShareFinding> {
  let facts: Pick<ShareFinding, 'setId' | 'number' | 'threshold' | 'shares'> = {
    setId: null,
    number: null,
    threshold: null,
    shares: null,
  };
  try {
    const { value, x, ...share } = await readShare(text);
    value.fill(0);
    facts = share;
    requireFitting({ ...share, x, value }, set(share) ?? share, before);
    before.push({ number: share.number, x });
    return { ok: true, code: 'OK', problem: null, hint: null, damage: null, ...facts };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const code = shareFindingSchema.shape.code.safeParse(error.code).data;
    if (code === undefined) throw error;
    const damage = error instanceof DamagedShare ? error.damage : null;
    return { ok: false, code, problem: error.message, hint: error.hint, damage, ...facts };
  }
}
