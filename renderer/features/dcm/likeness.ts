import type { Key } from '../../../shared/model/key.ts';

const SIZES = [2048, 3072, 4096] as const;

/** What a successor takes over from the key before it. It signs nothing before the switch. */
export function likeness({ kid, alg, bits, label, env, owner, purpose, flows }: Key) {
  return {
    alg,
    bits: SIZES.find((one) => one === bits) ?? 3072,
    kid: null,
    label,
    env,
    isDraft: true,
    replaces: kid,
    owner,
    purpose,
    flows,
  };
}

/** The beginning of a day in UTC. */
export function inOneYear(): string {
  const day = new Date();
  day.setUTCHours(0, 0, 0, 0);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString();
}
