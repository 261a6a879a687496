import type { AuditReport } from '../../shared/model/audit-event.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { verifyChain } from '../domain/audit-chain.ts';
import {
  type AuditAnchor,
  anchorProblem,
  readAnchor,
  signCheckpoint,
  writeAnchor,
} from '../domain/audit-checkpoint.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { OpenKeychain } from './session.ts';

/** Keeps the trail honest: signs its head, remembers it in the keychain, and checks the whole chain. */
export interface TrailSeal {
  /** Checks every event from the first to the head. The signer is `known` only by a fingerprint that the caller trusts. */
  verify(trustedFingerprint: string | null): AuditReport;
  /**
   * Compares the trail with the head in the keychain: finds a cut tail, an older copy, and a head that was taken away.
   * @throws AUDIT_BROKEN, KEYCHAIN_*, KEY_UNAVAILABLE where this keychain holds nothing of this home
   */
  requireWhole(keychain: OpenKeychain): Promise<void>;
  /** Leaves the head in the keychain and signs it with the evidence key. Processes take turns: a head never goes back. */
  seal(keychain: OpenKeychain): Promise<void>;
  /** The keychain's account that holds the head. */
  anchorAccount(): string;
}

interface Dependencies {
  readonly store: Store;
  readonly evidenceKey: EvidenceKey;
  readonly clock: Clock;
}

/** Where the keychain keeps the head of the trail. */
export const ANCHOR_ACCOUNT = 'anchor';

/** Makes the seal of one home's trail. */
export function createTrailSeal({ store, evidenceKey, clock }: Dependencies): TrailSeal {
  function requireAnchored(anchor: AuditAnchor): void {
    const head = store.audit.head();
    const atAnchor = store.audit.page(anchor.seq + 1, 1)[0] ?? null;
    const problem = anchorProblem(anchor, head, atAnchor);
    if (problem === null) return;
    throw new AppError(
      'AUDIT_BROKEN',
      problem === 'behind'
        ? `the trail ends at event ${String(head?.seq ?? 0)}, but the keychain remembers event ${String(anchor.seq)}`
        : `event ${String(anchor.seq)} is not the one that the keychain remembers`,
      {
        hint: 'stop signing: events were removed, or an older copy of the home was put back; export the trail and find out who did it',
      },
    );
  }

  /** In another keychain the evidence key is missing as well, and that is what its own error says. */
  async function refuseForgotten(open: OpenKeychain): Promise<never> {
    await evidenceKey.sign(open, Buffer.from('is this the keychain of this home'));
    throw new AppError('AUDIT_BROKEN', 'the head of the trail is no longer in the keychain', {
      hint: 'stop signing: somebody took the entry away; export the trail and compare it with the last printed head',
    });
  }

  return {
    verify(trustedFingerprint) {
      const { ok, events, head, brokenAt, problem } = verifyChain(store.audit.all(), store.audit.checkpoints(), {
        evidenceKey: evidenceKey.publicKey(),
      });
      const fingerprint = evidenceKey.fingerprint();
      const signer = fingerprint !== null && fingerprint === trustedFingerprint ? 'known' : 'unknown';
      return { ok, events, head, brokenAt, signer, problem, evidenceKey: fingerprint };
    },
    async requireWhole(open) {
      // The trail only grows, so it is read after the keychain: an act of another process in between does no harm.
      const anchor = await open.keychain.read(ANCHOR_ACCOUNT);
      if (anchor !== null) requireAnchored(readAnchor(anchor));
      else if (store.audit.checkpoints().length > 0) await refuseForgotten(open);
    },
    async seal(open) {
      // The evidence key is made with its own event: the head is read after it exists.
      await evidenceKey.ensure(open);
      await open.exclusively(async () => {
        const head = store.audit.head();
        if (head === null) return;
        const checkpoint = await signCheckpoint(head, {
          at: new Date(clock.now()).toISOString(),
          signer: evidenceKey.fingerprint() ?? '',
          sign: async (bytes) => await evidenceKey.sign(open, bytes),
        });
        // The keychain first: a trail with a checkpoint then always has a head there, and a missing one says something.
        await open.keychain.write(ANCHOR_ACCOUNT, writeAnchor(head));
        store.write(() => {
          if ((store.audit.checkpoints().at(-1)?.seq ?? 0) < checkpoint.seq) store.audit.appendCheckpoint(checkpoint);
        });
      });
    },
    anchorAccount: () => ANCHOR_ACCOUNT,
  };
}
