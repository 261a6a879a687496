import { describeJwkProblem } from '../../shared/text/verdict-jwk-text.ts';
import { AppError } from './errors.ts';
import { judgeJwk } from './jwk-policy.ts';
import type { JsonObject } from './strict-json.ts';

const KINDS = 'RSA of 2048 bits or more, P-256, P-384, P-521 and Ed25519 keys can be used';

/** A key that can be read and is not used here. Nothing private goes into the message. */
export function keyRefused(why: string, hint = KINDS): AppError {
  return new AppError('JWK_REFUSED', why, { hint });
}

/** A key whose private half is not that of its public half. */
export function halvesDiffer(why: string): AppError {
  return keyRefused(
    `the private half does not fit the public half: ${why}`,
    'nothing was kept; ask for the file again',
  );
}

/** A file that is none of the kinds that are read. */
export function fileRefused(why: string): AppError {
  return new AppError('INPUT_INVALID', why, {
    hint: 'give one key as PEM, DER (PKCS#8, PKCS#1, SEC1), JWK or PKCS#12; openssl pkey -in F -out key.pem -aes256 writes one',
  });
}

/** Judges a public half by our own rules, before any library sees the private one. @throws JWK_REFUSED */
export function requireFitPublic(jwk: JsonObject): void {
  const judged = judgeJwk(jwk);
  if (judged.ok) return;
  const { code, values } = judged.problem;
  throw keyRefused(`this key is not used here: ${describeJwkProblem(code, values, 'en')} (${code})`);
}
