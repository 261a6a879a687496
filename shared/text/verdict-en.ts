import type { ReasonId } from '../model/verdict-reasons.ts';
import type { Shown } from './verdict-values.ts';

/** The three parts of a token, as they are named in sentences. */
export const PARTS_EN = { header: 'header', payload: 'payload', signature: 'signature' } as const;
/** Whose key it is, in front of its kid. */
export const OWNERS_EN = { dcm: "DCM's key", us: 'our key', file: 'key' } as const;

type Sentence = (v: Shown) => string;

function knownLater(v: Shown): string {
  return v.has('knownAt') ? ` Nobody here knew at the judged instant: it became known on ${v.time('knownAt')}.` : '';
}

/** What each check says. `part` and `owner` are filled in already. */
export const REASONS_EN: Readonly<Record<ReasonId, Sentence>> = {
  'not-reached': () => 'Not reached: an earlier check failed.',
  'format.ok': () => 'Three parts of canonical base64url; header and payload can be read in one way only.',
  'format.empty': () => 'There is nothing to judge.',
  'format.too-large': (v) => `The text has ${v.text('length')} characters; a token has at most ${v.text('most')}.`,
  'format.json-serialization': () =>
    'This is JSON (perhaps a JWS in JSON serialization, or a key), not a compact token.',
  'format.jwe': () => 'This has five parts: an encrypted token (JWE). Only signed tokens are judged.',
  'format.bearer': () => 'The text begins with "Bearer": paste the token alone.',
  'format.pem': () => 'This is a PEM block, not a token. If it is a private key, it must be treated as exposed.',
  'format.parts': (v) => `A token has three parts divided by two dots; this text has ${v.text('parts')}.`,
  'format.empty-part': (v) => `The ${v.text('part')} is empty.`,
  'format.unsigned': () =>
    'The token is unsigned: its third part is empty, as in the attack "alg none". It proves nothing.',
  'format.alphabet': (v) =>
    `The ${v.text('part')} has characters that base64url does not have: the paste may be damaged.`,
  'format.padding': (v) => `The ${v.text('part')} is padded with "=", which a token never is.`,
  'format.not-canonical': (v) =>
    `The ${v.text('part')} is not canonical base64url: cut off, or altered in its last character.`,
  'format.utf8': (v) => `The ${v.text('part')} is not valid UTF-8.`,
  'format.json': (v) => `The ${v.text('part')} is not JSON.`,
  'format.not-object': (v) => `The ${v.text('part')} is JSON, but no object.`,
  'format.duplicate': (v) =>
    `The ${v.text('part')} has the same member twice: two readers could see two different tokens.`,
  'format.depth': (v) => `The ${v.text('part')} is nested more than 32 deep.`,
  'format.number': (v) => `The ${v.text('part')} has a number that is too large to be read.`,
  'header.ok': () => 'The header asks for nothing unusual.',
  'header.crit': () => 'The header makes extensions binding ("crit"). None is supported, so the token is refused.',
  'header.b64': () => 'The header changes how the payload is signed ("b64"), a known way to slip in another payload.',
  'header.kid-not-text': () => 'The "kid" is not text.',
  'header.kid-too-long': () => 'The "kid" is longer than 256 bytes.',
  'header.kid-control': () => 'The "kid" has control characters or broken text.',
  'header.typ': (v) => `The "typ" is "${v.text('typ')}"; it may only be JWT or be left out.`,
  'algorithm.ok': (v) => `${v.text('alg')} is on the list of allowed algorithms.`,
  'algorithm.missing': () => 'The header names no algorithm.',
  'algorithm.not-text': () => 'The "alg" is not text.',
  'algorithm.none': (v) => `The header says "${v.text('alg')}": no signature at all. This is the attack "alg none".`,
  'algorithm.hmac': (v) =>
    `${v.text('alg')} works with a shared secret. With a public key as the secret anyone could make such a token: a known attack.`,
  'algorithm.unknown': (v) => `"${v.text('alg')}" is not on the list of allowed algorithms.`,
  'key.ok': (v) => `Found by its kid: ${v.text('owner')} ${v.text('kid')}, fit for use.`,
  'key.bare': () => 'The token names no key; the single key that was given is used, by your choice.',
  'key.kid-missing': () => 'The token names no key ("kid"), so nobody can say which one it should fit.',
  'key.unknown': (v) =>
    `No set that we hold has a key ${v.has('kid') ? v.text('kid') : 'with an empty kid'}${v.has('takenAt') ? ` (newest set of ${v.time('takenAt')})` : ''}.`,
  'key.not-published': (v) =>
    `DCM's set ${v.has('takenAt') ? `of ${v.time('takenAt')} ` : ''}has no key ${v.text('kid')}; it was seen published from ${v.time('from')} to ${v.time('to')}.`,
  'key.no-snapshot': (v) =>
    `We hold no key set of DCM yet, so key ${v.has('kid') ? v.text('kid') : '""'} can't be looked up.`,
  'key.alg-differs': (v) =>
    `The token says ${v.text('alg')}, but ${v.text('owner')} ${v.text('kid')} is for ${v.text('keyAlg')}. The key decides.`,
  'key.type-differs': (v) =>
    `${v.text('alg')} can't be verified with ${v.text('owner')} ${v.text('kid')}: its type or curve is another.`,
  'key.unusable': (v) => `Unfit for use, ${v.text('owner')} ${v.text('kid')}: ${v.text('clause')}.`,
  'signature.ok': () => 'The signature fits the key and every character of the token.',
  'signature.wrong': () => 'The signature does not fit: made by another key, or the token was changed after signing.',
  'signature.length': (v) =>
    `The signature has ${v.text('bytes')} bytes; one of this key has ${v.text('expected')}. Cut off, or forged.`,
  'signature.der': () =>
    "The signature is written in DER; a token has the two bare numbers. Its maker's library is set up wrongly.",
  'signature.zero': () => 'The signature is nothing but zero bytes: the attack "psychic signature".',
  'signature.salt': () =>
    "The key fits, but the salt of the PSS signature has a forbidden length. Its maker's library is set up wrongly.",
  'signature.embedded-key': () =>
    'The signature does not fit. The token brings a key of its own ("jwk"), which is never used: that is how forgers vouch for themselves.',
  'key-state.ours': (v) =>
    `Our key ${v.has('then') ? `was ${v.text('state')} then and is` : `is ${v.text('state')} and`} not known to be stolen.`,
  'key-state.not-ours': () => 'Not checked: the key is not ours, so its state is not known here.',
  'key-state.compromised': (v) =>
    `The key is stolen (suspected since ${v.time('since')}): its tokens prove nothing, whatever they say.${knownLater(v)}`,
  'key-state.disowned': (v) =>
    `DCM said that its key ${v.text('kid')} is stolen since ${v.time('since')}: its tokens prove nothing, whatever they say.${knownLater(v)}`,
  'key-state.signed-before': (v) =>
    `The key was stolen later, but this very token was signed here on ${v.time('signedAt')}, before ${v.time('since')}.`,
  'key-state.jws': () => 'Not checked: only the signature was asked for.',
  'claims.any': () => 'Nothing is demanded of the claims.',
  'claims.bank': () => 'flow, obj and sub are as the bank profile demands.',
  'claims.platform': () => 'jti is as the platform profile demands.',
  'claims.missing': (v) => `The profile demands "${v.text('claim')}", which is missing.`,
  'claims.not-text': (v) => `"${v.text('claim')}" is not text.`,
  'claims.flow': (v) => `"${v.text('flow')}" is none of the four flows.`,
  'claims.aud': () => '"aud" is neither text nor a list of texts.',
  'claims.jws': () => 'Not checked: only the signature was asked for.',
  'time.ok': (v) =>
    v.has('exp')
      ? `In force: issued ${v.has('iat') ? v.time('iat') : 'at an unknown time'}, expires ${v.time('exp')}.`
      : 'In force: it names no expiry.',
  'time.no-claims': () => 'The token names no times.',
  'time.expired': (v) =>
    `Expired ${v.time('exp')}, ${v.span('late')} before the judged instant (leeway ${v.text('leeway')} s).`,
  'time.before-nbf': (v) =>
    `Not valid before ${v.time('nbf')}, ${v.span('early')} after the judged instant (leeway ${v.text('leeway')} s).`,
  'time.before-iat': (v) =>
    `Issued ${v.time('iat')}, ${v.span('early')} after the judged instant (leeway ${v.text('leeway')} s): a wrong clock, or a forged time.`,
  'time.missing': (v) => `The profile demands "${v.text('claim')}", which is missing.`,
  'time.not-number': (v) => `"${v.text('claim')}" is not a number, so the time can't be trusted.`,
  'time.range': (v) => `"${v.text('claim')}" is ${v.text('value')}: no time in seconds between 1970 and 9999.`,
  'time.no-instant': () => 'There is no instant to judge the times by.',
  'time.jws': () => 'Not checked: only the signature was asked for.',
};
