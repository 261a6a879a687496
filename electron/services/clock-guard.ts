import type { ClockMeasure, ClockState } from '../../shared/model/clock.ts';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import {
  BEHIND_TOLERANCE_MS,
  type ClockConfirmation,
  findClockDoubts,
  isApart,
  offsetOf,
} from '../domain/clock-doubts.ts';
import { AppError } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';

/** What one answer of DCM says of time. */
export interface TimedAnswer {
  /** DCM's `Date`, milliseconds since 1970; `null`: none that can be read. */
  readonly serverTime: number | null;
  /** Whether a cache says that it gave the answer: its time is then an old one. */
  readonly isCached: boolean;
}

/** Looks whether the computer's clock can be believed. A token's times are only as good as it. */
export interface ClockGuard {
  /** What is known, for signing in one environment; `null`: by the DCM that answered last. */
  state(env: string | null): ClockState;
  /** @throws CLOCK_SUSPECT */
  requireTrusted(env: string): void;
  /**
   * An officer says that the clock is right, by which source he knows, and why that is enough. It covers what is in
   * doubt now, and no other deviation. @throws INPUT_INVALID where nothing is in doubt, or something is not said
   */
  confirm(said: { readonly source: string; readonly reason: string }): ClockState;
  /** Begins to measure one call of DCM; what it gives is to be called with the answer. */
  timeCall(environment: Environment): (answer: TimedAnswer) => void;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly clock: Clock;
}

const MAX_SOURCE = 200;

/** Makes the guard of one home's clock. */
export function createClockGuard({ store, trail, clock }: Dependencies): ClockGuard {
  let aheadMs = clock.now() - clock.monotonicMs();

  function foundRight(): void {
    aheadMs = clock.now() - clock.monotonicMs();
  }

  /** Newest first. An environment that was removed has no say any more. */
  function measured(): readonly ClockMeasure[] {
    return store.clockMeasures.list().filter(({ env }) => store.environments.get(env) !== null);
  }

  /** That of the environment itself; where its DCM has not answered yet, any other one knows the time too. */
  function measureFor(env: string | null): ClockMeasure | null {
    const measures = measured();
    return measures.find((one) => one.env === env) ?? measures[0] ?? null;
  }

  function state(env: string | null): ClockState {
    const nowMs = clock.now();
    const confirmed = store.audit.ofType('clock.confirmed').at(-1) ?? null;
    const tolerated = new Date(nowMs + BEHIND_TOLERANCE_MS).toISOString();
    const doubts = findClockDoubts({
      nowMs,
      later: store.audit.laterThan(tolerated, confirmed?.seq ?? 0),
      measure: measureFor(env),
      confirmation: confirmed === null ? null : readConfirmation(confirmed),
      movedMs: nowMs - clock.monotonicMs() - aheadMs,
    });
    return {
      now: new Date(nowMs).toISOString(),
      isTrusted: doubts.length === 0,
      doubts,
      measures: [...measured()],
      confirmed: confirmed === null ? null : factsOf(confirmed),
    };
  }

  function keep(env: string, offsetMs: number, roundTripMs: number): void {
    try {
      store.write(() => {
        const last = store.clockMeasures.list().find((one) => one.env === env);
        const agreedSeq = isApart(offsetMs) ? (last?.agreedSeq ?? null) : (store.audit.head()?.seq ?? null);
        const at = new Date(clock.now()).toISOString();
        store.clockMeasures.put({ env, at, offsetMs, roundTripMs: Math.round(roundTripMs), agreedSeq });
      });
    } catch (error) {
      // The call itself was answered. What cannot be kept stops the signature anyway: that must be recorded too.
      if (!(error instanceof AppError)) throw error;
    }
  }

  return {
    state,
    requireTrusted(env) {
      const [doubt] = state(env).doubts;
      if (doubt === undefined) return;
      const apart = `${String(Math.abs(doubt.seconds))} s`;
      const why =
        doubt.kind === 'behind-trail'
          ? `is ${apart} behind event ${String(doubt.auditSeq)} of the trail`
          : doubt.kind === 'moved'
            ? `was moved by ${apart} while the app ran`
            : `is ${apart} ${doubt.seconds > 0 ? 'behind' : 'ahead of'} that of the DCM of "${doubt.env}"`;
      throw new AppError('CLOCK_SUSPECT', `this computer’s clock ${why}`, {
        hint: 'set the clock right and ask DCM once more (dcm-keys dcm jwks), or say by which source it is right: dcm-keys clock confirm --source S --reason R',
      });
    },
    confirm({ source, reason }) {
      requireReason(reason);
      requireFreeText(source);
      if (source.trim() === '' || source.length > MAX_SOURCE) {
        throw new AppError('INPUT_INVALID', 'it is not said by which source the clock is right', {
          hint: 'name what you compared it with: a time server of the bank, a radio clock, a phone',
        });
      }
      store.write(() => {
        // Each DCM counts: the officer speaks of the clock, not of one environment.
        const measures = measured();
        const doubts = [null, ...measures.map(({ env }) => env)].flatMap((env) => state(env).doubts);
        if (doubts.length === 0) {
          throw new AppError(
            'INPUT_INVALID',
            'nothing speaks against this computer’s clock: there is nothing to confirm',
            {
              hint: 'dcm-keys clock show says what is known',
            },
          );
        }
        const apart = measures.filter(({ offsetMs }) => isApart(offsetMs));
        trail.append('clock.confirmed', {
          source,
          reason,
          doubts: [...new Set(doubts.map(({ kind }) => kind))],
          offsets: apart.map(({ env, offsetMs }) => `${env} ${String(offsetMs)}`),
        });
      });
      foundRight();
      return state(null);
    },
    timeCall(environment) {
      const begunMs = clock.monotonicMs();
      return ({ serverTime, isCached }) => {
        if (serverTime === null || isCached || !isVouchedFor(environment) || !store.isWritable) return;
        const roundTripMs = clock.monotonicMs() - begunMs;
        const offsetMs = offsetOf({ serverTime, receivedMs: clock.now(), roundTripMs });
        if (offsetMs === null) return;
        if (!isApart(offsetMs)) foundRight();
        keep(environment.name, offsetMs, roundTripMs);
      };
    },
  };
}

/** Without TLS anybody between could say what time it is; a practice DCM is on this machine. */
function isVouchedFor({ baseUrl, kind }: Environment): boolean {
  return kind === 'practice' || baseUrl.startsWith('https:');
}

function readConfirmation({ seq, payload }: AuditEvent): ClockConfirmation {
  const lines = Array.isArray(payload['offsets']) ? payload['offsets'] : [];
  const offsets = lines.map((line): [string, number] => {
    const at = line.lastIndexOf(' ');
    return [line.slice(0, at), Number(line.slice(at + 1))];
  });
  return { auditSeq: seq, offsets: new Map(offsets) };
}

function factsOf({ seq, at, payload }: AuditEvent): NonNullable<ClockState['confirmed']> {
  return { auditSeq: seq, at, source: String(payload['source']), reason: String(payload['reason']) };
}
