import type { ClaimProfile, VerdictCode } from '../../shared/model/verdict.ts';
import { NOW } from './tokens.ts';

type Code = Extract<VerdictCode, 'OK' | 'TOKEN_MALFORMED' | 'TOKEN_EXPIRED' | 'TOKEN_NOT_YET_VALID' | 'CLAIM_INVALID'>;
export const TIME_CLAIMS = ['exp', 'nbf', 'iat'] as const;
export type TimeClaim = (typeof TIME_CLAIMS)[number];

/** One cell: a whole payload as text, and the one code that it comes to. Judged at NOW with 30 s of leeway. */
export interface TimeCase {
  readonly title: string;
  readonly profile: ClaimProfile;
  readonly payload: string;
  readonly code: Code;
}

const LATE = 'TOKEN_EXPIRED';
const EARLY = 'TOKEN_NOT_YET_VALID';
const WRONG = 'CLAIM_INVALID';
const each = (code: Code) => [code, code, code] as const;

/** A value as it stands in the JSON text, and its code as exp, as nbf and as iat. */
const VALUES: readonly (readonly [value: string, codes: readonly [exp: Code, nbf: Code, iat: Code]])[] = [
  [String(NOW - 31), [LATE, 'OK', 'OK']],
  [String(NOW - 30), [LATE, 'OK', 'OK']],
  [`${String(NOW - 30)}.0000001`, [LATE, 'OK', 'OK']],
  [`${String(NOW - 30)}.001`, ['OK', 'OK', 'OK']],
  [String(NOW - 29), ['OK', 'OK', 'OK']],
  [String(NOW), ['OK', 'OK', 'OK']],
  [String(NOW + 29), ['OK', 'OK', 'OK']],
  [String(NOW + 30), ['OK', 'OK', 'OK']],
  [`${String(NOW + 30)}.001`, ['OK', EARLY, EARLY]],
  [String(NOW + 31), ['OK', EARLY, EARLY]],
  ['0', [LATE, 'OK', 'OK']],
  ['-0', [LATE, 'OK', 'OK']],
  ['1e-400', [LATE, 'OK', 'OK']],
  ['1.7e9', [LATE, 'OK', 'OK']],
  ['253402300799', ['OK', EARLY, EARLY]],
  ['253402300799.5', each(WRONG)],
  ['253402300800', each(WRONG)],
  [String(NOW * 1000), each(WRONG)],
  ['1e20', each(WRONG)],
  ['1e308', each(WRONG)],
  ['-1', each(WRONG)],
  ['-1e-9', each(WRONG)],
  ['1e400', each('TOKEN_MALFORMED')],
  ['-1e400', each('TOKEN_MALFORMED')],
  ['NaN', each('TOKEN_MALFORMED')],
  ['Infinity', each('TOKEN_MALFORMED')],
  ['0x7fffffff', each('TOKEN_MALFORMED')],
  ['01', each('TOKEN_MALFORMED')],
  [`"${String(NOW + 100)}"`, each(WRONG)],
  ['"9999999999"', each(WRONG)],
  ['"never"', each(WRONG)],
  ['""', each(WRONG)],
  ['"2026-10-12T10:00:00Z"', each(WRONG)],
  ['true', each(WRONG)],
  ['false', each(WRONG)],
  ['null', each(WRONG)],
  ['{}', each(WRONG)],
  ['{"valueOf":9999999999}', each(WRONG)],
  ['[]', each(WRONG)],
  ['[9999999999]', each(WRONG)],
];

const PROFILES = ['any', 'bank', 'platform'] as const;
const OTHERS = { flow: 'sign-in', obj: '1', sub: 'o@bank.example', jti: 'j' };
const GOOD: Readonly<Record<TimeClaim, string>> = {
  exp: String(NOW + 240),
  nbf: String(NOW - 60),
  iat: String(NOW - 60),
};
/** The times that a profile demands. */
const NEEDED: Readonly<Record<ClaimProfile, readonly TimeClaim[]>> = {
  any: [],
  bank: ['exp', 'iat'],
  platform: ['iat'],
};

/** Every value in every time claim under every profile, and every claim left out. */
export function timeMatrix(): readonly TimeCase[] {
  return PROFILES.flatMap((profile) =>
    TIME_CLAIMS.flatMap((claim, index) => [
      ...VALUES.map(([value, codes]) => ({
        title: `${profile}: ${claim} ${value}`,
        profile,
        payload: payloadWith({ ...GOOD, [claim]: value }),
        code: codes[index] ?? 'OK',
      })),
      {
        title: `${profile}: no ${claim}`,
        profile,
        payload: payloadWith({ ...GOOD, [claim]: null }),
        code: NEEDED[profile].includes(claim) ? WRONG : 'OK',
      } as const,
    ]),
  );
}

function payloadWith(times: Readonly<Record<TimeClaim, string | null>>): string {
  const members = TIME_CLAIMS.flatMap((claim) => (times[claim] === null ? [] : [`"${claim}":${times[claim]}`]));
  return `${JSON.stringify(OTHERS).slice(0, -1)},${members.join(',')}}`;
}
