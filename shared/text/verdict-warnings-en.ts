import type { WarningCode } from '../model/verdict-reasons.ts';
import type { Shown } from './verdict-values.ts';

/** What each warning says. */
export const WARNINGS_EN: Readonly<Record<WarningCode, (v: Shown) => string>> = {
  SIGNED_ELSEWHERE: (v) =>
    `alarm: our key ${v.text('kid')} fits, it was made here and is known to be nowhere else, and this installation never signed this token: somebody else has the key. Verify the trail too: an older copy of this home, put back, would look the same`,
  SIGNATURE_REWRITTEN: (v) =>
    `this token was signed here on ${v.time('at')} (event ${v.text('seq')}), but its signature has been rewritten since: with ECDSA anybody can, and the text stays as it was`,
  SIGNED_BY_OTHER_KEY: (v) =>
    `the signature is that of ${v.text('owner')} ${v.text('kid')}, which was not asked: a token is judged by the key that it names, in the set that was chosen, and by no other`,
  SIGNED_IN_OTHER_ENVIRONMENT: (v) =>
    `the signature is that of key ${v.text('kid')} of environment ${v.text('env')}: perhaps this token was meant for that one`,
  TRAIL_BROKEN: (v) =>
    `whether our key ${v.text('kid')} signed this here can't be said: the trail is broken. Verify it, and until then take the token for signed elsewhere`,
  TRAIL_UNREADABLE: (v) =>
    `whether our key ${v.text('kid')} signed this here can't be said: the trail can't be read. Try again, or look on the computer that holds the key`,
  TRAIL_YOUNGER: (v) =>
    `whether our key ${v.text('kid')} signed this here can't be said: the trail does not reach back to the making of the key`,
  KEY_ALSO_ELSEWHERE: (v) =>
    `this installation did not sign this token; our key ${v.text('kid')} was imported or has copies, so ask whoever holds one`,
  KID_IN_BOTH_SETS: (v) =>
    `alarm: the kid ${v.text('kid')} stands in DCM's set and in ours; the token was judged by the first set only`,
  KEY_COMPROMISED_LATER: (v) => `the key is stolen since ${v.time('since')}; this token was signed here before`,
  KEY_NOT_ACTIVE: (v) =>
    v.has('then')
      ? `our key ${v.text('kid')} was ${v.text('state')} at the judged instant: it should have signed nothing then`
      : `our key ${v.text('kid')} is ${v.text('state')}: it should sign nothing at present`,
  KEY_MADE_LATER: (v) => `our key ${v.text('kid')} did not exist yet at the judged instant`,
  KEY_NOT_PROVEN: (v) =>
    `nobody has proved yet that our key ${v.text('kid')} is ours: only its public half was brought here, and its holder has not shown that he has the private half`,
  SNAPSHOT_LATER: (v) => `the key set is of ${v.time('takenAt')}, later than the judged instant`,
  KEY_GONE_LATER: (v) =>
    `DCM's key ${v.text('kid')} was last seen published on ${v.time('to')} and was gone at the next look: nobody saw whether it was still there at the judged instant`,
  HEADER_JWK: () => 'the token brings a key of its own ("jwk"); it was not used',
  HEADER_JKU: () => 'the token names an address of keys ("jku"); it was not fetched',
  HEADER_X5U: () => 'the token names an address of certificates ("x5u"); it was not fetched',
  HEADER_X5C: () => 'the token brings certificates of its own ("x5c"); they were not used',
  HEADER_X5T: () => 'the token names a certificate ("x5t"); it was not used',
  LIFE_TOO_LONG: (v) => `the token lives ${v.span('life')}; DCM advises at most ${v.text('most')} s`,
  EXP_MISSING: () => 'the token never expires',
  EXP_BEFORE_IAT: () => 'the token expires before it was issued',
  TIME_IN_MILLISECONDS: (v) => `"${v.text('claim')}" looks like milliseconds; a token counts in seconds`,
  NOT_VERIFIED: () => 'decoded only: nothing has been verified',
  UNSIGNED: () => 'the token has no signature and proves nothing',
  ALG_NOT_ALLOWED: (v) => v.text('sentence'),
  HEADER_NOT_ALLOWED: (v) => v.text('sentence'),
  KID_MISSING: () => 'the token names no key ("kid")',
  PAYLOAD_NOT_CLAIMS: (v) => v.text('sentence'),
  CLAIM_INVALID: (v) => v.text('sentence'),
  MEMBER_TWINS: (v) =>
    `the ${v.text('part')} has "${v.text('name')}" beside "${v.text('other')}": a reader that is careless of case or letters takes the two for one`,
  NAME_LOOK_ALIKE: (v) =>
    `"${v.text('name')}" looks like "${v.text('like')}" and is another name: it was not read as that`,
  NAME_ESCAPED: (v) => `the name "${v.text('name')}" is written with escapes: who searches the text does not find it`,
  NAME_BUILTIN: (v) => `the name "${v.text('name')}" means something to some programs from within`,
  NAME_EMPTY: (v) => `a member of the ${v.text('part')} has an empty name`,
  HEADER_OTHER_MEMBER: (v) => `the header has "${v.text('name')}", which means nothing here; it was not used`,
  NUMBER_ODD: (v) =>
    `the number ${v.text('raw')} in "${v.text('claim')}" is spelled oddly: readers may take it for different numbers`,
  NUMBER_INEXACT: (v) =>
    `the number ${v.text('raw')} in "${v.text('claim')}" has more digits than many programs can hold: they read different numbers`,
  TIME_FRACTION: (v) => `"${v.text('claim')}" has fractions of a second: some readers round it, others refuse it`,
  TIME_AS_TEXT: (v) => `"${v.text('claim')}" is a time written as text; a token has a number of seconds`,
  CLAIM_OTHER_TYPE: (v) => `"${v.text('claim')}" should be text and is a number: readers compare it in different ways`,
  VALUE_LOOK_ALIKE: (v) =>
    `"${v.text('value')}" in "${v.text('claim')}" looks like "${v.text('like')}" and is something else`,
  TEXT_BROKEN: (v) => `"${v.text('claim')}" holds half a character, which readers replace in different ways`,
  TEXT_INVISIBLE: (v) =>
    `"${v.text('claim')}" holds invisible characters, or such that turn the direction of writing: it is not what it looks like`,
  TEXT_PADDED: (v) => `"${v.text('claim')}" begins or ends with a space: some readers cut it off, others do not`,
  TEXT_NOT_NORMAL: (v) =>
    `"${v.text('claim')}" has letters in two pieces, letter and mark: it looks like another text and is not equal to it`,
  TEXT_MIXED_SCRIPTS: (v) =>
    `"${v.text('claim')}" mixes Latin letters with Cyrillic or Greek ones in one word: a look-alike, or a typing error`,
  BYTE_ORDER_MARK: (v) => `the ${v.text('part')} begins with a byte-order mark, which JSON must not have`,
  NOT_RECORDED: () => 'this check could not be recorded in the trail: write it down',
};
