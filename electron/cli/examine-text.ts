import type { Compared, Examined, ExaminedAction, ExaminedKey, ExaminedKind } from '../../shared/model/examined.ts';
import { columns } from './output.ts';

const NAMES: Readonly<Record<ExaminedKind, string>> = {
  jwt: 'a token (JWT); nothing of it has been verified',
  jws: 'signed data (JWS) that carries no claims; nothing of it has been verified',
  'jws-json': 'signed data (JWS) in JSON, which DCM does not use; nothing of it has been verified',
  jwe: 'encrypted data (JWE), which DCM does not use',
  'public-jwk': 'a public key (JWK)',
  'private-jwk': 'a private key (JWK)',
  'symmetric-jwk': 'a symmetric key (JWK): a secret that nobody signs for DCM with',
  jwks: 'a set of keys (JWKS)',
  'public-key': 'a public key',
  'private-key': 'a private key',
  'encrypted-private-key': 'a private key, protected by a passphrase',
  certificate: 'a certificate; its chain, names and dates are not looked at',
  'certificate-request': 'a request for a certificate: it holds a public key that nobody has approved yet',
  pkcs12: 'a PKCS#12 file; it is not opened, and usually holds a private key',
  'key-passport': 'the passport of a key; its signature has not been verified',
  'signed-bundle': 'a signed bundle; its signature has not been verified',
  'audit-export': 'an exported audit trail; it has not been verified',
  'nothing-known': 'nothing that is known here: no token, key, set of keys, certificate or passport',
};
const PRIVATE: readonly ExaminedKind[] = ['private-key', 'private-jwk', 'encrypted-private-key', 'pkcs12'];
const TOKENS: readonly ExaminedKind[] = ['jwt', 'jws', 'jws-json'];
const LONGEST_VALUE = 44;

/** What something is, for people: first that, then its facts, then what may be done. `file`: how it was named. */
export function describeExamined(examined: Examined, file: string): readonly string[] {
  const { kind, isSecret, encoding, keys, header, actions } = examined;
  const how = encoding === 'PEM' || encoding === 'DER' ? ` in ${encoding}` : '';
  const facts = header === null ? [] : Object.entries(header).map(([name, value]) => [name, shown(value)]);
  return [
    // The encoding belongs to the noun: "a certificate in PEM; its chain …".
    NAMES[kind].replace(/^[^;:,]*/u, (noun) => noun + how),
    ...(isSecret ? [warningOf(kind)] : []),
    ...(facts.length === 0 ? [] : ['', ...columns(facts)]),
    ...keys.flatMap((key) => ['', ...columns(factsOf(key))]),
    ...(actions.length === 0 && kind !== 'audit-export' ? [] : ['', ...nextOf(examined, file)]),
  ];
}

/** Two keys side by side, for people. */
export function describeCompared({ isSameKey, rows }: Compared): readonly string[] {
  const differing = rows.filter(({ isEqual }) => !isEqual).map(({ member }) => member);
  const others = differing.length === 0 ? 'nothing differs' : `different: ${differing.join(', ')}`;
  return [
    `${isSameKey ? 'the same key' : 'two different keys'}; ${others}`,
    '',
    ...columns(
      rows.map(({ member, left, right, isEqual }) => [
        isEqual ? ' ' : '≠',
        member,
        short(left ?? '-'),
        short(right ?? '-'),
      ]),
    ),
  ];
}

function warningOf(kind: ExaminedKind): string {
  if (TOKENS.includes(kind))
    return 'SECRET: whoever has it can act with it until it expires; do not mail it or keep it';
  if (kind === 'encrypted-private-key' || kind === 'pkcs12') {
    return 'SECRET: whoever has it and learns or guesses its passphrase has the key; it does not belong where others can read it';
  }
  return 'SECRET: whoever can read it has the key, and must not; it belongs in a keychain, and nowhere else';
}

function factsOf({ kid, kty, alg, bits, thumbprint, problem, known }: ExaminedKey): readonly (readonly string[])[] {
  return [
    ['key', bits === null ? kty : `${kty}, ${String(bits)} bits`],
    ...(kid === null ? [] : [['kid', kid]]),
    ...(alg === null ? [] : [['algorithm', alg]]),
    ['thumbprint', thumbprint ?? '- (it cannot be read)'],
    ['ours', known === null ? 'not known in this home' : `${known.kid}, ${known.state}`],
    ...(problem === null ? [] : [['refused here', problem]]),
  ];
}

function nextOf({ kind, actions, keys }: Examined, file: string): readonly string[] {
  if (kind === 'audit-export') return [`to verify it: dcm-keys audit verify --file ${file}`];
  const kid = keys.find(({ known }) => known !== null)?.known?.kid ?? 'KID';
  const wipe = PRIVATE.includes(kind)
    ? '\n  then wipe the file and every copy of it: mail, backups, the machine that made it'
    : '';
  const texts: Readonly<Record<ExaminedAction, string>> = {
    'check-token': `to judge it: dcm-keys token verify --env NAME --file ${file}`,
    'show-key': `to see the key: dcm-keys key show ${kid}`,
    'import-key': `to keep it here: dcm-keys key import --file ${file} --env NAME${wipe}`,
    'import-snapshot': `to judge tokens by it: dcm-keys snapshot import ${file} --env NAME`,
    'import-bundle': `to verify and keep it: dcm-keys bundle import ${file} --env NAME`,
    'verify-passport': `to verify it: dcm-keys passport verify ${file}`,
    compare: `to compare it: dcm-keys jwk compare ${file} OTHER`,
  };
  return actions.map((action) => texts[action]);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whole numbers of 700 characters hide that the last ones differ. */
function short(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE / 2)}…${text.slice(-LONGEST_VALUE / 2)}` : text;
}
