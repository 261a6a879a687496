import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../electron/domain/examine.ts';
import { examinedSchema } from '../../shared/model/examined.ts';
import { leaksIn, privateNumbersOf } from '../adapters/keychain/canary.ts';
import { type KeyFiles, makeGoodSamples, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { GOOD_CLAIMS, makeKey, NOW_MS, signed } from './tokens.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let files: KeyFiles;
let samples: readonly Buffer[];
let empty: string;
beforeAll(() => {
  files = openKeyFiles();
  makeSources(files);
  const key = makeKey('ES256', 'k');
  const token = signed(key, {}, GOOD_CLAIMS);
  const others = [token, JSON.stringify({ keys: [key.jwk] }), JSON.stringify({ payload: 'e30', signature: 'x' })];
  const [pem, jwk] = ['rsa.pem', 'p256.jwk'].map((name) => files.read(name).toString('latin1'));
  // Inside of something else: base64 in YAML, and a string of JSON.
  const hidden = [`data:\n  tls.key: ${Buffer.from(pem ?? '').toString('base64')}\n`, JSON.stringify({ key: jwk })];
  samples = [
    ...makeGoodSamples(files).map(({ file }) => files.read(file)),
    ...[...others, ...hidden].map((one) => Buffer.from(one)),
  ];
  empty = mkdtempSync(join(tmpdir(), 'dcm-examine-'));
}, 60_000);
afterAll(() => {
  files.erase();
  rmSync(empty, { recursive: true });
});

const look = (bytes: Buffer) => examine(bytes, { now: NOW_MS, find: () => null });
/** Any input has an answer, and one of the shape that is promised. */
const answers = (bytes: Buffer): boolean => examinedSchema.safeParse(look(bytes)).success;
const anySample = () => fc.integer({ min: 0, max: samples.length - 1 }).map((at) => samples[at] ?? Buffer.alloc(0));

describe('whatever is examined', () => {
  it('has an answer of the promised shape: random bytes and random text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => answers(Buffer.from(bytes))),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => answers(Buffer.from(text))),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => answers(Buffer.from(text))),
      { numRuns: 1000 },
    );
  });

  it('has one even where it is a real sample that was cut off, or changed at some places', () => {
    const cut = fc.tuple(anySample(), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(cut, ([sample, share]) => answers(sample.subarray(0, Math.floor(sample.length * share)))),
      { numRuns: 600 },
    );
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    const changed = fc.property(anySample(), changes, (sample, octets) => {
      const bytes = Buffer.from(sample);
      for (const [at, octet] of octets) bytes[at % bytes.length] = octet;
      return answers(bytes);
    });
    fc.assert(changed, { numRuns: 1500 });
  });

  it('has one where a JWK has members of any type', () => {
    const member = fc.oneof(fc.jsonValue(), fc.base64String());
    const names = [
      'kty',
      'crv',
      'n',
      'e',
      'x',
      'y',
      'd',
      'k',
      'alg',
      'kid',
      'use',
      'key_ops',
      'keys',
      'payload',
      'key',
    ];
    const jwk = fc
      .dictionary(fc.constantFrom(...names), member)
      .chain((members) => fc.constantFrom('RSA', 'EC', 'OKP', 'oct', 'x').map((kty) => ({ ...members, kty })));
    fc.assert(
      fc.property(jwk, (one) => answers(Buffer.from(JSON.stringify(one)))),
      { numRuns: 1500 },
    );
    fc.assert(
      fc.property(fc.array(jwk), (keys) => answers(Buffer.from(JSON.stringify({ keys })))),
      { numRuns: 300 },
    );
  });

  it('stays as it was: the bytes belong to whoever brought them', () => {
    for (const sample of samples) {
      const before = Buffer.from(sample);
      look(sample);
      expect(sample.equals(before)).toBe(true);
    }
  });

  it('gives nothing of a private key away, in any form that it came in', () => {
    const secrets = ['rsa', 'p256', 'p384', 'p521', 'ed25519'].flatMap((name) =>
      privateNumbersOf(createPrivateKey(files.read(`${name}.pem`))),
    );
    // Six of the RSA key, one of each other.
    expect(secrets).toHaveLength(10);
    const given = samples.map((sample) => JSON.stringify(look(sample)));
    expect(leaksIn(empty, given, secrets)).toEqual([]);
    const symmetric = { kty: 'oct', k: secrets[0]?.toString('base64url') };
    expect(leaksIn(empty, [JSON.stringify(look(Buffer.from(JSON.stringify(symmetric))))], secrets)).toEqual([]);
    // The search itself finds what is planted.
    expect(leaksIn(empty, [...given, secrets[3]?.toString('base64url') ?? ''], secrets)).toHaveLength(1);
  });
});
