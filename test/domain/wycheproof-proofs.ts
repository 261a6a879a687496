import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Proof } from './public-vectors.ts';
import { type JoseOutcome, judgeJoseFile, judgeWithoutKeys } from './wycheproof.ts';
import { judgeAgreementFile, REFUSED_FILES, SIGNATURE_FILES, verifySignatureFile } from './wycheproof-primitives.ts';

/** Valid signatures whose key we refuse: its exponent is 3. */
const SMALL_EXPONENT: Readonly<Record<string, readonly string[]>> = {
  rsa_signature_2048_sha256: ['258 valid', '259 valid'],
  rsa_signature_2048_sha512: ['259 valid'],
  rsa_signature_3072_sha256: ['259 valid'],
  rsa_signature_3072_sha512: ['260 valid'],
};

/** Labelled invalid for the file's own salt length of 0; its salt has 32 octets, which is just what PS256 wants. */
const RIGHT_SALT_AFTER_ALL: Readonly<Record<string, number>> = { rsa_pss_2048_sha256_mgf1_0: 1 };

/** Labelled invalid for key agreement because the private key is of another curve: the public keys are good points. */
const GOOD_POINTS: readonly (readonly [string, readonly number[]])[] = [
  ['ecdh_secp256r1_webcrypto', [351, 352]],
  ['ecdh_secp384r1_webcrypto', [790, 792, 793]],
  ['ecdh_secp521r1_webcrypto', [651, 653, 654]],
];

/** Everything that the published vectors of C2SP/wycheproof (testvectors_v1) should come to, with each deviation named. */
export function wycheproofProofs(folder: string): readonly Proof[] {
  return [
    ...joseProofs(folder),
    ...SIGNATURE_FILES.map(([name, alg]) => ({
      title: `${name}: every case as labelled, but keys with exponent 3`,
      prove() {
        const { deviations, refusedKeys } = verifySignatureFile(folder, name, alg);
        const expected = SMALL_EXPONENT[name] ?? [];
        deepStrictEqual(deviations, expected);
        deepStrictEqual(
          refusedKeys,
          expected.map(() => 'RSA_EXPONENT'),
        );
      },
    })),
    ...REFUSED_FILES.map(([name, alg]) => ({
      title: `${name}: nothing passes as ${alg}`,
      prove: () => strictEqual(verifySignatureFile(folder, name, alg).accepted, RIGHT_SALT_AFTER_ALL[name] ?? 0),
    })),
    ...GOOD_POINTS.map(([name, taken]) => ({
      title: `${name}: every invalid public key is refused`,
      prove: () => deepStrictEqual(judgeAgreementFile(folder, name), { invalid: 23, taken, refusedValid: [] }),
    })),
    {
      title: 'the files hold 4,636 cases in all',
      prove() {
        const jose = ['json_web_signature', 'json_web_key', 'json_web_crypto'].map(
          (name) => judgeJoseFile(folder, name).length,
        );
        const bare = SIGNATURE_FILES.map(([name, alg]) => verifySignatureFile(folder, name, alg).cases);
        strictEqual(
          [...jose, ...bare].reduce((sum, count) => sum + count),
          4636,
        );
      },
    },
  ];
}

function joseProofs(folder: string): readonly Proof[] {
  const accepted = (outcomes: readonly JoseOutcome[]) =>
    outcomes.filter(({ code }) => code === 'OK').map(({ tcId }) => tcId);
  const codesOf = (outcomes: readonly JoseOutcome[], ...ids: readonly number[]) =>
    outcomes.filter(({ tcId }) => ids.includes(tcId)).map(({ code, reasonId }) => `${code} ${reasonId}`);
  const all = (outcome: string, count: number) => Array.from({ length: count }, () => outcome);
  return [
    {
      title: 'json_web_signature: of 36 valid cases with public keys 32 pass, and nothing else does',
      prove() {
        const outcomes = judgeJoseFile(folder, 'json_web_signature');
        const valid = outcomes.filter((one) => one.isLabelledValid && one.isAsymmetric);
        strictEqual(outcomes.length, 401);
        strictEqual(valid.length, 36);
        deepStrictEqual(accepted(outcomes), accepted(valid));
        strictEqual(accepted(valid).length, 32);
        // The key says PS256 where the token says PS384, or names "ES521", which does not exist.
        const refused = valid.filter(({ code }) => code !== 'OK');
        deepStrictEqual(
          refused.map(({ tcId, code }) => [tcId, code]),
          [346, 347, 350, 351].map((tcId) => [tcId, 'ALG_NOT_ALLOWED']),
        );
        // Shared secrets are no public keys: such a set is refused whole.
        const secret = outcomes.filter((one) => one.isLabelledValid && !one.isAsymmetric);
        deepStrictEqual(
          secret.map(({ tcId }) => tcId),
          [1, 348, 352, 357, 358, 359, 372, 373, 376, 377],
        );
        ok(secret.every(({ code }) => code === 'JWKS_REFUSED'));
      },
    },
    {
      title: 'json_web_signature: refusals have the right reason',
      prove() {
        const outcomes = judgeJoseFile(folder, 'json_web_signature');
        const flagged = (flag: string) => outcomes.filter(({ flags }) => flags.includes(flag));
        deepStrictEqual(codesOf(outcomes, 353, 354), all('KEY_UNUSABLE key.unusable USE_NOT_SIG', 2));
        deepStrictEqual(codesOf(outcomes, 355, 356), all('KEY_UNUSABLE key.unusable KEY_OPS_NOT_VERIFY', 2));
        deepStrictEqual(codesOf(outcomes, 31), ['ALG_NOT_ALLOWED algorithm.hmac']);
        deepStrictEqual(codesOf(outcomes, 32), ['SIGNATURE_INVALID signature.embedded-key']);
        deepStrictEqual(codesOf(outcomes, 332, 334, 336, 338, 340), all('ALG_NOT_ALLOWED key.alg-differs', 5));
        deepStrictEqual([...new Set(flagged('ModifiedPadding').map(({ code }) => code))], ['SIGNATURE_INVALID']);
        deepStrictEqual([...new Set(flagged('ModifiedSignature').map(({ code }) => code))], ['SIGNATURE_INVALID']);
        deepStrictEqual([...new Set(flagged('AlgIsNone').map(({ reasonId }) => reasonId))], ['format.unsigned']);
      },
    },
    {
      title: 'json_web_signature: the group on base64url is malformed before any key is looked for',
      prove() {
        const group = judgeWithoutKeys(folder, 'json_web_signature').filter(({ tcId }) => tcId >= 357 && tcId <= 377);
        const wellFormed = group
          .filter(({ code }) => code !== 'TOKEN_MALFORMED')
          .map(({ tcId, code }) => `${String(tcId)} ${code}`);
        // 367 and 370 are labelled invalid, 372 and 373 valid, but the first two are clean and the others hold a "?":
        // these labels look swapped. As HS256 all of them are refused either way.
        const clean = [357, 358, 359, 367, 370, 376, 377];
        deepStrictEqual(
          wellFormed,
          clean.map((tcId) => `${String(tcId)} ALG_NOT_ALLOWED`),
        );
      },
    },
    {
      title: 'json_web_key: only case 5 passes, and each refusal has its reason',
      prove() {
        const outcomes = judgeJoseFile(folder, 'json_web_key');
        deepStrictEqual(accepted(outcomes), [5]);
        deepStrictEqual(codesOf(outcomes, 6, 7, 8, 9), [
          'KEY_UNUSABLE key.unusable USE_NOT_SIG',
          'KEY_UNUSABLE key.unusable RSA_ROCA',
          'KEY_UNUSABLE key.unusable RSA_TOO_SHORT',
          'KEY_UNUSABLE key.unusable RSA_EXPONENT',
        ]);
        deepStrictEqual(codesOf(outcomes, 19, 20), all('ALG_NOT_ALLOWED key.unusable ALG_NOT_ALLOWED', 2));
        deepStrictEqual(codesOf(outcomes, 21, 22, 23, 24), [
          'KEY_UNUSABLE key.unusable USE_NOT_SIG',
          'KEY_UNUSABLE key.unusable EC_POINT',
          'KEY_UNUSABLE key.unusable EC_COORDINATE_SIZE',
          'KEY_UNUSABLE key.unusable MEMBER_MISSING',
        ]);
        const rest = outcomes.filter(({ isAsymmetric }) => !isAsymmetric);
        ok(rest.length === 15 && rest.every(({ code }) => code === 'JWKS_REFUSED'));
      },
    },
    {
      title: 'json_web_crypto: only two cases pass',
      prove: () => deepStrictEqual(accepted(judgeJoseFile(folder, 'json_web_crypto')), [18, 33]),
    },
    {
      title: 'json_web_encryption: every case is named as an encrypted token, but two that lost their header',
      prove() {
        const outcomes = judgeWithoutKeys(folder, 'json_web_encryption');
        strictEqual(outcomes.length, 139);
        ok(outcomes.every(({ code }) => code === 'TOKEN_MALFORMED'));
        // Without header and first dot four parts are left, and none of them says what it was.
        const unnamed = outcomes
          .filter(({ reasonId }) => reasonId !== 'format.jwe')
          .map(({ tcId, reasonId }) => [tcId, reasonId]);
        deepStrictEqual(
          unnamed,
          [21, 50].map((tcId) => [tcId, 'format.parts']),
        );
      },
    },
  ];
}
