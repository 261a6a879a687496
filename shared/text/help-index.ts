import { HELP_IDS, type HelpEntry, type HelpId } from '../model/help.ts';
import type { Verdict, VerdictCode } from '../model/verdict.ts';
import { AMBIGUITY_CODES } from '../model/verdict-reasons.ts';

const NOTHING: HelpEntry = { codes: [], warnings: [], reasons: [], seeAlso: [] };
const entry = (part: Partial<HelpEntry>): HelpEntry => ({ ...NOTHING, ...part });

/** The subjects of the list. */
export const HELP_GROUPS: Readonly<Record<'form' | 'key' | 'time', readonly HelpId[]>> = {
  form: [...HELP_IDS.slice(0, 7), 'V35'],
  key: [...HELP_IDS.slice(7, 21), 'V32', 'V33', 'V34'],
  time: HELP_IDS.slice(21, 31),
};

/** Which topic belongs to what a verdict can say. */
export const HELP_INDEX: Readonly<Record<HelpId, HelpEntry>> = {
  V01: entry({
    codes: ['TOKEN_MALFORMED'],
    reasons: [
      'format.empty',
      'format.too-large',
      'format.bearer',
      'format.parts',
      'format.empty-part',
      'format.alphabet',
      'format.padding',
      'format.not-canonical',
      'format.utf8',
      'format.json',
    ],
    seeAlso: ['V02', 'V04'],
  }),
  V02: entry({
    reasons: ['format.json-serialization', 'format.jwe', 'format.pem', 'format.not-object'],
    seeAlso: ['V01'],
  }),
  V03: entry({ reasons: ['format.duplicate', 'format.depth', 'format.number'] }),
  V04: entry({ warnings: ['UNSIGNED'], reasons: ['format.unsigned', 'algorithm.none'], seeAlso: ['V05'] }),
  V05: entry({
    codes: ['ALG_NOT_ALLOWED'],
    warnings: ['ALG_NOT_ALLOWED'],
    reasons: [
      'algorithm.missing',
      'algorithm.not-text',
      'algorithm.hmac',
      'algorithm.unknown',
      'key.alg-differs',
      'key.type-differs',
    ],
    seeAlso: ['V04'],
  }),
  V06: entry({
    codes: ['HEADER_NOT_ALLOWED'],
    warnings: ['HEADER_NOT_ALLOWED'],
    reasons: [
      'header.crit',
      'header.b64',
      'header.kid-not-text',
      'header.kid-too-long',
      'header.kid-control',
      'header.typ',
    ],
  }),
  V07: entry({
    warnings: ['HEADER_JWK', 'HEADER_JKU', 'HEADER_X5U', 'HEADER_X5C', 'HEADER_X5T'],
    reasons: ['signature.embedded-key'],
    seeAlso: ['V15'],
  }),
  V08: entry({ codes: ['KEY_UNKNOWN'], reasons: ['key.unknown'], seeAlso: ['V09', 'V10'] }),
  V09: entry({ warnings: ['SIGNED_IN_OTHER_ENVIRONMENT'], seeAlso: ['V08', 'V15'] }),
  V10: entry({ warnings: ['KEY_GONE_LATER'], reasons: ['key.not-published'], seeAlso: ['V08', 'V13'] }),
  V11: entry({ warnings: ['KID_MISSING'], reasons: ['key.kid-missing'] }),
  V12: entry({ codes: ['NO_SNAPSHOT'], reasons: ['key.no-snapshot'] }),
  V13: entry({ warnings: ['SNAPSHOT_LATER'], seeAlso: ['V10'] }),
  V14: entry({ codes: ['KEY_UNUSABLE'], reasons: ['key.unusable'] }),
  V15: entry({
    codes: ['SIGNATURE_INVALID'],
    warnings: ['SIGNED_BY_OTHER_KEY'],
    reasons: ['signature.wrong'],
    seeAlso: ['V09', 'V01'],
  }),
  V16: entry({
    reasons: ['signature.length', 'signature.der', 'signature.salt', 'signature.zero'],
    seeAlso: ['V15', 'V01'],
  }),
  V17: entry({
    codes: ['KEY_COMPROMISED'],
    warnings: ['KEY_COMPROMISED_LATER'],
    reasons: ['key-state.compromised', 'key-state.signed-before'],
    seeAlso: ['V19'],
  }),
  V18: entry({ reasons: ['key-state.disowned'] }),
  V19: entry({ warnings: ['SIGNED_ELSEWHERE'], seeAlso: ['V32', 'V34', 'V17'] }),
  V20: entry({ warnings: ['KID_IN_BOTH_SETS'] }),
  V21: entry({ warnings: ['KEY_NOT_ACTIVE', 'KEY_MADE_LATER', 'KEY_NOT_PROVEN'], seeAlso: ['V19'] }),
  V22: entry({
    codes: ['CLAIM_INVALID'],
    warnings: ['CLAIM_INVALID'],
    reasons: ['claims.missing', 'claims.not-text', 'claims.flow', 'claims.aud', 'time.missing'],
  }),
  V23: entry({ codes: ['TOKEN_EXPIRED'], reasons: ['time.expired'], seeAlso: ['V25'] }),
  V24: entry({ codes: ['TOKEN_NOT_YET_VALID'], reasons: ['time.before-nbf'], seeAlso: ['V25'] }),
  V25: entry({ reasons: ['time.before-iat'], seeAlso: ['V24'] }),
  V26: entry({ warnings: ['TIME_IN_MILLISECONDS'], reasons: ['time.not-number', 'time.range'] }),
  V27: entry({ codes: ['TIME_NOT_JUDGED'], reasons: ['time.no-instant'] }),
  V28: entry({ warnings: ['LIFE_TOO_LONG', 'EXP_MISSING', 'EXP_BEFORE_IAT'] }),
  V29: entry({ codes: ['OK'] }),
  V30: entry({ warnings: ['NOT_VERIFIED', 'PAYLOAD_NOT_CLAIMS'] }),
  V31: entry({ warnings: ['NOT_RECORDED'] }),
  V32: entry({ warnings: ['TRAIL_BROKEN', 'TRAIL_UNREADABLE', 'TRAIL_YOUNGER'], seeAlso: ['V19'] }),
  V33: entry({ warnings: ['SIGNATURE_REWRITTEN'] }),
  V34: entry({ warnings: ['KEY_ALSO_ELSEWHERE'], seeAlso: ['V19'] }),
  V35: entry({ warnings: AMBIGUITY_CODES, seeAlso: ['V03', 'V26'] }),
};

/** The topic of a verdict: that of the deciding check's reason, else that of its code. */
export function helpOfVerdict({ code, checks }: Pick<Verdict, 'code' | 'checks'>): HelpId {
  const reason = checks.find((check) => check.code === code)?.reasonId;
  return find(({ reasons }) => reasons.some((one) => one === reason)) ?? helpOfCode(code) ?? 'V29';
}

/** The topic of a warning. A warning that is no warning of ours has none. */
export function helpOfWarning(code: string): HelpId | null {
  return find(({ warnings }) => warnings.some((one) => one === code));
}

/** The topic that a person names: an id, a code of a verdict, a warning or a reason, in any case of letters. */
export function helpNamed(name: string): HelpId | null {
  const asked = name.trim().toLowerCase();
  const isIt = (one: string) => one.toLowerCase() === asked;
  return (
    HELP_IDS.find(isIt) ??
    find(({ codes }) => codes.some(isIt)) ??
    find(({ warnings }) => warnings.some(isIt)) ??
    find(({ reasons }) => reasons.some(isIt))
  );
}

function helpOfCode(code: VerdictCode): HelpId | null {
  return find(({ codes }) => codes.includes(code));
}

function find(fits: (entry: HelpEntry) => boolean): HelpId | null {
  return HELP_IDS.find((id) => fits(HELP_INDEX[id])) ?? null;
}
