import {
  CHECK_NAMES,
  type CheckName,
  type Finding,
  type Issuer,
  type JudgedCheck,
  type Judgement,
  type JudgedWarning,
  type Outcome,
  type VerdictCode,
} from '../../shared/model/verdict.ts';
import type { JsonObject } from './strict-json.ts';
import { stating } from './verdict-finding.ts';
import type { HeaderFacts } from './verdict-header.ts';
import type { KeyFacts } from './verdict-key.ts';

/** What a judgement says beside its checks. */
export interface JudgementFacts extends Pick<
  Judgement,
  'instant' | 'leewaySeconds' | 'profile' | 'mode' | 'tokenSha256' | 'snapshot'
> {
  readonly header: HeaderFacts | null;
  readonly key: KeyFacts | null;
  readonly claims: JsonObject | null;
  readonly warnings: readonly JudgedWarning[];
}

/** Codes that say "not known" and not "wrong". */
const UNDECIDED: readonly VerdictCode[] = ['KEY_UNKNOWN', 'NO_SNAPSHOT', 'TIME_NOT_JUDGED'];

const NOT_REACHED: readonly JudgedCheck[] = CHECK_NAMES.map((name) => ({
  name,
  result: 'not-reached',
  findings: [stating('not-reached')],
}));

/** One check that ran: passed if its findings carry no code. */
export function checked(name: CheckName, ...findings: readonly [Finding, ...Finding[]]): JudgedCheck {
  return { name, result: findings[0].code === null ? 'pass' : 'fail', findings };
}

/** One check that was left out on purpose, and why. */
export function notChecked(name: CheckName, finding: Finding): JudgedCheck {
  return { name, result: 'not-checked', findings: [finding] };
}

/** Draws the conclusion of the checks that ran, in their fixed order; those that are missing were not reached. */
export function conclude(ran: readonly JudgedCheck[], facts: JudgementFacts): Judgement {
  const { header, key, claims, warnings, ...rest } = facts;
  const codes = codesOf(ran);
  return {
    outcome: outcomeOf(codes),
    code: codes[0] ?? 'OK',
    codes,
    issuer: issuerOf(ran, key),
    keySet: key?.set ?? null,
    checks: ran.length === NOT_REACHED.length ? ran : [...ran, ...NOT_REACHED.slice(ran.length)],
    warnings,
    kid: header?.kid ?? null,
    alg: header?.alg ?? null,
    header: header?.header ?? null,
    claims,
    ...rest,
  };
}

function codesOf(ran: readonly JudgedCheck[]): readonly VerdictCode[] {
  const codes: VerdictCode[] = [];
  for (const { findings } of ran) {
    for (const { code } of findings) if (code !== null && !codes.includes(code)) codes.push(code);
  }
  return codes;
}

function outcomeOf(codes: readonly VerdictCode[]): Outcome {
  if (codes.length === 0) return 'valid';
  return codes.every((code) => UNDECIDED.includes(code)) ? 'undetermined' : 'invalid';
}

/** Who signed is only said of a signature that fits, and only where the set of the key says whose it is. */
function issuerOf(ran: readonly JudgedCheck[], key: KeyFacts | null): Issuer {
  const signature = ran[CHECK_NAMES.indexOf('signature')];
  if (signature?.result !== 'pass' || key === null || key.set === null || key.set === 'file') return 'unknown';
  return key.set;
}
