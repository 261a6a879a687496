/** The same for what is carried from one computer to another, and for what is sealed. */
export const carriedErrors = {
  BUNDLE_REFUSED: {
    title: 'This bundle is refused',
    next: 'Nothing was kept. Get it again from its maker, and compare its SHA-256 on both sides.',
  },
  BUNDLE_ELSEWHERE: {
    title: 'This bundle is for another DCM',
    next: 'Nothing was kept. Choose the environment that it was made for; what differs is named below.',
  },
  BUNDLE_BY_ANOTHER: {
    title: 'Somebody else signed this bundle',
    next: 'Nothing was kept. Call its maker on a number that you know, and compare the fingerprints.',
  },
  CAMERA_REFUSED: {
    title: 'The camera can’t be used',
    next: 'Connect one, close other programs that use it, and allow this app in the system’s settings. Or take a picture.',
  },
  PICTURE_REFUSED: {
    title: 'This picture can’t be used',
    next: 'Take a PNG or JPEG of at most 32 MB and 64 megapixels. Nothing was read from it.',
  },
  QR_NOT_FOUND: {
    title: 'No QR code was found in this picture',
    next: 'Take it again: the whole code, straight from the front, sharp, with its white border.',
  },
  QR_OTHER_PART: {
    title: 'This part belongs to another document',
    next: 'What was read so far is kept. Show the parts of one document only, or begin again.',
  },
  QR_DAMAGED: {
    title: 'The QR code does not hold what it should',
    next: 'Nothing was kept. Begin again with the first part; if it happens twice, use the file.',
  },
  QR_TOO_LONG: {
    title: 'This is too long for QR codes',
    next: 'Carry the file instead: save it, and import it on the other computer.',
  },
  BUNDLE_UNTRUSTED: {
    title: 'This bundle needs a trusted maker',
    next: 'Nothing was done. Compare the maker’s words by phone, and trust them first.',
  },
  KEY_SEALED: {
    title: 'The key is sealed as a standby key',
    next: 'Draw it first, with the passphrase from its bag: on the page of the key, or in a rotation.',
  },
} as const;
