import { hash } from 'node:crypto';
import type { Judgement } from '../../shared/model/verdict.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { hitJudgement } from '../domain/hit-judgement.ts';
import type { ScanHit, ScanRules } from '../domain/scan-job.ts';
import { prepareScanJudge } from '../domain/scan-judge.ts';
import { nameAttacks } from '../domain/token-attacks.ts';
import type { JudgeAt } from '../domain/verdict.ts';

/** Judges one use of a token at an instant, milliseconds since 1970. */
export type HitJudge = (
  token: string,
  instant: number | null,
) => Pick<ScanHit, 'sha256' | 'judged' | 'token' | 'verdict'>;

/** So many tokens are remembered; then the memory begins anew, and a token may be verified once more. */
const MOST_REMEMBERED = 100_000;

/** Makes the judge of one thread: each distinct token is verified once, whatever instants it is judged at. @throws JWKS_REFUSED */
export function createHitJudge(rules: ScanRules): HitJudge {
  const judge = prepareScanJudge(rules);
  const known = new Map<string, JudgeAt>();
  return (token, instant) => {
    const sha256 = hash('sha256', token, 'hex');
    const segment = judge.segmentAt(instant);
    const name = `${String(segment)}:${sha256}`;
    let at = known.get(name);
    if (at === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      at = judge.read(segment, token, sha256);
      known.set(name, at);
    }
    const judgement = at(instant);
    const isOurs = judgement.keySet === 'us';
    return {
      sha256,
      judged: hitJudgement(judgement, judgement.instant),
      token: isOurs ? token : null,
      verdict: rules.wantsVerdicts && !isOurs ? verdictText(token, judgement, rules) : null,
    };
  };
}

function verdictText(token: string, judgement: Judgement, { language, now }: ScanRules): string {
  return JSON.stringify(describeVerdict({ ...judgement, attacks: nameAttacks(token, judgement) }, language, now));
}
