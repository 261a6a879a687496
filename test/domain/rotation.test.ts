import { describe, expect, it } from 'vitest';
import { type RotationLook, viewRotation, withLook, withStep } from '../../electron/domain/rotation.ts';
import type { Rotation } from '../../shared/model/rotation.ts';

const AT = '2026-11-25T10:00:00.000Z';
const RULES = { longestLifeSeconds: 1200 };
const begun = (kind: Rotation['kind'] = 'planned'): Rotation => ({
  id: 'r',
  env: 'stage',
  kind,
  oldKid: 'old',
  newKid: 'new',
  startedAt: AT,
  steps: [],
  endedAt: null,
  outcome: null,
});
const look = (part: Partial<RotationLook> = {}): RotationLook => ({
  isNewListed: true,
  isNewAccepted: true,
  isOldListed: true,
  isOldAccepted: true,
  ...part,
});
const view = (rotation: Rotation) => viewRotation(rotation, RULES);

describe('a rotation', () => {
  it('switches only after list, Authenticate and the call-back service, each by itself', () => {
    const steps = ['new-listed', 'new-accepted', 'call-back-confirmed'] as const;
    expect(view(begun())).toMatchObject({ waitsFor: [...steps], maySwitch: false });
    for (const left of steps) {
      const almost = steps.filter((one) => one !== left).reduce((one, step) => withStep(one, step, AT), begun());
      expect(view(almost)).toMatchObject({ waitsFor: [left], maySwitch: false });
    }
    const ready = steps.reduce((one, step) => withStep(one, step, AT), begun());
    expect(view(ready)).toMatchObject({ waitsFor: [], maySwitch: true });
    expect(view(withStep(ready, 'switched', AT)).maySwitch).toBe(false);
  });

  it('in an emergency does not wait for the call-back service', () => {
    expect(view(withLook(begun('emergency'), look(), AT)).maySwitch).toBe(true);
    expect(view(withLook(begun('emergency'), look({ isNewAccepted: false }), AT)).maySwitch).toBe(false);
  });

  it('is safe only when DCM neither lists nor accepts the old key, and accepts the new one', () => {
    const good = look({ isOldListed: false, isOldAccepted: false });
    expect(view(withLook(begun(), good, AT)).isSafe).toBe(true);
    const bad: Partial<RotationLook>[] = [
      { isOldListed: true },
      { isOldAccepted: true },
      { isNewAccepted: false },
      { isOldListed: null },
      { isOldAccepted: null },
      { isNewAccepted: null },
    ];
    for (const part of bad) expect(view(withLook(begun(), { ...good, ...part }, AT)).isSafe).toBe(false);
  });

  it('is safe no longer when a later look contradicts', () => {
    const safe = withLook(begun(), look({ isOldListed: false, isOldAccepted: false }), AT);
    expect(view(withLook(safe, look({ isOldListed: false, isOldAccepted: true }), AT)).isSafe).toBe(false);
  });

  it('keeps what was seen first, and what could not be asked again', () => {
    const first = withLook(begun(), look(), AT);
    const later = withLook(first, look({ isNewListed: null }), '2026-11-25T11:00:00.000Z');
    expect(later.steps).toEqual(first.steps);
  });

  it('needs the old key for the longest life and the leeway after the switch', () => {
    const ready = withStep(withLook(begun(), look(), AT), 'switched', AT);
    expect(view(ready).oldKeyNeededUntil).toBe('2026-11-25T10:20:30.000Z');
    expect(view(begun()).oldKeyNeededUntil).toBeNull();
  });
});
