import type { HelpWords } from './help-words.ts';

/** Topics about keys and signatures. */
export const HELP_KEY_EN = {
  V08: {
    title: 'No set that we hold has this key',
    happened:
      'The token names a kid that is in none of our sets. It may be a new key of DCM, a key of another environment, or invented. Nobody can tell yet: this is neither genuine nor forged.',
    sure: 'Fetch DCM’s keys now. If the kid is there afterwards, the same token gets a real verdict.',
    next: [
      'Fetch the keys in the room DCM, or bring a set by file, then check again.',
      'See whether the token is of another environment (V09) or older than the set (V10).',
      'Until then rely on nothing in it.',
    ],
    call: 'DCM: ask whether this kid is theirs, and since when. Read it to them character by character.',
  },
  V09: {
    title: 'A token of another environment',
    happened:
      'Practice, stage and production have different keys. A stage token judged with production’s keys has an unknown key or a signature that does not fit.',
    sure: 'Compare the host in the log line with the environment named in the frame, then judge with the other environment’s keys.',
    next: [
      'Choose the other environment in “Keys to judge with”, and check again.',
      'A stage token seen in production is an incident of its own: find out who sent it.',
    ],
    call: 'The owner of the system that sent it.',
  },
  V10: {
    title: 'DCM has changed its key (rotation)',
    happened:
      'The key was in DCM’s set at another time than the judged instant. DCM replaces its keys; old tokens stay as good as they were when they came.',
    sure: 'Set “As of” to the moment when the token came. The time line in the room DCM shows when the kid was seen.',
    next: [
      'Judge as of the time of the log line.',
      'If nobody looked at that time, it stays undecided: say so, do not guess.',
    ],
    call: 'DCM: ask from when to when this kid was in use.',
  },
  V11: {
    title: 'The token names no key',
    happened: 'There is no “kid” in the header, so nobody can say which key should fit. We never try all keys in turn.',
    sure: 'Open the header below the verdict. DCM’s tokens always carry a kid.',
    next: [
      'Rely on nothing in it.',
      'If it comes from a system of your own, have it write the kid.',
      'To test one key on purpose: in the terminal, token verify --jws with a file that holds that key alone.',
    ],
    call: 'The owner of the sending system.',
  },
  V12: {
    title: 'We hold no keys of DCM',
    happened: 'Nothing has been fetched or brought by file for this environment, so there is nothing to compare with.',
    sure: 'The room DCM lists the snapshots that we hold.',
    next: [
      'Online: fetch DCM’s keys in the room DCM.',
      'Offline: have a colleague fetch them elsewhere, and bring them as a file or a signed bundle.',
      'Compare the fingerprint on the phone before you rely on a file.',
    ],
    call: 'Whoever keeps your archive of DCM’s keys.',
  },
  V13: {
    title: 'The key set is of another time than the judged instant',
    happened:
      'No set from before the judged instant was found, so the earliest later one was used. Keys may have changed in between.',
    sure: 'Look at “Key set of” under the verdict, and compare it with the judged instant.',
    next: [
      'Bring an older set into the archive if anybody has one, and check again.',
      'Name the date of the set whenever you pass the answer on.',
    ],
    call: 'DCM: ask whether the kid was in use at that time.',
  },
  V14: {
    title: 'The key is unfit for use',
    happened:
      'The key was found, but it breaks a rule for keys: too short, a weak exponent, a wrong curve, not meant for signatures. A signature by such a key can be forged.',
    sure: 'The reason names the rule. “jwk lint” in the terminal shows all of them.',
    next: [
      'Don’t rely on the token.',
      'A weak key in DCM’s own set is an incident: keep the snapshot as evidence.',
      'If the key is ours, replace it.',
    ],
    call: 'DCM: ask why it publishes this key.',
  },
  V15: {
    title: 'The signature does not fit: forged, or edited after signing',
    happened:
      'The key is known, and the signature does not fit it. Somebody else signed, or something was changed after signing, if only one character.',
    sure: 'Copy the token again from its first source. If the digest is the same as before, the paste was not the reason.',
    next: [
      'Rely on nothing in it: not the name, not the customer, not the time.',
      'Stop the operation that it came with, and keep token and log line as evidence.',
      'Look for other tokens from the same sender.',
    ],
    call: 'Your incident team, then DCM. Send nobody the token by chat or mail.',
  },
  V16: {
    title: 'The signature has the wrong form',
    happened:
      'The signature has another length than one of this key, is written in DER, has a forbidden salt, or is all zeros. Mostly a library that is set up wrongly or a cut-off paste; all zeros is an attack.',
    sure: 'Copy the token again from its first source. If the answer stays, it was sent this way.',
    next: [
      'All zeros (“psychic signature”): treat it as an attack.',
      'Otherwise give the sender the reason from the check “Signature”.',
      'Don’t rely on the token until it verifies.',
    ],
    call: 'The owner of the sending system.',
  },
  V17: {
    title: 'Our key is stolen',
    happened:
      'The token is signed with a key of ours that is marked as compromised. A thief writes any time he likes into a token, so the time in it proves nothing.',
    sure: 'The page of the key says since when and why. Only a token that our own trail signed before that time still counts.',
    next: [
      'Stop the operation.',
      'DCM still accepts this key until its entry is replaced: begin the emergency replacement.',
      'Look for further tokens of this key since the suspected time.',
    ],
    call: 'DCM, at once: have the key blocked. Then your incident team.',
  },
  V18: {
    title: 'DCM has said that this key of its own is stolen',
    happened:
      'An officer recorded DCM’s word that this kid is not to be trusted. Its tokens prove nothing, whatever they say.',
    sure: 'The room DCM shows the record: since when, who called, and whether they were called back.',
    next: ['Stop the operation.', 'Fetch DCM’s keys and see that the kid is gone.', 'Ask for a token by the new key.'],
    call: 'DCM, on the number that you already have, never on one from a mail.',
  },
  V19: {
    title: 'Signed with our key, but not here',
    happened:
      'The signature is good, the key was made and kept only here, and our trail never signed this token. Either somebody has a copy of the key, or the trail is not whole.',
    sure: 'Verify the trail in the room Audit. If it is whole, and nobody restored an old backup, the key is stolen.',
    next: [
      'Suspend the key now: Ctrl/Cmd+Shift+S, Enter.',
      'Call DCM and have it blocked there: suspending here stops only us.',
      'Begin the emergency replacement, and keep the token’s digest and log line as evidence.',
    ],
    call: 'DCM and your incident team, in this minute.',
  },
  V20: {
    title: 'The same kid in DCM’s set and in ours',
    happened:
      'One name for two keys. The token was judged by the first set alone, but somebody else may confuse the two. It may be chance, or an attempt to pass as DCM.',
    sure: 'Compare the two fingerprints in the rooms DCM and Keys.',
    next: [
      'Same fingerprint: our key stands in DCM’s own set. That is an incident.',
      'Different: replace our key by one with a kid of its own.',
    ],
    call: 'DCM: ask since when this kid is in its set.',
  },
  V21: {
    title: 'Our key should be signing nothing',
    happened:
      'The signature is by a key of ours that is suspended, retired or a draft, did not exist yet at the judged instant, or of which nobody has proved yet that it is ours.',
    sure: 'The page of the key shows its state and when it changed. Compare that with the time in the token.',
    next: [
      'Signed before the change: the token is an old one.',
      'Signed after it: treat it as signed elsewhere (V19).',
      'Not proved yet: have the holder prove it, on the page of the key.',
    ],
    call: 'The owner of the key, named on its page.',
  },
  V32: {
    title: 'Whether we signed it can’t be said',
    happened:
      'A key of ours fits, but the trail can’t answer whether this token was signed here: it is broken, can’t be read, or is younger than the key.',
    sure: 'Verify the trail in the room Audit, on the computer that holds the key.',
    next: [
      'Trail broken: take the token for signed elsewhere (V19) until the opposite is proved.',
      'Trail unreadable: try again, or ask on the computer that holds the key.',
      'Trail younger than the key: ask whoever kept the key before.',
    ],
    call: 'The keeper of the trail. If it is broken: your incident team.',
  },
  V33: {
    title: 'Our token, with its signature rewritten',
    happened:
      'We signed this content, but the signature is another one. With ECDSA anybody can turn one good signature into a second without the key; the content stays the same.',
    sure: 'The warning names the audit event of the first signing. Compare the claims with it.',
    next: [
      'The content is what we signed: nothing was changed in it.',
      'Somebody tried to get past a list of used tokens: look for the same content twice in the log.',
    ],
    call: 'The owner of the system that received it.',
  },
  V34: {
    title: 'Our key fits, but somebody else holds it too',
    happened:
      'This installation did not sign the token. The key was imported or has copies, so another holder may have, rightly or not.',
    sure: 'The page of the key says where it came from, and who has copies. Ask each holder for an entry of that time in their trail.',
    next: [
      'Ask every holder of a copy whether they signed it.',
      'If nobody did, the key is stolen: suspend it, and begin the emergency replacement.',
    ],
    call: 'Whoever holds a copy of the key. If nobody signed it: DCM, at once.',
  },
} as const satisfies Readonly<Record<string, HelpWords>>;
