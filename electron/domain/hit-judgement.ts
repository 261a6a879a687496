import type { Judgement } from '../../shared/model/verdict.ts';
import type { HitJudgement } from './scan-job.ts';

/** What a judgement and a verdict have in common. */
type Judged = Pick<Judgement, 'outcome' | 'code' | 'codes' | 'issuer' | 'kid' | 'alg' | 'claims'> & {
  readonly checks: readonly { readonly name: string; readonly result: string }[];
  readonly warnings: readonly { readonly code: string }[];
};

/** What counting and comparing need of a judgement. `instant`: the judged one, milliseconds since 1970. */
export function hitJudgement(judged: Judged, instant: number | null): HitJudgement {
  const { outcome, code, codes, issuer, kid, alg, claims, checks, warnings } = judged;
  const text = (name: string) => (typeof claims?.[name] === 'string' ? claims[name] : null);
  const time = (name: string) => (typeof claims?.[name] === 'number' ? claims[name] * 1000 : null);
  return {
    outcome,
    code,
    codes,
    warnings: warnings.map((one) => one.code),
    issuer,
    kid,
    alg,
    isSignatureGood: checks.some(({ name, result }) => name === 'signature' && result === 'pass'),
    instant,
    jti: text('jti'),
    sub: text('sub'),
    obj: text('obj'),
    flow: text('flow'),
    iat: time('iat'),
    exp: time('exp'),
  };
}
