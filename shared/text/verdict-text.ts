import type { JwkProblemCode } from '../model/jwk-problem.ts';
import type { Language } from '../model/language.ts';
import type { ReasonId, WarningCode } from '../model/verdict-reasons.ts';
import type { Check, Finding, JudgedWarning, Judgement, KeySetName, Verdict, Warning } from '../model/verdict.ts';
import { OWNERS_EN, PARTS_EN, REASONS_EN } from './verdict-en.ts';
import { EVIDENCE, HEADLINES, SIGNED_ELSEWHERE } from './verdict-headlines.ts';
import { describeJwkProblem } from './verdict-jwk-text.ts';
import { OWNERS_UK, PARTS_UK, REASONS_UK } from './verdict-uk.ts';
import { showValues, type Shown } from './verdict-values.ts';
import { WARNINGS } from './verdict-warnings.ts';

const REASONS = { en: REASONS_EN, uk: REASONS_UK } as const;
const OWNERS = { en: OWNERS_EN, uk: OWNERS_UK } as const;
const PARTS = { en: PARTS_EN, uk: PARTS_UK } as const;

/** Within this many milliseconds of the clock, the judged instant is "now". */
const NOW_MS = 5000;
/** What only a profile demands. An audience or a time that cannot be read is wrong whoever asks. */
const BY_PROFILE: readonly string[] = [
  'claims.missing',
  'claims.not-text',
  'claims.flow',
  'time.missing',
] satisfies readonly ReasonId[];
const OLD_EVIDENCE_SECONDS = 86_400;

/**
 * Turns a judgement into the verdict that people and scripts read: the same facts, with sentences of one language.
 * With the clock's time (`now`) a headline can say "now"; without it, it names the judged instant.
 */
export function describeVerdict(judgement: Judgement, language: Language, now: number | null = null): Verdict {
  const { outcome, code, codes, issuer, checks, warnings, kid, alg, header, claims, instant } = judgement;
  const { leewaySeconds, profile, tokenSha256, snapshot, attacks, signedHere } = judgement;
  const described = checks.map(({ name, result, findings }): Check => {
    const [first] = findings;
    const reason = findings.map((finding) => describeFinding(finding, language)).join(' ');
    return { name, result, code: first.code, reason, reasonId: first.reasonId, values: first.values };
  });
  return {
    outcome,
    code,
    codes: [...codes],
    headline: headlineOf(judgement, described, language, now),
    issuer,
    checks: described,
    warnings: warnings.map((warning) => describeWarning(warning, language)),
    kid,
    alg,
    header: header === null ? null : { ...header },
    claims: claims === null ? null : { ...claims },
    judgedAt: instant === null ? null : new Date(instant).toISOString(),
    leewaySeconds,
    profile,
    tokenSha256,
    snapshot,
    attacks: [...attacks],
    signedHere,
  };
}

/** One fact of a check as a sentence. */
export function describeFinding({ reasonId, values }: Finding, language: Language): string {
  const shown = showValues(values, language);
  return REASONS[language][reasonId]({ ...shown, text: (name) => named(name, values, shown, language) });
}

/** One warning with its sentence. */
export function describeWarning({ code, values }: JudgedWarning, language: Language): Warning {
  const shown = showValues(values, language);
  return {
    code,
    message: WARNINGS[language][code]({ ...shown, text: (name) => named(name, values, shown, language) }),
  };
}

/** Words that stand for a value and depend on the language: whose key, which part, what is wrong with a key. */
function named(name: string, values: Finding['values'], shown: Shown, language: Language): string {
  if (name === 'owner') return OWNERS[language][ownerOf(values['set'])];
  if (name === 'part') return PARTS[language][partOf(values['part'])];
  if (name === 'clause') return describeJwkProblem(values['problem'] as JwkProblemCode, values, language);
  return shown.text(name);
}

function headlineOf(judgement: Judgement, checks: readonly Check[], language: Language, now: number | null): string {
  const { code, kid, keySet, mode, claims, instant } = judgement;
  const deciding = checks.find((check) => check.code === code);
  const isNow = instant !== null && now !== null && Math.abs(instant - now) <= NOW_MS;
  const shown = showValues({ kid: kid ?? '', at: (instant ?? 0) / 1000 }, language);
  const ordinary = HEADLINES[language][code]({
    key: [OWNERS[language][keySet ?? 'file'], shown.text('kid')].filter((word) => word !== '').join(' '),
    reason: deciding?.reason ?? '',
    isSignatureOnly: mode === 'jws',
    isOwnerKnown: judgement.issuer !== 'unknown',
    hasExpiry: claims !== null && Object.hasOwn(claims, 'exp'),
    wasPublished: deciding?.reasonId === 'key.not-published',
    isNameless: kid === null || kid === '',
    isByProfile: deciding !== undefined && BY_PROFILE.includes(deciding.reasonId),
    isEdited: judgement.attacks.includes('edited-after-signing'),
    otherEnv: showValues(valuesOfWarning(judgement, 'SIGNED_IN_OTHER_ENVIRONMENT'), language).text('env'),
    isKnownLater: deciding?.values['knownAt'] !== undefined,
    at: isNow ? '' : shown.time('at'),
  });
  const withEvidence = [ordinary, ...evidenceOf(judgement, isNow, language)].join(' ');
  // A key that is known to be stolen needs no other alarm. Beside this one, that all is in order would only mislead.
  if (code === 'KEY_COMPROMISED' || !judgement.warnings.some((one) => one.code === 'SIGNED_ELSEWHERE'))
    return withEvidence;
  const alarm = SIGNED_ELSEWHERE[language](shown.text('kid'));
  return code === 'OK' ? alarm : `${alarm} ${withEvidence}`;
}

function valuesOfWarning({ warnings }: Judgement, code: WarningCode): Finding['values'] {
  return warnings.find((one) => one.code === code)?.values ?? {};
}

/** Of another time than now the evidence is always named, and of now where it is older than a day. */
function evidenceOf({ keySet, snapshot, instant }: Judgement, isNow: boolean, language: Language): readonly string[] {
  if (keySet !== 'dcm' || snapshot === null || snapshot.takenAt === null || instant === null) return [];
  const age = (instant - Date.parse(snapshot.takenAt)) / 1000;
  if (isNow && age < OLD_EVIDENCE_SECONDS) return [];
  const words = showValues({ age: Math.round(Math.abs(age)) }, language).span('age');
  return [EVIDENCE[language]({ trust: snapshot.trust, age: words, isLater: age < 0, isNow })];
}

function ownerOf(set: string | number | undefined): KeySetName {
  return set === 'dcm' || set === 'us' ? set : 'file';
}

function partOf(part: string | number | undefined): keyof typeof PARTS_EN {
  return part === 'payload' || part === 'signature' ? part : 'header';
}
