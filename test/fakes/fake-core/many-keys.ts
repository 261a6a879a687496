import { createHash } from 'node:crypto';
import type { Flow } from '../../../shared/model/flow.ts';
import type { Key, KeyState } from '../../../shared/model/key.ts';
import { fakeKey, NOW } from './facts.ts';

const DAY_MS = 86_400_000;
const OWNERS = ['Olena Koval', 'Ihor Melnyk', 'Мар’яна Шевчук', 'Payments back end', 'Taras Bondar'];
const TAGS = ['payments', 'branch', 'sign-up desk', 'ротація 2026', 'spare'];
const STATES: readonly KeyState[] = [
  'active',
  'active',
  'active',
  'active',
  'suspended',
  'retired',
  'draft',
  'deleted',
];
const FLOWS: readonly (Flow[] | null)[] = [null, null, ['sign-in'], ['sign-up', 'sign-up-processing']];

/** Keys as a large bank would have after years: the same ones each time, of every state, owner and age. */
export function manyKeys(count: number, environments: readonly string[]): Key[] {
  return Array.from({ length: count }, (_, at) => {
    const thumbprint = createHash('sha256')
      .update(`key ${String(at)}`)
      .digest('base64url');
    const kid = at % 3 === 0 ? `BANK-2026-${String(at + 1).padStart(4, '0')}` : thumbprint;
    const state = at % 97 === 41 ? 'compromised' : pick(STATES, at);
    const expiresAt = at % 6 === 5 ? null : new Date(Date.parse(NOW) + ((at % 400) - 12.5) * DAY_MS).toISOString();
    const isElsewhere = at % 23 === 7;
    const jwk = { ...fakeKey({ kid }).jwk, kid };
    return fakeKey({
      kid,
      thumbprint,
      jwk,
      state,
      expiresAt,
      label: at % 7 === 6 ? null : `${pick(['Branch', 'Відділення', 'Desk'], at)} ${String(at + 1)}`,
      env: at % 31 === 30 ? null : pick(environments, at),
      createdAt: new Date(Date.parse(NOW) - (count - at) * 3_600_000).toISOString(),
      owner: at % 4 === 3 ? null : pick(OWNERS, at),
      purpose: at % 5 === 0 ? 'clients’ payments' : null,
      tags: at % 2 === 0 ? [pick(TAGS, at)] : [],
      flows: pick(FLOWS, at),
      notes: at % 50 === 0 ? 'moved from the old desk' : null,
      unavailableSince: at % 89 === 13 ? NOW : null,
      ...(isElsewhere ? { custody: 'elsewhere', origin: 'elsewhere', keychain: null, heldBy: 'hsm' } : {}),
    });
  });
}

function pick<T>(from: readonly T[], at: number): T {
  const one = from[at % from.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}
