import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { BackupSet, Custodian } from '../../shared/model/backup-set.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { type Share, shareDigest } from '../domain/share.ts';
import { type ShareComparison, wrongShare } from '../domain/share-check.ts';
import { shownSetId } from '../domain/share-set.ts';
import type { AuditTrail } from './audit-trail.ts';
import { copiesMoved } from './backup-content.ts';
import type { PolicyInForce } from './policy.ts';

const DAY_MS = 86_400_000;
/** Why a set is void whose process ended before it was closed. */
export const INTERRUPTED = 'the app ended before every share was read back';

/** The register of backup sets and their custodians. No share and no key is ever in it. */
export interface BackupSets {
  /** Newest first. One that was left open by a process that ended reads as void. */
  list(): readonly BackupSet[];
  /** @throws BACKUP_NOT_FOUND */
  get(setId: string): BackupSet;
  /** Records as void what a crash has left open. @returns their ids */
  settle(): readonly string[];
  /** One set at a time is open in a home. @returns how to let the next one begin @throws HOME_IN_USE */
  takeTurn(): () => void;
  /** Who acts, as the operating system says. */
  actor(): string;
  /** @throws BACKUP_NOT_FOUND, BACKUP_STATE, INPUT_INVALID where the new set would leave a key of the old one out */
  requireReplaceable(setId: string, kids: readonly string[]): void;
  /** `digests`: of the shares, by their numbers. Called inside the transaction that notes the set as a copy of its keys. */
  begin(set: BackupSet, digests: readonly string[]): void;
  /**
   * `keeper`: who sees it, where that is not the one who was named when the set was begun.
   * @throws BACKUP_STATE where somebody else has seen it
   */
  shown(setId: string, number: number, keeper: string | null): BackupSet;
  /** A set whose shares are to open it: closed, or not known here. @throws BACKUP_STATE */
  requireStanding(setId: string): void;
  /** The share of this number was seen by this person, and nobody else. @throws BACKUP_STATE */
  requireKeeper(set: BackupSet, number: number, keeper: string | null): void;
  /** How a share compares with the one that was shown, by its digest. */
  comparison(setId: string, number: number, digest: string): ShareComparison;
  /** @throws SHARE_WRONG where one of them is known to be another than was shown */
  requireShown(shares: readonly Share[]): Promise<void>;
  proven(setId: string, number: number): BackupSet;
  /** Notes that one share was looked at alone. @returns whether that could be recorded */
  checked(
    setId: string,
    found: { readonly share: number | null; readonly outcome: string; readonly compared: ShareComparison },
  ): boolean;
  /** `places`: where each share lies from now on, by its number. */
  close(setId: string, places: ReadonlyMap<number, string>): BackupSet;
  void(setId: string, reason: string): BackupSet;
  /**
   * Notes a drill: whose shares were proven, where those lie from now on that went elsewhere, and when the next one is due.
   * Called inside a transaction.
   */
  drilled(setId: string, numbers: readonly number[], places: ReadonlyMap<number, string>): void;
  /** When a set that is proven at an instant is to be proven again, both ISO 8601. */
  nextDrillAt(since: string): string;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly policy: PolicyInForce;
  readonly clock: Clock;
  readonly actor: string;
  /** A lock that the system drops with the process; `null`: another process has it. @throws HOME_* */
  readonly tryTurn: () => { release(): void } | null;
}

/** Makes the register of one home. */
export function createBackupSets({ store, trail, policy, clock, actor, tryTurn }: Dependencies): BackupSets {
  const now = () => new Date(clock.now()).toISOString();
  let isMine = false;

  function stored(setId: string): BackupSet {
    const set = store.backupSets.get(setId);
    if (set !== null) return set;
    throw new AppError('BACKUP_NOT_FOUND', `no backup set here is ${shownSetId(setId)}`, {
      hint: 'dcm-keys backup list shows the sets of this home',
    });
  }

  /** Nobody holds the turn: the process that had this set open has ended. */
  function isLeft({ state }: BackupSet): boolean {
    if (state !== 'open' || isMine) return false;
    if (!store.isWritable) return true;
    const turn = tryTurn();
    turn?.release();
    return turn !== null;
  }

  function seen(set: BackupSet): BackupSet {
    return isLeft(set) ? { ...set, state: 'void', voided: { at: null, reason: INTERRUPTED } } : set;
  }

  function change(set: BackupSet, type: Parameters<AuditTrail['append']>[0], payload: AuditPayload): BackupSet {
    store.backupSets.put(set);
    trail.append(type, { ...aboutKeys(set.kids), setId: set.id, ...payload });
    return set;
  }

  function requireKeeper(set: BackupSet, number: number, keeper: string | null): void {
    const seenBy = set.custodians[number - 1]?.name ?? null;
    if (keeper === null || seenBy === null || keeper === seenBy) return;
    throw new AppError('BACKUP_STATE', `share ${String(number)} was shown to ${seenBy}, and to nobody else`, {
      hint: 'two people would know one share: give this set up, destroy its papers, and begin a new one',
    });
  }

  function withCustodians(set: BackupSet, numbers: readonly number[], facts: Partial<Custodian>): BackupSet {
    const custodians = set.custodians.map((one) => (numbers.includes(one.number) ? { ...one, ...facts } : one));
    return { ...set, custodians };
  }

  function voided(set: BackupSet, reason: string): BackupSet {
    const shown = set.custodians.filter(({ since }) => since !== null).map(({ number }) => String(number));
    const after: BackupSet = { ...set, state: 'void', nextDrillAt: null, voided: { at: now(), reason } };
    return change(after, 'backup.voided', { reason, papersToDestroy: shown });
  }

  function nextDrillAt(since: string): string {
    return new Date(Date.parse(since) + policy.policy.backupDrillDays * DAY_MS).toISOString();
  }

  function comparison(setId: string, number: number, digest: string): ShareComparison {
    const shown = store.backupSets.shareDigest(setId, number);
    if (shown === null) return 'not-compared';
    return shown === digest ? 'same' : 'different';
  }

  return {
    comparison,
    async requireShown(shares) {
      for (const share of shares) {
        const compared = comparison(share.setId, share.number, await shareDigest(share));
        if (compared === 'different') throw wrongShare(share.number);
      }
    },
    list: () => store.backupSets.list().map(seen),
    get: (setId) => seen(stored(setId)),
    actor: () => actor,
    nextDrillAt,
    settle() {
      const isOpen = ({ state }: BackupSet) => state === 'open';
      const turn = isMine || !store.backupSets.list().some(isOpen) ? null : tryTurn();
      if (turn === null) return [];
      try {
        return store.write(() =>
          store.backupSets
            .list()
            .filter(isOpen)
            .map((set) => voided(set, INTERRUPTED).id),
        );
      } finally {
        turn.release();
      }
    },
    takeTurn() {
      const turn = isMine ? null : tryTurn();
      if (turn === null) {
        throw new AppError('HOME_IN_USE', 'another backup set is open in this home', {
          hint: 'close it or give it up first: dcm-keys backup list',
        });
      }
      isMine = true;
      return () => {
        isMine = false;
        turn.release();
      };
    },
    requireReplaceable(setId, kids) {
      const old = stored(setId);
      if (old.state !== 'closed') throw inState(old, 'only a closed set is replaced by another one');
      const missing = old.kids.filter((kid) => !kids.includes(kid));
      if (missing.length === 0) return;
      throw new AppError('INPUT_INVALID', `key ${missing[0] ?? ''} would have no backup any more`, {
        hint: 'name every key of the old set, or begin a set that replaces none',
      });
    },
    begin(set, digests) {
      for (const [at, digest] of digests.entries()) store.backupSets.keepShareDigest(set.id, at + 1, digest);
      change(set, 'backup.begun', {
        threshold: set.threshold,
        shares: set.shares,
        custodians: set.custodians.map(({ name }) => name),
        isRehearsal: set.isRehearsal,
        replaces: set.replaces,
        fileSha256: set.fileSha256,
      });
    },
    shown: (setId, number, keeper) =>
      store.write(() => {
        const set = stored(setId);
        const before = set.custodians[number - 1];
        if ((before?.since ?? null) !== null) requireKeeper(set, number, keeper);
        const name = keeper ?? before?.name ?? null;
        const facts = { since: now(), ...(name === null ? {} : { name }) };
        return change(withCustodians(set, [number], facts), 'backup.share-shown', { share: number, custodian: name });
      }),
    requireKeeper,
    requireStanding(setId) {
      const set = store.backupSets.get(setId);
      if (set === null || set.state === 'closed') return;
      const why = set.voided === null ? 'close it first' : `${set.voided.reason}: its papers are to be destroyed`;
      throw inState(set, why);
    },
    proven: (setId, number) =>
      store.write(() => {
        const set = stored(setId);
        return change(withCustodians(set, [number], { provenAt: now() }), 'backup.share-proven', {
          shares: [String(number)],
          custodians: namesOf(set, [number]),
        });
      }),
    checked: (setId, { share, outcome, compared }) =>
      trail.attempt(() => {
        const set = stored(setId);
        // What can't be compared may be made up: it moves nothing.
        const isProven = outcome === 'OK' && compared === 'same' && share !== null && set.state === 'closed';
        change(isProven ? withCustodians(set, [share], { provenAt: now() }) : set, 'backup.share-checked', {
          share,
          custodian: share === null ? null : (set.custodians[share - 1]?.name ?? null),
          outcome,
          compared,
        });
      }),
    close: (setId, places) =>
      store.write(() => {
        const set = stored(setId);
        const custodians = set.custodians.map((one) => ({ ...one, place: places.get(one.number) ?? one.place }));
        const at = now();
        const closed: BackupSet = { ...set, custodians, state: 'closed', closedAt: at, nextDrillAt: nextDrillAt(at) };
        const after = change(closed, 'backup.closed', {
          fileSha256: set.fileSha256,
          nextDrillAt: closed.nextDrillAt,
          places: custodians.map(({ place }) => place ?? ''),
        });
        for (const kid of set.kids) {
          const key = store.keys.get(kid);
          if (key !== null) store.keys.update({ ...key, copies: copiesMoved(key.copies, closed) });
        }
        const old = set.replaces === null ? null : store.backupSets.get(set.replaces);
        if (old?.state === 'closed') voided(old, `set ${shownSetId(setId)} took its place`);
        return after;
      }),
    void: (setId, reason) =>
      store.write(() => {
        const set = stored(setId);
        if (set.state === 'void') throw inState(set, 'nothing was changed');
        if (set.state === 'open' && !isMine && !isLeft(set)) {
          throw new AppError('HOME_IN_USE', 'this set is open in another window or command', {
            hint: 'give it up there',
          });
        }
        return voided(set, reason);
      }),
    drilled(setId, numbers, places) {
      const set = store.backupSets.get(setId);
      if (set?.state !== 'closed') return;
      const custodians = set.custodians.map((one) => ({ ...one, place: places.get(one.number)?.trim() ?? one.place }));
      const at = now();
      store.backupSets.put({
        ...withCustodians({ ...set, custodians }, numbers, { provenAt: at }),
        lastDrillAt: at,
        nextDrillAt: nextDrillAt(at),
      });
    },
  };
}

/** One key is named so that its passport has the event; several by a list. */
export function aboutKeys(kids: readonly string[]): AuditPayload {
  const [kid] = kids;
  return kids.length === 1 && kid !== undefined ? { kid, kids: [...kids] } : { kids: [...kids] };
}

export function namesOf({ custodians }: BackupSet, numbers: readonly number[]): string[] {
  return custodians.filter(({ number }) => numbers.includes(number)).map(({ name }) => name);
}

function inState({ id, state }: BackupSet, hint: string): AppError {
  return new AppError('BACKUP_STATE', `set ${shownSetId(id)} is ${state}`, { hint });
}
