import { createHash } from 'node:crypto';
import type { Bundle, BundleKind, BundleOf } from '../../shared/model/bundle.ts';
import type { Environment } from '../../shared/model/environment.ts';
import { readBundle } from '../domain/bundle.ts';
import { elsewhereProblem } from '../domain/bundle-place.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { Environments } from './environments.ts';
import type { TrustedMakers } from './trusted-makers.ts';

/** Two computers, one of them without a network: their clocks differ by minutes at most. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** A bundle that is whole and about an environment of this home. */
export interface TakenBundle<B extends Bundle = Bundle> {
  readonly bundle: B;
  readonly environment: Environment;
  /** Fingerprint of who signed it, and whether he is trusted here. */
  readonly signer: string;
  readonly isKnown: boolean;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

/** Where bundles come in. Nothing is kept by it. */
export interface BundleIntake {
  /**
   * `trusted`: the fingerprint that whoever brings it has compared; beside it the makers that are trusted here count.
   * @throws ENVIRONMENT_UNKNOWN, INPUT_TOO_LARGE, BUNDLE_*, DATA_CLASS_REFUSED
   */
  take(env: string, bytes: Buffer, trusted: string | null): TakenBundle;
  /** The same for what must be of one kind, and by somebody who is trusted. @throws BUNDLE_UNTRUSTED, and as `take` */
  takeTrusted<K extends BundleKind>(
    kind: K,
    from: { readonly env: string; readonly bytes: Buffer; readonly trusted: string | null },
  ): TakenBundle<BundleOf<K>>;
}

/** Makes the intake of one home. */
export function createBundleIntake({
  environments,
  makers,
  clock,
}: {
  readonly environments: Environments;
  readonly makers: TrustedMakers;
  readonly clock: Clock;
}): BundleIntake {
  function take(env: string, bytes: Buffer, trusted: string | null): TakenBundle {
    const environment = environments.get(env);
    const { bundle, fingerprint: signer } = readBundle(bytes);
    const elsewhere = elsewhereProblem(bundle.environment, environment);
    if (elsewhere !== null) {
      throw new AppError('BUNDLE_ELSEWHERE', elsewhere, {
        hint: 'nothing was kept: choose the environment that it was made for, or add that one',
      });
    }
    if (trusted !== null && trusted !== signer) {
      // By whom is not said: what is typed next must come from its maker, and not from this message.
      throw new AppError('BUNDLE_BY_ANOTHER', 'it is signed by another key than the fingerprint that was given', {
        hint: 'nothing was kept: call its maker, and let the fingerprint be read out again',
      });
    }
    requireMadeBefore(clock.now(), bundle.madeAt);
    const isKnown = trusted === signer || makers.get(signer) !== null;
    return { bundle, environment, signer, isKnown, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  return {
    take,
    takeTrusted(kind, { env, bytes, trusted }) {
      const taken = take(env, bytes, trusted);
      if (!isOfKind(taken, kind)) throw otherKind(kind, taken.bundle.kind);
      requireTrusted(taken);
      return taken;
    },
  };
}

/** @throws BUNDLE_REFUSED for what says that it was made later than now, more than two clocks may differ */
function requireMadeBefore(now: number, madeAt: string): void {
  if (Date.parse(madeAt) <= now + CLOCKS_DIFFER_MS) return;
  throw new AppError('BUNDLE_REFUSED', `it says that it was made at ${madeAt}, which is yet to come`, {
    hint: 'nothing was done: compare the clocks of both computers, and let it be made again where its maker’s was wrong',
  });
}

/** Some bundles do more than add what anybody may see: only what an officer has compared with its maker may. @throws BUNDLE_UNTRUSTED */
export function requireTrusted({ bundle, signer, isKnown }: TakenBundle): void {
  if (isKnown) return;
  throw new AppError('BUNDLE_UNTRUSTED', `a ${bundle.kind} is taken from a trusted maker only; ${signer} is not`, {
    hint: 'nothing was done: compare the fingerprint by phone, then --trust FP, or bundle trust FP --name WHO --reason R',
  });
}

function isOfKind<K extends BundleKind>(taken: TakenBundle, kind: K): taken is TakenBundle<BundleOf<K>> {
  return taken.bundle.kind === kind;
}

function otherKind(wanted: BundleKind, found: BundleKind): AppError {
  return new AppError('INPUT_INVALID', `this is a ${found}, and no ${wanted}`, { hint: 'choose the other file' });
}
