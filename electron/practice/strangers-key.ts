import { generateKeyPairSync } from 'node:crypto';

let modulus: string | null = null;

/** Puts a stranger's RSA key under every kid of an answer: the same name, another key. */
export function withStrangersKey(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withStrangersKey);
  if (typeof answer !== 'object' || answer === null) return answer;
  if ('kty' in answer && 'kid' in answer) {
    return { kty: 'RSA', n: strangersModulus(), e: 'AQAB', alg: 'RS256', use: 'sig', kid: answer.kid };
  }
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, withStrangersKey(value)]));
}

function strangersModulus(): string {
  modulus ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }).n ?? '';
  return modulus;
}
