import { FLOWS } from '../../shared/model/flow.ts';
import type { SignRequest } from '../../shared/model/token.ts';
import type { Policy } from '../../shared/model/policy.ts';
import { AppError } from '../domain/errors.ts';

/** Claims that only the app sets: a caller's value for one of them would slip past the rules. */
const TIME_CLAIMS = ['iat', 'exp', 'nbf'];
const OWN_CLAIMS = ['alg', 'kid', 'jti', ...TIME_CLAIMS];

/**
 * Builds the claims of a token from what was asked for, under the profile's and the policy's rules.
 * `bank` has exactly flow, obj, sub, iat, exp; `platform` has iat, jti, exp and what was added.
 * @throws INPUT_INVALID (something is missing or of no known kind), TOKEN_LIFE_REFUSED, CLAIM_REFUSED
 * @see RFC 7519 §4.1
 */
export function buildClaims(
  request: SignRequest,
  { nowSeconds, jti, policy }: { readonly nowSeconds: number; readonly jti: string; readonly policy: Policy },
): Record<string, unknown> {
  requireLife(request.ttlSeconds, policy);
  refuseOwnClaims(request.extraClaims);
  if (request.profile === 'bank') {
    if (Object.keys(request.extraClaims).length > 0) {
      throw new AppError('CLAIM_REFUSED', 'the bank profile has exactly flow, obj, sub, iat and exp', {
        hint: 'leave the other claims out, or use the platform profile',
      });
    }
    if (request.withoutExpiry) {
      throw new AppError('CLAIM_REFUSED', 'a token of the bank profile always has an expiry', {
        hint: 'leave out --no-exp; only the platform profile may do without',
      });
    }
    return {
      flow: requireFlow(request.flow),
      obj: requireText('obj', request.obj),
      sub: requireText('sub', request.sub),
      iat: nowSeconds,
      exp: nowSeconds + request.ttlSeconds,
    };
  }
  const given = { flow: request.flow, obj: request.obj, sub: request.sub };
  return {
    iat: nowSeconds,
    jti,
    ...(request.withoutExpiry ? {} : { exp: nowSeconds + request.ttlSeconds }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
    ...request.extraClaims,
  };
}

function requireLife(ttlSeconds: number, policy: Policy): void {
  if (ttlSeconds > policy.maxTokenLifeSeconds) {
    throw new AppError('TOKEN_LIFE_REFUSED', `a life of ${String(ttlSeconds)} s is above the ceiling`, {
      hint: `at most ${String(policy.maxTokenLifeSeconds)} s are allowed; sign a new token when this one has run out`,
    });
  }
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds <= 0) {
    throw new AppError('INPUT_INVALID', 'the life of a token is a whole number of seconds above 0', {
      hint: `give a number from 1 to ${String(policy.maxTokenLifeSeconds)}`,
    });
  }
}

function refuseOwnClaims(claims: Readonly<Record<string, unknown>>): void {
  const forbidden = Object.keys(claims).find((name) => OWN_CLAIMS.includes(name));
  if (forbidden === undefined) return;
  throw new AppError('CLAIM_REFUSED', `"${forbidden}" is set by the app and cannot be given`, {
    hint: TIME_CLAIMS.includes(forbidden)
      ? 'leave it out; the life of the token is chosen by its seconds (--ttl)'
      : 'leave it out; alg and kid are those of the key, and each jti is new',
  });
}

function requireFlow(flow: string | null): string {
  const value = requireText('flow', flow);
  if (FLOWS.some((known) => known === value)) return value;
  throw new AppError('INPUT_INVALID', `"${value}" is no flow that DCM knows`, {
    hint: `use one of ${FLOWS.join(', ')}`,
  });
}

function requireText(name: string, value: string | null): string {
  if (value !== null && value.trim() !== '' && value.isWellFormed()) return value;
  throw new AppError('INPUT_INVALID', `the bank profile needs "${name}"`, {
    hint: `give --${name}: a text that is not empty`,
  });
}
