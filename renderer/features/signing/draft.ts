import type { Environment } from '../../../shared/model/environment.ts';
import type { SignProfile, SignRequest } from '../../../shared/model/token.ts';

export const FLOWS = ['sign-in', 'sign-up', 'sign-up-processing', 'sign-up-emission'] as const;
export type Flow = (typeof FLOWS)[number];

/** The form as typed. */
export interface Draft {
  readonly kid: string;
  readonly profile: SignProfile;
  readonly flow: Flow;
  readonly sub: string;
  readonly obj: string;
  readonly life: string;
  readonly withoutExpiry: boolean;
  readonly extra: string;
  readonly reason: string;
  readonly requester: string;
  readonly ticket: string;
  /** By name; empty: none. */
  readonly template: string;
}

/** Extra claims as typed: an object, or `null` when the text is none. Nothing typed is an empty object. */
export function readExtraClaims(extra: string): Record<string, unknown> | null {
  if (extra.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(extra);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : null;
  } catch {
    // Half-typed JSON is the normal state of a form; the field says so.
    return null;
  }
}

/** The request, as soon as the form is complete; `null` before. For production somebody must have asked for it. */
export function toRequest(draft: Draft, { name: env, kind }: Environment, maxLife: number): SignRequest | null {
  const extraClaims = readExtraClaims(draft.extra);
  const ttlSeconds = Number(draft.life);
  const isBank = draft.profile === 'bank';
  const isComplete =
    extraClaims !== null &&
    Number.isInteger(ttlSeconds) &&
    ttlSeconds > 0 &&
    ttlSeconds <= maxLife &&
    draft.reason.trim() !== '' &&
    (kind !== 'production' || draft.requester.trim() !== '') &&
    (!isBank || (draft.sub.trim() !== '' && draft.obj.trim() !== ''));
  if (!isComplete) return null;
  return {
    kid: draft.kid,
    env,
    profile: draft.profile,
    flow: isBank ? draft.flow : null,
    sub: isBank ? draft.sub.trim() : null,
    obj: isBank ? draft.obj.trim() : null,
    ttlSeconds,
    withoutExpiry: !isBank && draft.withoutExpiry,
    extraClaims: isBank ? {} : extraClaims,
    reason: draft.reason.trim(),
    requester: draft.requester.trim() || null,
    ticket: draft.ticket.trim() || null,
    template: draft.template || null,
  };
}
