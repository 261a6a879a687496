import { plural } from '../plural.ts';

const keys = (n: number) => plural('en', n, { one: 'key', other: 'keys' });

export const bundle = {
  make: 'Save as signed bundle',
  makeTitle: 'A signed bundle of this set',
  makeLead:
    'For a computer without a network. Your evidence key signs it, so that the other side knows that nothing was changed on the way.',
  makeData: 'Only public keys can be in it. That it was made is recorded.',
  sign: 'Sign it',
  signing: 'Signing…',
  made: 'Signed, and checked',
  madeNext: 'The other side sees these words before it imports. Read them to each other by phone.',
  save: 'Save the file',
  saved: (path: string) => `Saved: ${path}`,

  another: 'Choose something else',

  intactKnown: (name: string) => `Intact, and signed by ${name}, whom you trust`,
  intactUnknown: 'Intact, but its signer is unknown here',
  unknownNext:
    'Call its maker on a number that you know, and let them read these words to you. Until then it counts as brought by hand.',
  knownSince: 'Trusted since',
  signer: 'Who signed',
  holds: 'What is in it',
  seenAt: 'Seen at DCM by its maker',
  madeAt: 'Signed at',
  digest: 'SHA-256 of the bundle',

  trust: 'Trust its maker from now on',
  typeWords:
    'The maker reads these words out, from his own screen or from paper. Type them as you hear them, in English or Ukrainian; the hex digits decide.',
  wrongWord: (n: number) => `Word ${n} is another one here. Trust nobody before the hex digits agree.`,
  makerName: 'Who it is',
  makerNameHint: 'A desk and a computer, for example “Head office, duty desk”.',
  makerReason: 'How you compared the words',
  makerReasonHint: 'Whom you called, and on which number. Kept in the audit trail.',
  importTrusted: 'Trust and import',
  importUntrusted: 'Import as brought by hand',
  kept: (id: number) => `Kept as set ${id}`,
  keptSigned: 'It counts as signed.',
  keptFile: 'It counts as brought by hand.',
  keysKept: (added: number, known: number) => `Added: ${keys(added)}. Here already: ${keys(known)}.`,

  isToken: 'This is a token, and no set of keys. Check it on the page Check.',
  isPrivate: 'A picture or a text with a private key lay open.',
  isOther: (what: string) => `${what}: no set of keys, and no bundle.`,

  fromCamera: 'Camera',
  cameraStop: 'Turn the camera off',
  cameraView: 'What the camera sees',
  cameraLead: 'Hold the code still before the camera until it fills half of the picture. Nothing of it is kept.',
  cameraSource: 'QR code, by camera',
  fromPicture: 'Picture of a QR code',
  qrParts: (read: number, total: number) => `Read: ${read} of ${total} parts`,
  qrMissing: (parts: string) => `Still missing: ${parts}`,
  qrAgain: 'Begin again',
  showQr: 'Show as QR',
  qrTitle: 'To be read by another computer',
  qrLead: 'The other side opens Import and shows this to its camera, or takes a picture of it.',
  qrPart: (part: number, total: number) => `Part ${part} of ${total}`,
  qrCodeOf: (part: number, total: number) => `QR code, part ${part} of ${total}`,
  qrCode: 'QR code',
  qrShowPart: (part: number) => `Show part ${part}`,
  qrPlay: 'Show one after another',
  qrPause: 'Stop here',
  qrBack: 'Back',

  makers: 'Whose bundles you trust',
  makersLead: 'A set in a bundle of theirs counts as signed.',
  maker: 'Maker',
  makerSince: 'Trusted since',
  makerWhy: 'Why, and who said so',
  makerEnd: 'Trust no more',
  makerEndOf: (name: string) => `Trust ${name} no more`,
  makerEndBody: 'From now on their bundles count as brought by hand. What was kept stays as it was kept.',
  makerEndReason: 'Why',
} as const;
