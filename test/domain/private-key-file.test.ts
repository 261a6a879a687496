import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPkcs12 } from '../../electron/adapters/crypto/forge-pkcs12.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { isWorkingPair } from '../../electron/domain/key-pair.ts';
import { type KeyFile, readKeyFile } from '../../electron/domain/private-key-file.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { leaksIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { FILE_PASSPHRASE, type KeyFiles, makeGoodSamples, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { element, nextPrime, primeOf, rocaNumbers, rsaJwkText, rsaOf, rsaPkcs1 } from '../fakes/weak-keys.ts';

let files: KeyFiles;
beforeAll(() => {
  files = openKeyFiles();
  makeSources(files);
}, 60_000);
afterAll(() => files.erase());

interface Asked {
  passphrase: Buffer | null;
}
const read = async (bytes: Buffer | string, text = FILE_PASSPHRASE, asked: Asked = { passphrase: null }) =>
  await readKeyFile(Buffer.from(bytes), {
    openPkcs12,
    passphrase: async () => {
      asked.passphrase = Buffer.from(text);
      return asked.passphrase;
    },
  });
/** The code of a refusal, and its sentence: what failed must be named in it. */
const refusal = async (work: Promise<KeyFile>): Promise<string> => {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.code}: ${error.message}`;
  }
};
const privateJwk = (name: string) => JSON.parse(files.read(`${name}.jwk`).toString('utf8')) as Record<string, string>;
const pemOf = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;

describe('a key file', () => {
  it(
    'is read by its content, whatever its name: more than forty samples of openssl',
    { timeout: 120_000 },
    async () => {
      const samples = makeGoodSamples(files);
      expect(samples.length).toBeGreaterThan(40);
      for (const { file, source, format, isEncrypted, isPublic = false } of samples) {
        const asked: Asked = { passphrase: null };
        const key = await read(files.read(file), FILE_PASSPHRASE, asked);
        const wanted = createPublicKey(files.read(`${source}.pem`)).export({ format: 'jwk' });
        expect([key.format, key.isEncrypted, key.privateKey === null], file).toEqual([format, isEncrypted, isPublic]);
        expect(key.thumbprint, file).toBe(jwkThumbprint(wanted as never));
        expect(asked.passphrase === null, file).toBe(!isEncrypted);
        // What was asked for is wiped before the key is given back.
        expect(asked.passphrase?.every((octet) => octet === 0) ?? true, file).toBe(true);
        if (key.privateKey !== null)
          expect(privateNumbersOf(key.privateKey)).toEqual(
            privateNumbersOf(createPrivateKey(files.read(`${source}.pem`))),
          );
        if (isEncrypted) expect(await refusal(read(files.read(file), 'wrong')), file).toMatch(/^PASSPHRASE_WRONG/u);
      }
    },
  );

  it('is PKCS#12 whatever its length is, also where an octet of it looks like the next tag', async () => {
    const name = 'n'.repeat(200);
    const argv = ['-inkey', 'ed25519.pem', '-in', 'ed25519.crt', '-name', name, '-passout', 'env:SOURCE'];
    files.openssl('pkcs12', '-export', ...argv, '-out', 'six.p12');
    const bytes = files.read('six.p12');
    // The length of the inner sequence: 0x06 is the tag of the identifier that comes after it.
    expect(bytes[9]).toBe(0x06);
    expect((await read(bytes)).format).toBe('pkcs12');
  });

  it('gives the kid and the alg of a JWK, and the thumbprint where the kid breaks our rules', async () => {
    const named = (kid: unknown) => JSON.stringify({ ...privateJwk('rsa'), kid, alg: 'PS256', key_ops: ['sign'] });
    expect(await read(named('bank-7'))).toMatchObject({ kid: 'bank-7', alg: 'PS256' });
    for (const kid of [' bank', 'a\nb', '', 7, 'k'.repeat(257)]) expect((await read(named(kid))).kid).toBeNull();
    expect(await read(files.read('p256.jwk'))).toMatchObject({ kid: null, alg: null, algorithms: ['ES256'] });
  });
});

/** Encrypted PKCS#8 that asks for 2^31 - 1 rounds of PBKDF2. */
function endlessFile(): Buffer {
  const oid = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
  const list = (...parts: readonly Buffer[]) => element(0x30, Buffer.concat(parts));
  const octets = (count: number) => element(0x04, Buffer.alloc(count, 1));
  const pbkdf2 = list(oid('2a864886f70d01050c'), list(octets(16), element(0x02, Buffer.from('7fffffff', 'hex'))));
  const pbes2 = list(oid('2a864886f70d01050d'), list(pbkdf2, list(oid('60864801650304012a'), octets(16))));
  return list(pbes2, octets(64));
}

describe('a file is refused by name', () => {
  const cases: readonly (readonly [string, RegExp, () => Buffer | string])[] = [
    ['nothing', /^INPUT_EMPTY/u, () => ''],
    ['white space', /^INPUT_EMPTY/u, () => ' \r\n'],
    ['garbage', /^INPUT_INVALID/u, () => 'hello'],
    ['a picture', /^INPUT_INVALID/u, () => Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['more than 1 MiB', /^INPUT_TOO_LARGE/u, () => Buffer.alloc(1_048_577, 0x41)],
    ['half a PEM block', /^PEM_MALFORMED/u, () => files.read('rsa.pem').subarray(0, 900)],
    [
      'PEM with a foreign letter',
      /^PEM_MALFORMED/u,
      () => files.read('rsa.pem').toString('latin1').replace('MII', 'M*I'),
    ],
    [
      'half a DER file',
      /^INPUT_INVALID/u,
      () => createPrivateKey(files.read('rsa.pem')).export({ format: 'der', type: 'pkcs8' }).subarray(0, 600),
    ],
    [
      'two DER keys',
      /^INPUT_INVALID/u,
      () => {
        const der = createPrivateKey(files.read('rsa.pem')).export({ format: 'der', type: 'pkcs8' });
        return Buffer.concat([der, der]);
      },
    ],
    [
      'two private keys',
      /^INPUT_INVALID.*2 private keys/u,
      () => Buffer.concat([files.read('rsa.pem'), files.read('p256.pem')]),
    ],
    [
      'two certificates',
      /^INPUT_INVALID.*2 public keys/u,
      () => Buffer.concat([files.read('rsa.crt'), files.read('ca.crt')]),
    ],
    [
      'another public half beside',
      /^JWK_REFUSED.*another key/u,
      () =>
        Buffer.concat([
          files.read('rsa.pem'),
          Buffer.from(createPublicKey(files.read('ca.pem')).export({ format: 'pem', type: 'spki' })),
        ]),
    ],
    ['a JWKS', /^INPUT_INVALID.*JWKS/u, () => JSON.stringify({ keys: [privateJwk('rsa')] })],
    ['a list', /^JWK_MALFORMED/u, () => '[]'],
    ['a member twice', /^JWK_MALFORMED/u, () => files.read('rsa.jwk').toString('utf8').replace('{', '{"e":"AQ",')],
    ['a JWK without its primes', /^JWK_MALFORMED.*"p"/u, () => JSON.stringify({ ...privateJwk('rsa'), p: undefined })],
    ['a symmetric key', /^JWK_REFUSED.*SYMMETRIC_KEY/u, () => '{"kty":"oct","k":"c2VjcmV0"}'],
    ['a key for encryption', /^JWK_REFUSED.*USE_NOT_SIG/u, () => JSON.stringify({ ...privateJwk('rsa'), use: 'enc' })],
    [
      'a key that may not sign',
      /^JWK_REFUSED.*KEY_OPS_NOT_SIGN/u,
      () => JSON.stringify({ ...privateJwk('rsa'), key_ops: ['decrypt'] }),
    ],
    [
      'an alg of another kind',
      /^JWK_REFUSED.*ALG_OF_OTHER_KEY/u,
      () => JSON.stringify({ ...privateJwk('rsa'), alg: 'ES256' }),
    ],
    [
      'an alg that signs nothing',
      /^JWK_REFUSED.*ALG_NOT_ALLOWED/u,
      () => JSON.stringify({ ...privateJwk('rsa'), alg: 'RSA-OAEP' }),
    ],
    ['OpenSSH', /^JWK_REFUSED.*OpenSSH/u, () => pemOf('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1'))],
    [
      'a request for a certificate',
      /^INPUT_INVALID.*CERTIFICATE REQUEST/u,
      () => {
        files.openssl('req', '-new', '-key', 'rsa.pem', '-subj', '/CN=x', '-out', 'rsa.csr');
        return files.read('rsa.csr');
      },
    ],
    ['years of key derivation', /^INPUT_INVALID.*rounds/u, () => endlessFile()],
  ];
  it.each(cases)('%s', async (_name, wanted, make) => {
    expect(await refusal(read(make()))).toMatch(wanted);
  });

  it.each([
    ['DSA', /DSA/u, 'genpkey -paramfile dsa.par'],
    ['secp256k1', /secp256k1/u, 'ecparam -name secp256k1 -genkey'],
    ['brainpool', /brainpool/u, 'ecparam -name brainpoolP256r1 -genkey'],
    ['its curve spelt out', /name its curve/u, 'ecparam -name prime256v1 -genkey -param_enc explicit'],
    ['X25519', /X25519/u, 'genpkey -algorithm x25519'],
    ['Ed448', /Ed448/u, 'genpkey -algorithm ed448'],
    ['RSASSA-PSS', /RSASSA-PSS/u, 'genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048'],
    ['three primes', /more than two primes/u, 'genrsa -primes 3 2048'],
    ['an exponent of 3', /RSA_EXPONENT/u, 'genpkey -algorithm RSA -pkeyopt rsa_keygen_pubexp:3'],
    ['1024 bits', /RSA_TOO_SHORT/u, 'genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024'],
    ['512 bits', /RSA_TOO_SHORT/u, 'genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:512'],
  ])('a key of openssl with %s, plain and encrypted, private and public', async (name, wanted, command) => {
    const dsa = 'genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out dsa.par';
    if (name === 'DSA') files.openssl(...dsa.split(' '));
    const [program = '', ...more] = command.split(' ');
    files.openssl(program, '-out', 'odd.pem', ...more);
    files.openssl('pkcs8', '-topk8', '-in', 'odd.pem', '-passout', 'env:SOURCE', '-out', 'odd-enc.pem');
    files.openssl('pkey', '-in', 'odd.pem', '-pubout', '-out', 'odd-public.pem');
    for (const file of ['odd.pem', 'odd-enc.pem', 'odd-public.pem']) {
      // A public half does not show how many primes there are.
      if (name === 'three primes' && file === 'odd-public.pem') continue;
      expect(await refusal(read(files.read(file))), file).toMatch(/^JWK_REFUSED/u);
      expect(await refusal(read(files.read(file))), file).toMatch(wanted);
    }
  });
});

describe('a weak RSA key is refused, and what failed is named', () => {
  const [p, q] = [primeOf(1024), primeOf(1024)];
  it.each([
    ['512 bits', 'RSA_TOO_SHORT', () => rsaOf(primeOf(256), primeOf(256))],
    ['1024 bits', 'RSA_TOO_SHORT', () => rsaOf(primeOf(512), primeOf(512))],
    ['16384 bits', 'RSA_TOO_LONG', () => ({ ...rsaOf(p, q), n: 2n ** 16383n + 1n })],
    ['e = 1', 'RSA_EXPONENT', () => rsaOf(p, q, 1n)],
    ['e = 3', 'RSA_EXPONENT', () => rsaOf(p, q, 3n)],
    ['an even e', 'RSA_EXPONENT', () => rsaOf(p, q, 65_536n)],
    ['an even modulus', 'RSA_MODULUS_EVEN', () => rsaOf(2n, primeOf(2048))],
    ['a small factor', 'RSA_SMALL_FACTOR', () => rsaOf(65_521n, primeOf(2040))],
    ['the fingerprint of ROCA', 'RSA_ROCA', rocaNumbers],
    ['close primes', 'RSA_CLOSE_PRIMES', () => rsaOf(p, nextPrime(p))],
  ] as const)('%s', { timeout: 60_000 }, async (_name, code, make) => {
    const numbers = make();
    for (const bytes of [rsaJwkText(numbers), rsaPkcs1(numbers), pemOf('RSA PRIVATE KEY', rsaPkcs1(numbers))]) {
      expect(await refusal(read(bytes))).toMatch(new RegExp(`^JWK_REFUSED.*${code}`, 'u'));
    }
  });
});

describe('a private half that does not fit is refused', () => {
  const good = rsaOf(primeOf(1024), primeOf(1024));
  const other = rsaOf(primeOf(1024), primeOf(1024));
  it('is not refused where all numbers fit (the other direction)', async () => {
    expect(await refusal(read(rsaPkcs1(good)))).toBe('accepted');
    expect(await refusal(read(rsaJwkText(good)))).toBe('accepted');
  });

  it.each([
    ['another modulus', /modulus/u, { ...good, n: other.n }],
    ['another private exponent', /private exponent/u, { ...good, d: other.d }],
    ['a private exponent off by two', /private exponent/u, { ...good, d: good.d + 2n }],
    ['another prime', /modulus/u, { ...good, p: other.p }],
    ['one and the modulus as primes', /two primes/u, { ...good, p: 1n, q: good.n }],
    [
      'a factor that is no prime',
      /two primes/u,
      (() => {
        let p = primeOf(512) * primeOf(512);
        // A modulus of 2047 bits would be refused for its length, before its factors are looked at.
        while ((p * other.q) >> 2047n === 0n) p = primeOf(512) * primeOf(512);
        return { ...rsaOf(p, other.q), d: good.d };
      })(),
    ],
    ['another dp', /speed/u, { ...good, dp: good.dp + 2n }],
    ['another dq', /speed/u, { ...good, dq: other.dq }],
    ['another qi', /speed/u, { ...good, qi: other.qi }],
  ] as const)('RSA with %s', async (_name, why, numbers) => {
    for (const bytes of [rsaPkcs1(numbers), rsaJwkText(numbers)]) {
      expect(await refusal(read(bytes))).toMatch(/^JWK_REFUSED: the private half does not fit/u);
      expect(await refusal(read(bytes))).toMatch(why);
    }
  });

  it('although a signature made with it verifies: libraries repair it in silence (planted fault)', () => {
    const privateKey = createPrivateKey({ key: rsaPkcs1({ ...good, d: good.d + 2n }), format: 'der', type: 'pkcs1' });
    expect(isWorkingPair('RS256', { privateKey, publicKey: createPublicKey(privateKey) })).toBe(true);
  });

  it('EC and Ed25519: the point of another key', async () => {
    const [mine, theirs] = [0, 1].map(() =>
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    );
    expect(await refusal(read(JSON.stringify({ ...mine, x: theirs?.x, y: theirs?.y })))).toMatch(
      /^JWK_REFUSED: the private/u,
    );
    const [a, b] = [0, 1].map(() => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    expect(await refusal(read(JSON.stringify({ ...a, x: b?.x })))).toMatch(/^JWK_REFUSED: the private/u);
    const [one, two] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    const der = one?.privateKey.export({ format: 'der', type: 'sec1' }) ?? Buffer.alloc(0);
    const point = (two?.publicKey.export({ format: 'der', type: 'spki' }) ?? Buffer.alloc(0)).subarray(-65);
    const mixed = Buffer.concat([der.subarray(0, -65), point]);
    expect(await refusal(read(mixed))).toMatch(/^(?:JWK_REFUSED: the private|INPUT_INVALID)/u);
  });
});

describe('an error', () => {
  it('quotes nothing private', async () => {
    const canary = createPrivateKey(files.read('rsa.pem'));
    const pem = files.read('rsa.pem').toString('latin1');
    const bad = [
      pem.slice(0, -40),
      pem.replace('MII', 'M*I'),
      pem.replace('PRIVATE KEY-----\n', 'PRIVATE KEY-----\nAAAA'),
      pem + pem,
      rsaJwkText(rsaOf(primeOf(1024), primeOf(1024))).replace('"d":"', '"d":"!'),
      JSON.stringify({ ...privateJwk('rsa'), dp: privateJwk('rsa')['d'] }),
      JSON.stringify({ ...privateJwk('rsa'), use: 'enc' }),
      `${JSON.stringify(privateJwk('rsa'))}}`,
    ];
    const thrown: string[] = [];
    for (const bytes of bad) {
      const error: unknown = await read(bytes).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(AppError);
      thrown.push(inspect(error, { depth: 9, showHidden: true }));
    }
    const secrets = [...privateNumbersOf(canary), Buffer.from(FILE_PASSPHRASE)];
    const empty = openKeyFiles();
    expect(leaksIn(empty.folder, [JSON.stringify(privateJwk('rsa'))], secrets)).not.toEqual([]);
    expect(leaksIn(empty.folder, thrown, secrets)).toEqual([]);
    empty.erase();
  });
});
