import { isJsonObject, type JsonObject } from './strict-json.ts';

/** More than any header has that is judged. */
export const MOST_HEADER = 16_384;

/**
 * What a part says as JSON, read leniently: what is ambiguous or not canonical is found, so that it can be refused by name.
 * `null`: it is no JSON object. Nothing is verified.
 */
export function lenientObject(part: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : null;
  } catch {
    // No JSON, which is an answer.
    return null;
  }
}

/** Tells whether an object is the header of a JWS or a JWE: it names an algorithm, in whatever letters. @see RFC 7515 §4.1.1 */
export function namesAlgorithm(header: JsonObject): boolean {
  return Object.keys(header).some((name) => name.toLowerCase() === 'alg');
}

/**
 * How many characters a signature has, by the algorithm that a header claims; `null`: it can be any number. RSA: keys of
 * 1024, 2048, 3072, 4096 and 8192 bits.
 * @see RFC 7518 §3
 */
export function signatureLengths(alg: unknown): readonly number[] | null {
  if (typeof alg !== 'string') return null;
  if (/^[RP]S\d+$/iu.test(alg)) return [171, 342, 512, 683, 1366];
  return LENGTHS.get(alg.toUpperCase()) ?? null;
}

const LENGTHS: ReadonlyMap<string, readonly number[]> = new Map([
  ['ES256', [86]],
  ['ES384', [128]],
  ['ES512', [176]],
  ['EDDSA', [86]],
  ['ED25519', [86]],
  ['HS256', [43]],
  ['HS384', [64]],
  ['HS512', [86]],
  ['NONE', [0]],
]);
