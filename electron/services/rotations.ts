import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { Rotation, RotationView } from '../../shared/model/rotation.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError, hasCode } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { requireReason } from '../domain/reason.ts';
import { hasStep, type RotationLook, viewRotation, withLook, withStep, withSuccessor } from '../domain/rotation.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { KeyLife } from './key-life.ts';
import type { Keys } from './keys.ts';
import type { PolicyInForce } from './policy.ts';
import type { DcmChecks } from './dcm-checks.ts';
import type { Reconciliations } from './reconciliations.ts';
import type { Registrations } from './registrations.ts';
import { coverEntry } from './rotation-cover.ts';
import { notReady, requireRotatable } from './rotation-guards.ts';

/** Its private half is gone or sealed, or its last day has passed: DCM cannot be asked by it. */
const NO_PROBE = ['KEY_UNAVAILABLE', 'KEY_SEALED', 'KEY_NOT_ACTIVE'] as const;

/** The way from a key to its successor: calmly, or in a hurry. Nothing is called done that DCM has not shown. */
export interface Rotations {
  /** Newest first. */
  list(): readonly RotationView[];
  /** @throws ROTATION_NOT_FOUND */
  get(id: string): RotationView;
  /**
   * Begins. An emergency suspends the old key in the same breath; why it is one is told by `reason`. It waits for nothing:
   * a planned rotation of that key is abandoned for it.
   * @throws KEY_NOT_FOUND, KEY_OUT_OF_SCOPE (no environment), STATE_MOVE_REFUSED, ROTATION_NOT_READY where one is under way
   */
  start(kid: string, how: { readonly kind: Rotation['kind']; readonly reason: string }): RotationView;
  /** Names the successor, a key that was made to replace the old one. @throws KEY_NOT_FOUND, ROTATION_NOT_READY */
  setSuccessor(id: string, kid: string): RotationView;
  /**
   * Makes the successor known to DCM: beside the old key, or, in an emergency alone, over its entry.
   * @throws ROTATION_NOT_READY, DCM_*, …
   */
  send(id: string, way: 'PUT' | 'POST'): Promise<RotationView>;
  /**
   * Puts a new draft over the old key's entry, because the successor (a standby key) has an entry of its own and DCM has no
   * call that deletes. @throws ROTATION_NOT_READY, KEY_NOT_FOUND, and what registering throws
   */
  cover(id: string, kid: string): Promise<RotationView>;
  /** Asks DCM for its list, and whether it accepts a probe of either key. @throws ROTATION_NOT_FOUND, DCM_*, KEYCHAIN_* */
  look(id: string): Promise<RotationView>;
  /** Notes that the bank's call-back service has the successor. Said by an officer, seen by nobody here. */
  confirmCallBack(id: string, note: string): RotationView;
  /** From here on the successor signs, and the old key does not. @throws ROTATION_NOT_READY */
  switchOver(id: string): RotationView;
  /**
   * Ends it. `done` wants the switch and the waiting time, or in an emergency that DCM neither lists nor accepts the old
   * key; the old key is then retired. `abandoned` wants a reason and changes no key.
   * @throws ROTATION_NOT_READY
   */
  end(id: string, how: { readonly outcome: 'done' | 'abandoned'; readonly reason: string }): RotationView;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly keys: Keys;
  readonly keyLife: KeyLife;
  readonly registrations: Registrations;
  readonly dcmChecks: DcmChecks;
  readonly reconciliations: Reconciliations;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

type RotationEvent =
  | 'rotation.started'
  | 'rotation.successor-named'
  | 'rotation.looked'
  | 'rotation.call-back-confirmed'
  | 'rotation.switched'
  | 'rotation.ended';

/** Makes the rotations of one home. */
export function createRotations(dependencies: Dependencies): Rotations {
  const { store, trail, keys, keyLife, registrations, dcmChecks, reconciliations, policy, clock, randomBytes } =
    dependencies;
  const now = () => new Date(clock.now()).toISOString();

  function view(rotation: Rotation): RotationView {
    const longestLifeSeconds = policy.policy.maxTokenLifeSeconds;
    return viewRotation(rotation, { longestLifeSeconds });
  }

  function find(id: string): Rotation {
    const rotation = store.rotations.get(id);
    if (rotation !== null) return rotation;
    throw new AppError('ROTATION_NOT_FOUND', 'there is no such rotation', {
      hint: 'dcm-keys rotation list shows them',
    });
  }

  /** Whatever is sent, asked or moved for a rotation, is so while it is under way. @throws ROTATION_NOT_READY */
  function findOpen(id: string): Rotation {
    const rotation = find(id);
    if (rotation.endedAt !== null) throw notReady('this rotation has ended', 'begin another one');
    return rotation;
  }

  /** A planned rotation that an emergency takes the place of; `null`: there is none. @throws ROTATION_NOT_READY */
  function requireRoom(kid: string, kind: Rotation['kind']): Rotation | null {
    const open = store.rotations.list().find((one) => one.oldKid === kid && one.endedAt === null) ?? null;
    if (open === null || (kind === 'emergency' && open.kind === 'planned')) return open;
    throw notReady('a rotation of this key is under way', 'go on with that one, or abandon it first');
  }

  /** Looks at the rotation once more under the write lock, and writes it with its event. */
  function change(
    id: string,
    type: RotationEvent,
    step: (rotation: Rotation) => { readonly rotation: Rotation; readonly payload?: AuditPayload },
  ): RotationView {
    return store.write(() => {
      const { rotation, payload = {} } = step(findOpen(id));
      store.rotations.put(rotation);
      const { env, oldKid, newKid } = rotation;
      trail.append(type, { kid: oldKid, rotation: id, env, newKid, ...payload });
      return view(rotation);
    });
  }

  /** A key that DCM may accept can be probed while it is active or suspended; else nothing can be said. */
  async function isAccepted(kid: string | null, env: string): Promise<boolean | null> {
    if (kid === null) return null;
    const { state, custody } = keys.get(kid);
    if (custody !== 'here' || !['draft', 'active', 'suspended'].includes(state)) return null;
    try {
      return (await dcmChecks.prove(kid, env)).accepted;
    } catch (error) {
      if (NO_PROBE.some((code) => hasCode(error, code))) return null;
      throw error;
    }
  }

  /** Safe; or, where the old key can sign no probe any more, at least gone from DCM's list. Only the first is called safe. */
  function isSettled(rotation: Rotation, isSafe: boolean): boolean {
    const canBeProbed = ['active', 'suspended'].includes(keys.get(rotation.oldKid).state);
    const isGone = isSafe || (!canBeProbed && hasStep(rotation, 'old-unlisted'));
    return isGone && hasStep(rotation, 'switched');
  }

  return {
    list: () => store.rotations.list().map(view),
    get: (id) => view(find(id)),
    start(kid, { kind, reason }) {
      requireFreeText(reason);
      const key = requireRotatable(keys.get(kid), kind);
      const env = key.env ?? '';
      requireRoom(kid, kind);
      // First things first: whatever becomes of the rest, this computer signs with it no more.
      if (kind === 'emergency' && key.state === 'active') keyLife.move(kid, 'suspended', { reason, since: null });
      const rotation: Rotation = {
        id: randomBytes(16).toString('hex'),
        env,
        kind,
        oldKid: kid,
        newKid: null,
        startedAt: now(),
        steps: [],
        endedAt: null,
        outcome: null,
      };
      return store.write(() => {
        // Another process may have begun one since.
        const planned = requireRoom(kid, kind);
        if (planned !== null) {
          store.rotations.put({ ...planned, endedAt: now(), outcome: 'abandoned' });
          const { id, newKid } = planned;
          const why = 'an emergency takes its place';
          trail.append('rotation.ended', { kid, rotation: id, env, newKid, outcome: 'abandoned', reason: why });
        }
        const begun = kind === 'emergency' ? withStep(rotation, 'old-suspended', now()) : rotation;
        store.rotations.put(begun);
        trail.append('rotation.started', { kid, rotation: begun.id, env, kind, reason });
        return view(begun);
      });
    },
    setSuccessor: (id, kid) =>
      change(id, 'rotation.successor-named', (rotation) => {
        const key = keys.get(kid);
        if (key.env !== rotation.env || key.replaces !== rotation.oldKid || !['draft', 'active'].includes(key.state)) {
          throw notReady(
            'this key was not made to take the place of the old one',
            'make the successor from the page of the old key: same environment, "replaces" names the old key',
          );
        }
        if (rotation.newKid !== null && hasStep(rotation, 'new-sent')) {
          throw notReady('the successor has been sent already', 'go on with it, or abandon this rotation');
        }
        const known = store.registrations.get(rotation.env, kid)?.state ?? 'draft';
        const isThere = rotation.kind === 'emergency' && ['listed', 'proven', 'in-use'].includes(known);
        return { rotation: withSuccessor(rotation, kid, { isThere, at: now() }) };
      }),
    async send(id, way) {
      const { env, kind, oldKid, newKid } = findOpen(id);
      // Tokens of the old key are under way until the switch and the wait after it: until then it stays registered.
      if (kind === 'planned' && way === 'PUT') {
        throw notReady(
          'a planned rotation leaves the old key registered: its tokens are still under way',
          'send the successor beside it (POST); if the old key must stop at once, begin an emergency',
        );
      }
      if (newKid === null) throw notReady('there is no successor yet', 'make one first');
      if (way === 'PUT') await registrations.replace(oldKid, newKid, env);
      else await registrations.post(newKid, env);
      return change(id, 'rotation.looked', (rotation) => ({
        rotation: withStep(withStep(rotation, 'new-sent', now(), way), 'new-listed', now()),
        payload: { sentBy: way },
      }));
    },
    async cover(id, kid) {
      await coverEntry({ store, keys, registrations }, findOpen(id), kid);
      return change(id, 'rotation.looked', (rotation) => ({
        rotation: withStep(rotation, 'old-covered', now(), kid),
        payload: { coveredBy: kid },
      }));
    },
    async look(id) {
      const { env, oldKid, newKid } = findOpen(id);
      const report = await reconciliations.run(env);
      const listed = new Set(report.matched.map(({ kid }) => kid));
      const { thumbprint } = keys.get(oldKid);
      const listing = {
        isNewListed: newKid === null ? null : listed.has(newKid),
        // Our kid with another key behind it is no proof that the old key is gone, nor is the old key under another kid.
        isOldListed:
          listed.has(oldKid) ||
          report.changed.some((one) => one.kid === oldKid || one.thumbprint === thumbprint) ||
          report.extra.some((one) => one.thumbprint === thumbprint),
      };
      const note = (look: RotationLook) =>
        change(id, 'rotation.looked', (rotation) => ({
          rotation: withLook(rotation, look, now()),
          payload: { ...look },
        }));
      let isNewAccepted: boolean | null = null;
      let isOldAccepted: boolean | null = null;
      try {
        isNewAccepted = await isAccepted(newKid, env);
        isOldAccepted = await isAccepted(oldKid, env);
      } catch (error) {
        // A probe that got no answer takes nothing from what was seen before it: an old key that is back is not safe.
        note({ ...listing, isNewAccepted, isOldAccepted });
        throw error;
      }
      return note({ ...listing, isNewAccepted, isOldAccepted });
    },
    confirmCallBack: (id, note) =>
      change(id, 'rotation.call-back-confirmed', (rotation) => {
        if (note.trim() === '') throw new AppError('INPUT_INVALID', 'say who confirmed it', { hint: 'name and time' });
        requireFreeText(note);
        return {
          rotation: withStep(rotation, 'call-back-confirmed', now(), note.trim()),
          payload: { note: note.trim() },
        };
      }),
    switchOver(id) {
      const { rotation, maySwitch, waitsFor } = view(findOpen(id));
      const { oldKid, newKid } = rotation;
      if (!maySwitch || newKid === null) {
        throw notReady(`the switch waits for: ${waitsFor.join(', ') || 'nothing'}`, 'look again, or take that step');
      }
      const reason = `rotation to ${newKid}`;
      if (keys.get(newKid).state === 'draft') keyLife.move(newKid, 'active', { reason, since: null });
      if (keys.get(oldKid).state === 'active') keyLife.move(oldKid, 'suspended', { reason, since: null });
      return change(id, 'rotation.switched', (current) => ({
        rotation: withStep(withStep(current, 'switched', now()), 'old-suspended', now()),
      }));
    },
    end(id, { outcome, reason }) {
      const { rotation, isSafe, oldKeyNeededUntil } = view(findOpen(id));
      requireReason(reason);
      if (outcome === 'done') {
        const isOver = oldKeyNeededUntil !== null && Date.parse(oldKeyNeededUntil) <= clock.now();
        if (rotation.kind === 'emergency' ? !isSettled(rotation, isSafe) : !isOver) {
          throw notReady(
            rotation.kind === 'emergency'
              ? 'DCM may still accept the old key'
              : `tokens of the old key may be under way until ${oldKeyNeededUntil ?? 'the switch'}`,
            rotation.kind === 'emergency' ? 'look again, and call DCM' : 'wait until then',
          );
        }
        if (['active', 'suspended'].includes(keys.get(rotation.oldKid).state)) {
          keyLife.move(rotation.oldKid, 'retired', { reason, since: null });
        }
      }
      return change(id, 'rotation.ended', (current) => ({
        rotation: { ...current, endedAt: now(), outcome },
        payload: { outcome, reason },
      }));
    },
  };
}
