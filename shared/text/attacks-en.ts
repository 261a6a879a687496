import type { AttackId } from '../model/attack.ts';

/** What was tried, in words that follow "Attempt:". */
export const ATTACKS_EN: Readonly<Record<AttackId, string>> = {
  'edited-after-signing':
    'the signature is genuine, but of another text: somebody changed the token after it was signed, or took the signature from another token',
  'kid-swapped': 'the token was signed with another key than the one that it names',
  'alg-none': 'the header says that no signature is needed ("alg none"); careless programs then check none',
  'signature-removed': 'the signature was cut away, in the hope that nobody misses it',
  'hmac-with-public-key':
    'somebody made the token with a public key, which everybody has, as a shared secret; this is a real attempt to deceive',
  'alg-hmac':
    'the header asks for HMAC, so that a careless program takes our public key, which everybody has, for a shared secret',
  'alg-spelling': 'the algorithm is spelled oddly, to slip past a list of forbidden names',
  'alg-not-of-key': 'the header names an algorithm that is not that of the key, to have the key misused',
  'psychic-signature': 'a signature of zeros, which a well-known library once took for good (CVE-2022-21449)',
  'der-signature': 'the signature is in another notation (DER) than tokens use',
  'pss-salt': 'the key fits, but the salt of the signature has a length that is not allowed',
  'embedded-key': 'the token brings the key that it wants to be checked with ("jwk")',
  'key-address': 'the token names an address from which its key should be fetched ("jku")',
  'certificate-address': 'the token names an address from which its certificate should be fetched ("x5u")',
  'embedded-certificate': 'the token brings the certificate that it wants to be checked with ("x5c")',
  'critical-extension': 'the header makes an extension binding ("crit") that changes how the token is read',
  'unencoded-payload': 'the header changes what the signature covers ("b64")',
  'kid-look-alike': 'the kid looks like that of a known key, and is another',
  'kid-path': 'the kid is a path to a file, for programs that read keys from files',
  'kid-address': 'the kid is an address, for programs that fetch keys',
  'kid-sql': 'the kid holds SQL, for programs that ask a database for keys',
  'kid-command': 'the kid holds a command, for programs that run one to find keys',
  'kid-control': 'the kid holds control characters, such as a zero byte that cuts a name short',
  'kid-huge': 'the kid is far too long, to overload whoever looks it up',
  'kid-not-text': 'the kid is no text, to confuse whoever looks it up',
  'kid-builtin-name': 'the kid is a name that programs know from within ("__proto__" and the like)',
  'duplicate-member': 'a member stands twice, so that two programs read two different tokens',
  'base64url-respelled':
    'a genuine token, spelled in another way than its signer wrote it: that makes a used token look new',
  'deep-nesting': 'the content is nested so deeply that programs which read it may fall over',
  'huge-number': 'a number is so large that programs read different things in it',
  'other-token-kind': 'the header says that this is a token for another purpose',
  'encrypted-token': 'the token is encrypted (JWE): anybody can encrypt to a public key, so that proves nothing',
  'json-token': 'the token is in JSON serialization, which can carry several headers and signatures',
};
