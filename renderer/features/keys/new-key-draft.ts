import type { AppState, Input } from '../../../shared/ipc/contract.ts';
import type { Flow } from '../../../shared/model/flow.ts';
import type { Key, SignatureAlgorithm } from '../../../shared/model/key.ts';

export const SIZES = [3072, 4096, 2048] as const;
export const LIVES = ['one-year', 'two-years', 'until', 'none'] as const;

/** A key that shall be made, as typed. */
export interface NewKeyDraft {
  readonly label: string;
  readonly owner: string;
  readonly life: (typeof LIVES)[number];
  /** Of the calendar, where `life` is `until`. */
  readonly until: string;
  readonly purpose: string;
  /** None: all. */
  readonly flows: readonly Flow[];
  readonly alg: SignatureAlgorithm | null;
  readonly bits: (typeof SIZES)[number];
  readonly kid: string;
  /** kid of the key that it takes the place of. */
  readonly replaces: string | null;
}

/** What the form begins with: nothing, or what is known of the key that the new one takes the place of. */
export function startDraft(replaced: Key | null): NewKeyDraft {
  return {
    label: replaced?.label ?? '',
    owner: replaced?.owner ?? '',
    life: 'one-year',
    until: '',
    purpose: replaced?.purpose ?? '',
    flows: replaced?.flows ?? [],
    alg: replaced?.alg ?? null,
    bits: 3072,
    kid: '',
    replaces: replaced?.kid ?? null,
  };
}

/** What DCM of an environment takes, as far as the bank's policy knows. */
export function algorithmsFor(policy: AppState['policy'], env: string): readonly SignatureAlgorithm[] {
  return Object.hasOwn(policy.algorithmsByEnvironment, env)
    ? (policy.algorithmsByEnvironment[env] ?? policy.algorithms)
    : policy.algorithms;
}

/** The chosen algorithm, or the first where it isn't one of this environment. */
export function algorithmOf({ alg }: NewKeyDraft, possible: readonly SignatureAlgorithm[]): SignatureAlgorithm {
  return possible.find((one) => one === alg) ?? possible[0] ?? 'RS256';
}

/** The first instant at which the key can't sign any more, always the beginning of a day in UTC; `null`: there is none. */
export function lastDay({ life, until }: NewKeyDraft, nowMs: number): string | null {
  if (life === 'none') return null;
  if (life === 'until') return until === '' ? null : `${until}T00:00:00.000Z`;
  const day = new Date(nowMs);
  day.setUTCHours(0, 0, 0, 0);
  day.setUTCFullYear(day.getUTCFullYear() + (life === 'one-year' ? 1 : 2));
  return day.toISOString();
}

/** Keys of the same owner that sign in this environment already, but for the one that is replaced. */
export function keysOfOwner(keys: readonly Key[], env: string, { owner, replaces }: NewKeyDraft): Key[] {
  const wanted = owner.trim().toLowerCase();
  if (wanted === '') return [];
  return keys.filter(
    (key) =>
      key.state === 'active' && key.env === env && key.kid !== replaces && key.owner?.trim().toLowerCase() === wanted,
  );
}

/** Keys of an environment that a new one may take the place of. */
export function replaceableKeys(keys: readonly Key[], env: string): Key[] {
  return keys.filter(
    ({ env: own, state }) => own === env && (state === 'active' || state === 'suspended' || state === 'compromised'),
  );
}

/** What the core is asked for. */
export function requestOf(
  draft: NewKeyDraft,
  { env, alg, nowMs }: { readonly env: string; readonly alg: SignatureAlgorithm; readonly nowMs: number },
): Omit<Input<'key.generate'>, 'job'> {
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    alg,
    bits: draft.bits,
    kid: draft.kid === '' ? null : draft.kid,
    label: textOrNull(draft.label),
    env,
    expiresAt: lastDay(draft, nowMs),
    isDraft: false,
    replaces: draft.replaces,
    owner: textOrNull(draft.owner),
    purpose: textOrNull(draft.purpose),
    flows: draft.flows.length === 0 ? null : [...draft.flows],
  };
}
