import { describe, expect, it } from 'vitest';
import { KEY_STATES, type KeyState } from '../../shared/model/key.ts';
import { mayMove, movesFrom, requireMove, usesIn } from '../../electron/domain/key-state.ts';

/** Every state against every state: the allowed moves are listed here once more, by hand, from NIST SP 800-57 part 1 §7. */
const ALLOWED = new Set([
  'draft active',
  'draft deleted',
  'draft compromised',
  // Deleted at once; where the keychain does not confirm, it is tried again.
  'draft delete-pending',
  'active suspended',
  'active retired',
  'active compromised',
  'suspended active',
  'suspended retired',
  'suspended compromised',
  'suspended delete-scheduled',
  'retired compromised',
  'retired delete-scheduled',
  'compromised delete-scheduled',
  'delete-scheduled compromised',
  'delete-scheduled deleted',
  'delete-scheduled delete-pending',
  'delete-pending compromised',
  'delete-pending deleted',
]);
const pairs = KEY_STATES.flatMap((from) => KEY_STATES.map((to) => [from, to] as const));

describe('the life of a key', () => {
  it.each(pairs)('%s → %s is allowed only where it is listed', (from, to) => {
    const isListed = ALLOWED.has(`${from} ${to}`);
    expect(mayMove(from, to)).toBe(isListed);
    if (isListed) expect(() => requireMove(from, to)).not.toThrow();
    else expect(() => requireMove(from, to)).toThrow(expect.objectContaining({ code: 'STATE_MOVE_REFUSED' }));
  });

  it('ends at deleted, and knows no way back from compromised', () => {
    expect(movesFrom('deleted')).toEqual([]);
    const reachable = new Set<KeyState>(['compromised']);
    for (const state of reachable) for (const next of movesFrom(state)) reachable.add(next);
    expect([...reachable].filter((state) => usesIn(state) !== 'nothing')).toEqual([]);
  });

  it('signs tokens in active only, and probes in draft and suspended', () => {
    const uses = Object.fromEntries(KEY_STATES.map((state) => [state, usesIn(state)]));
    expect(Object.entries(uses).filter(([, use]) => use !== 'nothing')).toEqual([
      ['draft', 'probe'],
      ['active', 'tokens'],
      ['suspended', 'probe'],
    ]);
  });
});
