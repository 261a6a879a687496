import {
  CHECK_NAMES,
  type CheckName,
  type Finding,
  type Issuer,
  type JudgedCheck,
  type Judgement,
  type KeySetName,
  type Outcome,
  type VerdictCode,
} from '../../shared/model/verdict.ts';
import { stating } from './verdict-finding.ts';

/** What a judgement says of its token at every instant alike. */
export type TokenFacts = Omit<
  Judgement,
  'outcome' | 'code' | 'codes' | 'issuer' | 'checks' | 'warnings' | 'instant' | 'signedHere'
>;

/** What a judgement says beside that and its checks. */
export type InstantFacts = Pick<Judgement, 'warnings' | 'instant' | 'signedHere'>;

/** Codes that say "not known" and not "wrong". */
const UNDECIDED: readonly VerdictCode[] = ['KEY_UNKNOWN', 'NO_SNAPSHOT', 'TIME_NOT_JUDGED'];

const NOT_REACHED: readonly JudgedCheck[] = CHECK_NAMES.map((name) => ({
  name,
  result: 'not-reached',
  findings: [stating('not-reached')],
}));

/** One check that ran and came to one finding: passed if that carries no code. */
export function checked(name: CheckName, finding: Finding): JudgedCheck {
  return checkedAll(name, [finding]);
}

/** One check that ran: passed if the first of its findings carries no code. */
export function checkedAll(name: CheckName, findings: readonly [Finding, ...Finding[]]): JudgedCheck {
  return { name, result: findings[0].code === null ? 'pass' : 'fail', findings };
}

/** One check that was left out on purpose, and why. */
export function notChecked(name: CheckName, finding: Finding): JudgedCheck {
  return { name, result: 'not-checked', findings: [finding] };
}

/** Draws the conclusion of the checks that ran, in their fixed order; those that are missing were not reached. */
export function conclude(ran: readonly JudgedCheck[], token: TokenFacts, then: InstantFacts): Judgement {
  // Member by member: this is done for each of millions of tokens, and copying whole objects costs more than judging them.
  const codes = codesOf(ran);
  const { keySet, kid, alg, header, claims, leewaySeconds, profile, mode, tokenSha256, snapshot, attacks } = token;
  const { warnings, instant, signedHere } = then;
  const checks = ran.length === NOT_REACHED.length ? ran : [...ran, ...NOT_REACHED.slice(ran.length)];
  return {
    outcome: outcomeOf(codes),
    code: codes[0] ?? 'OK',
    codes,
    issuer: issuerOf(ran, keySet),
    keySet,
    checks,
    warnings,
    kid,
    alg,
    header,
    claims,
    instant,
    leewaySeconds,
    profile,
    mode,
    tokenSha256,
    snapshot,
    attacks,
    signedHere,
  };
}

const NO_CODES: readonly VerdictCode[] = [];

function codesOf(ran: readonly JudgedCheck[]): readonly VerdictCode[] {
  let codes: VerdictCode[] | null = null;
  for (const { result, findings } of ran) {
    if (result !== 'fail') continue;
    codes ??= [];
    for (const { code } of findings) if (code !== null && !codes.includes(code)) codes.push(code);
  }
  return codes ?? NO_CODES;
}

function outcomeOf(codes: readonly VerdictCode[]): Outcome {
  if (codes.length === 0) return 'valid';
  return codes.every((code) => UNDECIDED.includes(code)) ? 'undetermined' : 'invalid';
}

const SIGNATURE_AT = CHECK_NAMES.indexOf('signature');

/** Who signed is only said of a signature that fits, and only where the set of the key says whose it is. */
function issuerOf(ran: readonly JudgedCheck[], keySet: KeySetName | null): Issuer {
  const signature = ran[SIGNATURE_AT];
  return signature?.result === 'pass' && keySet !== null && keySet !== 'file' ? keySet : 'unknown';
}
