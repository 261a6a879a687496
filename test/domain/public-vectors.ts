import { readFileSync } from 'node:fs';
import { strictEqual } from 'node:assert/strict';
import { judgeJwk } from '../../electron/domain/jwk-policy.ts';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { parseJwk } from '../../electron/domain/jwk.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { judgeToken } from '../../electron/domain/verdict.ts';

/** One rule and the code that proves it; throws if it is broken. Runs under every test runner and under none. */
export interface Proof {
  readonly title: string;
  readonly prove: () => void;
}

interface TokenVector {
  readonly title: string;
  readonly jwk: Readonly<Record<string, string>>;
  readonly token: string;
}

export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** The published signatures, thumbprints and keys that we hold ourselves to. */
export function publicVectorProofs(): readonly Proof[] {
  const tokens = ['rfc7515', 'rfc7520', 'rfc8037'].flatMap(
    (name) => readVectors<{ vectors: readonly TokenVector[] }>(name).vectors,
  );
  const { vectors } = readVectors<{ vectors: readonly { title: string; jwk: object; thumbprint: string }[] }>(
    'thumbprints',
  );
  const { jwk } = readVectors<{ jwk: object }>('dcm-guide');
  return [
    ...tokens.map((vector) => ({ title: vector.title, prove: () => proveToken(vector) })),
    ...vectors.map((one) => ({
      title: one.title,
      prove: () => {
        strictEqual(jwkThumbprint(parseJwk(JSON.stringify(one.jwk))), one.thumbprint);
        const decorated = { ...one.jwk, kid: 'other', use: 'sig', key_ops: ['verify'], x5t: 'AA', unknown: 1 };
        strictEqual(jwkThumbprint(parseJwk(JSON.stringify(decorated))), one.thumbprint);
      },
    })),
    { title: 'the example key of the DCM guide is fit for use', prove: () => strictEqual(judgeJwk(jwk).ok, true) },
  ];
}

/** The signature passes, and fails after a change of one bit in each part that still decodes. */
function proveToken({ jwk, token }: TokenVector): void {
  strictEqual(codeOf(jwk, token), 'OK');
  const [header = '', payload = '', signature = ''] = token.split('.');
  const flipped = (text: string, at: number) => {
    const octets = Buffer.from(text, 'base64url');
    octets[at] = (octets[at] ?? 0) ^ 1;
    return octets.toString('base64url');
  };
  strictEqual(codeOf(jwk, `${header}.${flipped(payload, 0)}.${signature}`), 'SIGNATURE_INVALID');
  strictEqual(codeOf(jwk, `${header}.${payload}.${flipped(signature, 20)}`), 'SIGNATURE_INVALID');
}

function codeOf(jwk: object, token: string): string {
  const set = readKeySet('file', Buffer.from(JSON.stringify(jwk)));
  return judgeToken({ token, sets: [set], instant: 0, leewaySeconds: 0, profile: 'any', mode: 'jws', snapshot: null })
    .code;
}
