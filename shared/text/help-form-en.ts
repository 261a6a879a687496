import type { HelpWords } from './help-words.ts';

/** Topics about the text of a token and its header. */
export const HELP_FORM_EN = {
  V01: {
    title: 'The paste is cut off or damaged',
    happened:
      'What stands in the box can’t be read as a token: a part is missing, shortened, or has characters that a token never has. Chat, mail and terminal windows cut and wrap long lines.',
    sure: 'A whole token has two dots and three parts, and begins with “eyJ”. Compare its last ten characters with the source, not with another copy.',
    next: [
      'Copy it again from where it was first recorded: the log or the HTTP dump, not the mail about it.',
      'Copy the token alone, without “Bearer”, quotes and line ends.',
      'If the source itself is damaged, say so on the phone. A damaged token proves nothing, in either direction.',
    ],
    call: 'Whoever sent you the text. Ask for it as a file.',
  },
  V02: {
    title: 'This is another kind of document',
    happened:
      'The text is no compact signed token: it is JSON, an encrypted token of five parts (JWE), a key or a certificate.',
    sure: '“Examine something” in the room Check says what it is, without using it.',
    next: [
      'If it is a private key, treat it as stolen from this moment: suspend the key, then replace it.',
      'If it is JSON, look inside it for the token itself.',
      'DCM sends no encrypted tokens. Ask the sender what it is.',
    ],
    call: 'The sender. For a private key: your security desk, at once.',
  },
  V03: {
    title: 'A token that can be read in two ways',
    happened:
      'A member stands twice, or the JSON is nested or written so that two programs could read two different tokens. No honest program writes that.',
    sure: 'Nothing to compare: the refusal does not depend on keys, clocks or profiles.',
    next: [
      'Treat it as an attack. Keep the token and the log line as evidence.',
      'Find out which system let it in: others there may have read it differently.',
    ],
    call: 'Your incident team, then DCM.',
  },
  V04: {
    title: 'An unsigned token (“alg none”)',
    happened:
      'The token says that it needs no signature, or its third part is empty. Anybody could have written it. It is the oldest attack on tokens.',
    sure: 'Look at the header: “alg” is none in some spelling, or the text ends with a dot.',
    next: [
      'Rely on nothing in it.',
      'Keep the token and the log line as evidence.',
      'Find out whether any system has accepted it: such a system accepts anything.',
    ],
    call: 'Your incident team, then DCM.',
  },
  V05: {
    title: 'An algorithm that is not allowed',
    happened:
      'The header names an algorithm that is not on the list, or another one than the key is for. “HS256” with a known public key as its secret is a well-known forgery.',
    sure: 'Compare “alg” in the header with “alg” of the key in DCM’s set. The key decides, never the token.',
    next: [
      'Rely on nothing in it, and keep it as evidence.',
      'If DCM has announced a new algorithm, fetch its keys and check again.',
    ],
    call: 'DCM: ask which algorithms it signs with.',
  },
  V06: {
    title: 'The header asks for something that is refused',
    happened:
      'The header makes unknown extensions binding (“crit”), changes how the payload is signed (“b64”), has a “typ” other than JWT, or a “kid” that is no plain text.',
    sure: 'Open the header below the verdict: the reason names the member.',
    next: [
      'Treat it as an attack, and keep it as evidence.',
      'If it comes from a system of your own, have its token library set right.',
    ],
    call: 'The owner of the sending system. If nobody knows it: your incident team.',
  },
  V07: {
    title: 'The token brings its own key or a link to one',
    happened:
      'The header holds a key, a certificate or an address of one (jwk, jku, x5u, x5c). Nothing of it was used or fetched: who brings his own key vouches for himself.',
    sure: 'The verdict rests on the sets that we hold. If the signature failed, the key inside the token is the forger’s.',
    next: [
      'Signature failed: treat it as a forgery, and keep it as evidence.',
      'Signature passed: the token is judged as any other. Ask the sender why the key is there.',
    ],
    call: 'DCM, if the token is in its name.',
  },
  V35: {
    title: 'The token can be read in two ways',
    happened:
      'Something in the token is spelled so that two programs, or a program and a person, may see different things: look-alike letters, a time as text, a number with an exponent. The verdict is not changed by it.',
    sure: 'The warning names the member. Compare it letter by letter with what the sender meant to say; copy it out of the raw content, not off the screen.',
    next: [
      'Genuine token: tell its maker, for the next program may read it in the other way.',
      'Look-alike name or value: treat the token as an attempt to deceive, and keep it as evidence.',
    ],
    call: 'The owner of the system that made the token.',
  },
} as const satisfies Readonly<Record<string, HelpWords>>;
