import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleBytes, verifyBundle } from '../../electron/domain/bundle.ts';
import { canonicalJson } from '../../electron/domain/canonical-json.ts';
import { deviceThumbprint } from '../../electron/domain/device-sealed.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { sealToDevice } from '../../electron/services/device-key.ts';
import { BUNDLE_KINDS, type BundleContent, type BundleKind, type DeviceJwk } from '../../shared/model/bundle.ts';
import type { EvidenceJwk } from '../../shared/model/evidence.ts';
import { makeKey } from './tokens.ts';

const AT = '2026-10-12T09:00:00.000Z';
const HEX = 'ab'.repeat(32);
const one = makeKey('RS256', 'one');
const maker = generateKeyPairSync('ed25519');
const device = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const deviceJwk = device.publicKey.export({ format: 'jwk' }) as DeviceJwk;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const jwks = JSON.stringify({ keys: [one.jwk] });
const body = JSON.stringify({ data: one.jwk });
const thumbprint = jwkThumbprint(one.jwk);
const named = { kid: 'one', alg: 'RS256', thumbprint } as const;

let contents: ReadonlyMap<BundleKind, BundleContent>;
beforeAll(async () => {
  const frame = {
    format: 'dcm-bundle',
    version: 1,
    madeAt: AT,
    installId: 'home',
    environment: { name: 'bank', kind: 'stage', baseUrl: 'https://dcm.example', counterpartyGuid: 'g' },
    evidenceKey: maker.publicKey.export({ format: 'jwk' }) as EvidenceJwk,
  } as const;
  const seen = { firstSeenAt: AT, lastSeenAt: AT, source: 'https://dcm.example', trust: 'fetched' } as const;
  const receipt = { kid: 'one', thumbprint, requestBundleSha256: HEX, requestSha256: HEX, guid: 'g-1' };
  const times = { sentAt: AT, responseSha256: HEX, listedAt: AT, listSha256: HEX };
  const sealed = {
    kid: 'one',
    alg: 'RS256',
    jwk: one.jwk,
    device: deviceThumbprint(deviceJwk),
    deviceName: 'desk-7',
  } as const;
  const jwe = await sealToDevice(one.privateKey, deviceJwk);
  const all: BundleContent[] = [
    { ...frame, kind: 'jwks-snapshot', snapshot: { ...seen, certificateSha256: HEX, sha256: sha256(jwks), jwks } },
    { ...frame, kind: 'public-keys', keys: [{ kid: 'one', alg: 'RS256', jwk: one.jwk }] },
    { ...frame, kind: 'registration-request', request: { ...named, method: 'POST', body, sha256: sha256(body) } },
    { ...frame, kind: 'registration-receipt', receipt: { ...receipt, ...times } },
    { ...frame, kind: 'device-key', device: { name: 'desk-7', jwk: deviceJwk } },
    { ...frame, kind: 'device-sealed-key', sealed: { ...sealed, jwe } },
  ];
  contents = new Map(all.map((content) => [content.kind, content]));
});

const contentOf = (kind: BundleKind): BundleContent => {
  const content = contents.get(kind);
  if (content === undefined) throw new Error(`no content of ${kind}`);
  return content;
};
const signatureOf = (content: BundleContent) =>
  sign(null, bundleBytes(content), maker.privateKey).toString('base64url');
const textOf = (content: BundleContent) => JSON.stringify({ ...content, signature: signatureOf(content) });
const check = (text: string) => verifyBundle(Buffer.from(text), null);

/** Every place in a content where text could stand, as a way to a changed copy; and one more member in each object. */
function placesIn(value: unknown): ((planted: unknown) => unknown)[] {
  if (typeof value !== 'object' || value === null) return [(planted) => planted];
  if (Array.isArray(value)) {
    const list = value as unknown[];
    return list.flatMap((item, at) => placesIn(item).map((put) => (planted: unknown) => list.with(at, put(planted))));
  }
  const members = Object.entries(value);
  return [
    ...['note', 'd', 'share'].map((name) => (planted: unknown) => ({ ...value, [name]: planted })),
    ...members.flatMap(([name, member]) =>
      placesIn(member).map((put) => (planted: unknown) => ({ ...value, [name]: put(planted) })),
    ),
  ];
}

const secret = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const der = secret.export({ format: 'der', type: 'pkcs8' });
const privateJwk = secret.export({ format: 'jwk' });
const vault = JSON.stringify({ format: 'dcm-key-vault-1', entries: [{ sealed: 'A'.repeat(60) }] });
const SECRETS: readonly (readonly [string, unknown])[] = [
  ['a private JWK', privateJwk],
  ['a private JWK as text', JSON.stringify(privateJwk)],
  ['PEM', String(secret.export({ format: 'pem', type: 'pkcs8' }))],
  ['encrypted PEM', String(secret.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }))],
  ['SEC1 in PEM', String(secret.export({ format: 'pem', type: 'sec1' }))],
  ['PKCS#8 in base64', der.toString('base64')],
  ['PKCS#8 in base64url', der.toString('base64url')],
  ['a share', `DCMKEY1-${Array.from({ length: 20 }, () => '0A1B2').join('-')}`],
  ['a share without dashes, in small letters', `dcmkey1${'0a1b2'.repeat(20)}`],
  ['a share in base64', Buffer.from(`DCMKEY1-${'0A1B2-'.repeat(20)}`).toString('base64')],
  ['a sealed standby key', `sealed1-${Buffer.from(vault).toString('base64url')}`],
  ['a vault', vault],
  ['a backup', JSON.stringify({ format: 'dcm-key-backup', version: 1 })],
];

/** As a program would sign and write it that has lost our check. */
const unchecked = (content: unknown) => {
  const bytes = Buffer.from(`dcm-bundle-v1\0${canonicalJson(content)}`);
  const signature = sign(null, bytes, maker.privateKey).toString('base64url');
  return JSON.stringify({ ...(content as object), signature });
};
const isRefused = (content: unknown): boolean => {
  try {
    bundleBytes(content as BundleContent);
    return false;
  } catch {
    return true;
  }
};

describe.each(BUNDLE_KINDS)('a bundle of kind %s', (kind) => {
  it('is intact, and refused with any single byte of it changed', () => {
    const whole = textOf(contentOf(kind));
    expect(check(whole)).toMatchObject({ ok: true, kind });
    const bytes = Buffer.from(whole);
    const survivors = [...bytes.keys()].filter((at) => {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ 1;
      return verifyBundle(changed, null).ok;
    });
    expect(survivors).toEqual([]);
  });

  it.each(SECRETS)('holds %s in no place: none is signed, and none comes in', (_what, planted) => {
    const content = contentOf(kind);
    const places = placesIn(content);
    expect(places.length).toBeGreaterThan(10);
    // Its signature is good: it is what stands in it that is refused below.
    expect(check(unchecked(content)).ok).toBe(true);
    const needle = JSON.stringify(planted).slice(1, -1);
    for (const put of places) {
      const text = unchecked(put(planted));
      // The planted fault: without the check the secret would stand in the file.
      expect(text.includes(needle)).toBe(true);
      expect([isRefused(put(planted)), check(text).ok], text).toEqual([true, false]);
    }
  });
});

describe('a key that is sealed to a computer', () => {
  const withJwe = (jwe: string): BundleContent => {
    const content = contentOf('device-sealed-key');
    if (content.kind !== 'device-sealed-key') throw new Error('another kind');
    return { ...content, sealed: { ...content.sealed, jwe } };
  };

  it('is a JWE to that computer with a plain header, and nothing else can stand in its place', async () => {
    const content = contentOf('device-sealed-key');
    const whole = content.kind === 'device-sealed-key' ? content.sealed.jwe : '';
    expect(isRefused(withJwe(whole))).toBe(false);
    const [, ...rest] = whole.split('.');
    const [header = ''] = whole.split('.');
    const plain = JSON.parse(Buffer.from(header, 'base64url').toString()) as { epk: object };
    const headed = (more: object) =>
      [Buffer.from(JSON.stringify({ ...plain, ...more })).toString('base64url'), ...rest].join('.');
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
      format: 'jwk',
    }) as DeviceJwk;
    const others = [
      headed({ epk: { ...plain.epk, d: 'A'.repeat(43) } }),
      headed({ zip: 'DEF' }),
      headed({ alg: 'dir' }),
      headed({ kid: 'another' }),
      await sealToDevice(one.privateKey, stranger),
      `${whole}.${der.toString('base64url')}`,
      [header, rest[0], rest[1], 'A'.repeat(8000), rest[3]].join('.'),
      [header, der.toString('base64url'), rest[1], rest[2], rest[3]].join('.'),
      '',
    ];
    expect(others.map((jwe) => isRefused(withJwe(jwe)))).toEqual(others.map(() => true));
  });

  it('does not stand in a bundle of another kind', () => {
    const content = contentOf('device-sealed-key');
    const jwe = content.kind === 'device-sealed-key' ? content.sealed.jwe : '';
    for (const kind of BUNDLE_KINDS.filter((other) => other !== 'device-sealed-key')) {
      const refused = placesIn(contentOf(kind)).map((put) => isRefused(put(jwe)));
      expect(refused, kind).toEqual(refused.map(() => true));
    }
  });
});
