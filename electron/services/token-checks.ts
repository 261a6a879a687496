import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { Language } from '../../shared/model/language.ts';
import { ALARM_CODES } from '../../shared/model/alarm.ts';
import type { ClaimProfile, Judgement, Verdict } from '../../shared/model/verdict.ts';
import { describeVerdict, describeWarning } from '../../shared/text/verdict-text.ts';
import { examineRefused } from '../domain/refused-token.ts';
import { ambiguitiesOf } from '../domain/token-ambiguity.ts';
import { prepareJudge } from '../domain/verdict.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { AuditTrail } from './audit-trail.ts';
import { noteSignedElsewhere } from './elsewhere-alarms.ts';
import { type ChosenKeys, givenKeys, type KeyChoice, type KeySource } from './key-choice.ts';
import type { OwnTrailReader } from './own-trail.ts';

export interface JudgeRequest {
  readonly token: string;
  readonly source: KeySource;
  /** Judged instant, milliseconds since 1970. */
  readonly instant: number;
  /** The clock's time, so that a sentence can say "now". */
  readonly now: number;
  readonly leewaySeconds: number;
  readonly profile: ClaimProfile;
  /** `jws`: the signature alone. */
  readonly mode: 'jwt' | 'jws';
  readonly language: Language;
}

/** Judges tokens. Never opens a socket or the keychain, and answers even where nothing can be recorded. */
export interface TokenChecks {
  /** @throws ENVIRONMENT_UNKNOWN, SNAPSHOT_NOT_FOUND, JWKS_REFUSED */
  judge(request: JudgeRequest): Verdict;
  /** The same for one use of a token in a scan, which is recorded as a whole. `instant`: `null` where no time is to be judged. */
  judgeUse(request: UseRequest): Verdict;
}

export type UseRequest = Omit<JudgeRequest, 'instant'> & { readonly instant: number | null };

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly ownTrail: OwnTrailReader;
  readonly keyChoice: KeyChoice;
}

/** Makes the judge of one home. */
export function createTokenChecks({ store, trail, ownTrail, keyChoice }: Dependencies): TokenChecks {
  function rememberAlarm({ kid, warnings }: Verdict, now: number): void {
    if (kid === null || !warnings.some(({ code }) => code === 'SIGNED_ELSEWHERE')) return;
    noteSignedElsewhere(store, kid, new Date(now).toISOString());
  }

  return {
    judge(request) {
      const verdict = judgeBy(keyChoice.choose(request.source, request), request, ownTrail);
      const recorded = trail.note('token.judged', {
        tokenSha256: verdict.tokenSha256,
        outcome: verdict.outcome,
        code: verdict.code,
        issuer: verdict.issuer,
        judgedAt: verdict.judgedAt,
        source: request.source.from,
        snapshotSha256: verdict.snapshot?.sha256 ?? null,
        attacks: verdict.attacks,
        ...alarmsOf(verdict),
      });
      rememberAlarm(verdict, request.now);
      return recorded ? verdict : withWarning(verdict, request.language);
    },
    judgeUse(request) {
      const { now, instant } = request;
      const verdict = judgeBy(keyChoice.choose(request.source, { now, instant: instant ?? now }), request, ownTrail);
      rememberAlarm(verdict, now);
      return verdict;
    },
  };
}

/** Judges by a given JWKS, with no home: nothing is read and nothing is written. @throws JWKS_REFUSED */
export function judgeByGivenSet(request: Omit<JudgeRequest, 'source'>, jwks: Buffer): Verdict {
  return judgeBy(givenKeys(jwks), request, null);
}

function judgeBy(keys: ChosenKeys, request: Omit<UseRequest, 'source'>, ownTrail: OwnTrailReader | null): Verdict {
  const { instant, now, leewaySeconds, profile, mode, language } = request;
  const { known, ...by } = keys;
  const judge = prepareJudge({ ...by, ...(ownTrail === null ? {} : { ownTrail }), leewaySeconds, profile, mode });
  const judgement = judge(request.token, instant);
  const judgeAgain = (token: string): Judgement => judge(token, instant);
  const { attacks, warnings } = examineRefused({ token: request.token, judgement, known, judgeAgain });
  return describeVerdict(
    {
      ...judgement,
      attacks,
      warnings: [...judgement.warnings, ...warnings, ...ambiguitiesOf(request.token)],
      // A token of ours is known by its digest, whatever it is judged by.
      signedHere: judgement.signedHere ?? ownTrail?.findListed(judgement.tokenSha256) ?? null,
    },
    language,
    now,
  );
}

/** An alarm names its key, so that it stands among the events of that key. */
function alarmsOf({ kid, codes, warnings }: Verdict): AuditPayload {
  const alarms = [...codes, ...warnings.map(({ code }) => code)].filter((code) => ALARM_CODES.includes(code));
  return alarms.length === 0 ? {} : { kid, alarms };
}

function withWarning(verdict: Verdict, language: Language): Verdict {
  return {
    ...verdict,
    warnings: [...verdict.warnings, describeWarning({ code: 'NOT_RECORDED', values: {} }, language)],
  };
}
