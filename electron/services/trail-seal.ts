import type { AuditEvent, AuditReport } from '../../shared/model/audit-event.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { type ChainReport, verifyChain } from '../domain/audit-chain.ts';
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
   * The same for a screen that is read often. What this store has added since the last look is checked; the whole trail
   * again where anything else has written to the database, where it was not whole, and after ten minutes in any case.
   */
  glance(): AuditReport;
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

/** For how long the events before the last look are taken as they were. */
const GLANCE_MS = 600_000;

/** What the last look found. */
interface Looked {
  readonly report: ChainReport;
  readonly last: AuditEvent;
  readonly checkpoints: number;
  readonly foreignWrites: number;
  /** When the whole trail was read, monotonic milliseconds. */
  readonly wholeAt: number;
}

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

  let looked: Looked | null = null;

  function reported({ ok, events, head, brokenAt, problem }: ChainReport, trusted: string | null): AuditReport {
    const fingerprint = evidenceKey.fingerprint();
    const signer = fingerprint !== null && fingerprint === trusted ? 'known' : 'unknown';
    return { ok, events, head, brokenAt, signer, problem, evidenceKey: fingerprint };
  }

  function verifyWhole(): ChainReport {
    // Read before the trail: what is written meanwhile is seen by the next look.
    const foreignWrites = store.audit.foreignWrites();
    const checkpoints = store.audit.checkpoints();
    const report = verifyChain(store.audit.all(), checkpoints, { evidenceKey: evidenceKey.publicKey() });
    const last = report.ok ? store.audit.page(report.events + 1, 1)[0] : undefined;
    const wholeAt = clock.monotonicMs();
    looked =
      last?.hash !== report.head || last === undefined
        ? null
        : { report, last, checkpoints: checkpoints.length, foreignWrites, wholeAt };
    return report;
  }

  /** What was added since the last look; `null` where the whole trail is to be read. */
  function verifyOn(before: Looked): ChainReport | null {
    const { last, foreignWrites, wholeAt } = before;
    if (store.audit.foreignWrites() !== foreignWrites || clock.monotonicMs() - wholeAt >= GLANCE_MS) return null;
    const checkpoints = store.audit.checkpoints();
    const fresh = checkpoints.slice(before.checkpoints);
    if (fresh.some(({ seq }) => seq < last.seq)) return null;
    const added = (store.audit.head()?.seq ?? 0) - last.seq;
    if (added < 0) return null;
    const events = store.audit.page(null, added).toReversed();
    const report = verifyChain(events, fresh, { evidenceKey: evidenceKey.publicKey(), after: last });
    if (!report.ok) return null;
    looked = { ...before, report, last: events.at(-1) ?? last, checkpoints: checkpoints.length };
    return report;
  }

  /** In another keychain the evidence key is missing as well, and that is what its own error says. */
  async function refuseForgotten(open: OpenKeychain): Promise<never> {
    await evidenceKey.sign(open, Buffer.from('is this the keychain of this home'));
    throw new AppError('AUDIT_BROKEN', 'the head of the trail is no longer in the keychain', {
      hint: 'stop signing: somebody took the entry away; export the trail and compare it with the last printed head',
    });
  }

  return {
    verify: (trustedFingerprint) => reported(verifyWhole(), trustedFingerprint),
    glance: () => reported((looked && verifyOn(looked)) ?? verifyWhole(), null),
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
