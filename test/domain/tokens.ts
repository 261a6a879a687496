import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Jwk } from '../../shared/model/jwk.ts';
import type { KeyCopy, SignatureAlgorithm } from '../../shared/model/key.ts';
import type { Judgement } from '../../shared/model/verdict.ts';
import { publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { type KeySet, type OwnKey, ownKeySet, readKeySet } from '../../electron/domain/key-set.ts';
import type { OwnTrail, TrailDoubt } from '../../electron/domain/own-trail.ts';
import { judgeToken, type JudgeInput } from '../../electron/domain/verdict.ts';

/** The instant at which these tests judge, milliseconds and seconds. */
export const NOW_MS = Date.UTC(2026, 9, 12, 10, 0, 0);
export const NOW = NOW_MS / 1000;

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly jwk: Jwk;
}

const NO_COPIES: KeyCopy[] = [];

/** What is known of an active key of ours whose private half is here. */
export const KEPT_HERE = {
  state: 'active',
  compromisedSince: null,
  compromisedAt: null,
  custody: 'here',
  origin: 'generated',
  possessionProvenAt: null,
  copies: NO_COPIES,
} as const;

/** Our own keys as a set, from a list. */
export function ownSetOf(keys: readonly OwnKey[]): KeySet {
  return ownKeySet((kid) => keys.find((key) => key.kid === kid) ?? null);
}

/** A fresh key of a kind. RSA has 2048 bits. */
export function makeKey(alg: SignatureAlgorithm, kid: string): TestKey {
  const { publicKey, privateKey } = pairOf(alg);
  return { privateKey, jwk: publicJwkFromKey(publicKey, { kid, alg }) };
}

export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Header and payload as they are, with whatever stands as the third part. */
export function tokenOf(header: unknown, payload: unknown, signature: Buffer | string): string {
  return `${part(header)}.${part(payload)}.${Buffer.from(signature).toString('base64url')}`;
}

/** A token signed with Node's own primitives: no code of ours takes part. */
export function signed(key: TestKey, header: object, payload: unknown): string {
  const head = { alg: key.jwk.alg, kid: key.jwk.kid, ...header };
  const input = `${part(head)}.${part(payload)}`;
  return `${input}.${rawSignature(key, Buffer.from(input)).toString('base64url')}`;
}

export function rawSignature({ privateKey, jwk }: TestKey, input: Buffer): Buffer {
  const alg = jwk.alg ?? '';
  const hash = alg.startsWith('Ed') ? null : `sha${alg.slice(2)}`;
  if (alg.startsWith('PS'))
    return sign(hash, input, { key: privateKey, padding: 6, saltLength: Number(alg.slice(2)) / 8 });
  return sign(hash, input, { key: privateKey, dsaEncoding: 'ieee-p1363' });
}

export function setOf(name: KeySet['name'], ...jwks: readonly unknown[]): KeySet {
  return readKeySet(name, Buffer.from(JSON.stringify({ keys: jwks })));
}

export const GOOD_CLAIMS = {
  flow: 'sign-in',
  obj: '123456789',
  sub: 'officer@bank.example',
  iat: NOW - 60,
  exp: NOW + 240,
} as const;

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A trail that names these digests, each with its instant in milliseconds, and has this to say against itself. */
export function trailOf(signedAt: Readonly<Record<string, number>>, doubt: TrailDoubt | null = null): OwnTrail {
  return {
    find(digest) {
      const at = signedAt[digest];
      return at === undefined
        ? null
        : { at: new Date(at).toISOString(), auditSeq: 7, purpose: 'token', reason: 'ticket 1' };
    },
    doubt: () => doubt,
  };
}

/** Judges with everything at its usual value. */
export function judge(token: string, set: KeySet | readonly KeySet[], more: Partial<JudgeInput> = {}): Judgement {
  const sets = Array.isArray(set) ? (set as readonly KeySet[]) : [set as KeySet];
  return judgeToken({
    token,
    sets,
    instant: NOW_MS,
    leewaySeconds: 30,
    profile: 'any',
    mode: 'jwt',
    snapshot: null,
    hasSource: true,
    ...more,
  });
}

/**
 * Milliseconds that some work takes by itself: the best of three, if the first was slow. On a machine with other work to
 * do a single look at the clock tells more about the others.
 */
export function ownTimeMs(work: () => unknown, isSlow: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best >= isSlow; attempt += 1) {
    const before = performance.now();
    work();
    best = Math.min(best, performance.now() - before);
  }
  return best;
}

/** The results of the eight checks, in order. */
export function results({ checks }: Judgement): readonly string[] {
  return checks.map(({ result }) => result);
}

/** Results up to a failed check, and not-reached after it. */
export function failedAt(index: number): readonly string[] {
  return Array.from({ length: 8 }, (_, at) => (at < index ? 'pass' : at === index ? 'fail' : 'not-reached'));
}

/** Ids of what the failed checks said. */
export function reasons({ checks }: Judgement): readonly string[] {
  return checks.flatMap(({ result, findings }) => (result === 'fail' ? findings.map(({ reasonId }) => reasonId) : []));
}

function pairOf(alg: SignatureAlgorithm) {
  if (alg === 'EdDSA' || alg === 'Ed25519') return generateKeyPairSync('ed25519');
  const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;
  if (alg === 'ES256' || alg === 'ES384' || alg === 'ES512')
    return generateKeyPairSync('ec', { namedCurve: curves[alg] });
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
