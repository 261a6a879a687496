import { createHash } from 'node:crypto';
import type { SealedBackup } from '../../shared/model/backup.ts';
import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { custodiansOf, type NamedCustodian } from '../domain/custodians.ts';
import { AppError } from '../domain/errors.ts';
import { requireReason } from '../domain/reason.ts';
import { sealBackup } from '../domain/sealed-backup.ts';
import { readShare, requireSplit, type Share, shareDigest, shareText } from '../domain/share.ts';
import { requireFitting, type SecretSplitting, shownSetId, splitSecret } from '../domain/share-set.ts';
import type { AuditTrail } from './audit-trail.ts';
import { backupContent, copiesWith, type PlannedSet } from './backup-content.ts';
import { openWithShares } from './backup-opening.ts';
import type { BackupSets } from './backup-sets.ts';
import type { Environments } from './environments.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { Keys } from './keys.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { Standbys } from './standbys.ts';
import type { TrailSeal } from './trail-seal.ts';

export interface BackupRequest {
  readonly kids: readonly string[];
  /** m: so many shares will open it. */
  readonly threshold: number;
  /** One for each share, in the order of the shares. */
  readonly custodians: readonly NamedCustodian[];
  /** A closed set that this one takes the place of; it stands until this one is closed. */
  readonly replaces: string | null;
}

/**
 * Makes backups. The key that seals one lives in memory only, as its shares, from `begin` until the set is closed or void;
 * what ends this process before that makes the set void, for nobody can finish it.
 */
export interface Backups {
  /**
   * Seals the keys, splits the sealing key, and notes the set as a copy of each of them. The file is given once.
   * @throws INPUT_INVALID, CUSTODIANS_REFUSED, KEY_NOT_FOUND, KEY_SEALED, STATE_MOVE_REFUSED, BACKUP_NOT_FOUND, BACKUP_STATE,
   *   HOME_IN_USE where another set is open, KEYCHAIN_*, APP_LOCKED, AUDIT_BROKEN, HOME_*
   */
  begin(request: BackupRequest): Promise<{ readonly set: BackupSet; readonly file: string }>;
  /**
   * The text of one share: for its custodian's eyes, once he has said that he is ready. The only thing here that is secret.
   * `keeper`: who stands there, where that is not who was named at the beginning; a share is for one person.
   * @throws BACKUP_NOT_FOUND, BACKUP_STATE, APP_LOCKED, HOME_*
   */
  show(setId: string, number: number, keeper?: string | null): Promise<string>;
  /**
   * Compares what a custodian has read from his paper with what he was shown.
   * @throws SHARE_*, BACKUP_NOT_FOUND, BACKUP_STATE, APP_LOCKED, HOME_*
   */
  readBack(setId: string, number: number, text: string, keeper?: string | null): Promise<BackupSet>;
  /**
   * Restores every key in memory from what was read back, so that each share takes part, and closes the set; the set that
   * it replaces is void from then on. `places`: where each share lies, by its number. @throws BACKUP_NOT_PROVEN, BACKUP_REFUSED, SHARE_WRONG, BACKUP_*, APP_LOCKED, HOME_*
   */
  close(setId: string, places?: ReadonlyMap<number, string>): Promise<BackupSet>;
  /** Gives a set up. Its papers are to be destroyed: enough of them open the file. @throws BACKUP_NOT_FOUND, BACKUP_STATE, INPUT_INVALID */
  abandon(setId: string, reason: string): BackupSet;
  /** Forgets what is open: at the end of the home. */
  forget(): void;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly evidenceKey: EvidenceKey;
  readonly keys: Keys;
  readonly standbys: Standbys;
  readonly environments: Environments;
  readonly sets: BackupSets;
  readonly library: SecretSplitting;
  readonly installId: string;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** What only memory knows of the set that is open. */
interface OpenSet {
  readonly id: string;
  readonly file: SealedBackup;
  readonly shares: readonly Share[];
  /** As the custodians read them. */
  readonly readBack: Map<number, Share>;
  release(): void;
}

/** Makes the backups of one home. */
export function createBackups(dependencies: Dependencies): Backups {
  const { store, trail, seal, session, evidenceKey, keys, sets, library, clock, randomBytes } = dependencies;
  const now = () => new Date(clock.now()).toISOString();
  let open: OpenSet | null = null;

  function forget(): void {
    for (const { value } of [...(open?.shares ?? []), ...(open?.readBack.values() ?? [])]) value.fill(0);
    open?.release();
    open = null;
  }

  function requireOpen(setId: string): { readonly set: BackupSet; readonly held: OpenSet } {
    const set = sets.get(setId);
    if (set.state === 'open' && open?.id === setId) {
      if (session.isLocked()) throw locked();
      return { set, held: open };
    }
    const why = set.state === 'open' ? 'is open in another window or command' : `is ${set.state}`;
    throw new AppError('BACKUP_STATE', `set ${shownSetId(setId)} ${why}`, {
      hint: set.state === 'void' ? 'begin a new set, and destroy the papers of this one' : 'nothing was changed',
    });
  }

  function requireKey(kid: string): KeyRecord & { readonly keychainId: string } {
    const key = keys.record(kid);
    const { keychainId, state } = key;
    if (keychainId === null) throw notKept(kid, 'its private half is not kept here');
    if (dependencies.standbys.get(kid) !== null) {
      throw new AppError('KEY_SEALED', `key ${kid} is sealed as a standby key`, {
        hint: 'a sealed key needs no backup: leave it out',
      });
    }
    if (state === 'draft' || state === 'active' || state === 'suspended' || state === 'retired')
      return { ...key, keychainId };
    throw notKept(kid, `it is ${state}`);
  }

  /** The private halves in the order of the keys; the caller zeroes them. */
  async function halvesOf(keychain: OpenKeychain, wanted: readonly (KeyRecord & { readonly keychainId: string })[]) {
    const halves: Uint8Array[] = [];
    try {
      for (const { keychainId, thumbprint } of wanted) {
        halves.push(
          await keychain.privateKeys.use(keychainId, thumbprint, (key) => key.export({ format: 'der', type: 'pkcs8' })),
        );
      }
      return halves;
    } catch (error) {
      for (const half of halves) half.fill(0);
      throw error;
    }
  }

  function newSet(request: BackupRequest): PlannedSet {
    const { kids, threshold, custodians, replaces } = request;
    requireSplit(threshold, custodians.length, 'INPUT_INVALID');
    if (kids.length === 0 || new Set(kids).size !== kids.length) {
      throw new AppError('INPUT_INVALID', 'the keys of a backup are named once each, and at least one is', {
        hint: 'dcm-keys key list shows the keys of this home',
      });
    }
    if (replaces !== null) sets.requireReplaceable(replaces, kids);
    return {
      id: randomBytes(8).toString('hex'),
      state: 'open',
      threshold,
      shares: custodians.length,
      kids: [...kids],
      custodians: custodiansOf(custodians, custodians.length),
      begunAt: now(),
      by: sets.actor(),
      isRehearsal: dependencies.environments.homeKind() === 'practice',
      replaces,
      closedAt: null,
      voided: null,
      lastDrillAt: null,
      nextDrillAt: null,
    };
  }

  async function makeShares(set: PlannedSet, keychain: OpenKeychain) {
    const records = set.kids.map(requireKey);
    const withCopies = records.map((key) => ({ ...key, copies: copiesWith(key, set, randomBytes) }));
    const halves = await halvesOf(keychain, records);
    const [sealingKey, nonce] = [Uint8Array.from(randomBytes(32)), Uint8Array.from(randomBytes(12))];
    try {
      const file = await sealBackup(backupContent(set, withCopies, dependencies), {
        privateKeys: halves,
        sealingKey,
        nonce,
      });
      const shares = await splitSecret(sealingKey, { ...set, setId: set.id }, library);
      return { file, shares, digests: await Promise.all(shares.map(shareDigest)) };
    } finally {
      sealingKey.fill(0);
      for (const half of halves) half.fill(0);
    }
  }

  return {
    forget,
    async begin(request) {
      trail.requireWritable();
      sets.settle();
      const plan = newSet(request);
      plan.kids.forEach(requireKey);
      const release = sets.takeTurn();
      try {
        const keychain = session.open();
        await seal.requireWhole(keychain);
        await evidenceKey.ensure(keychain);
        const { file, shares, digests } = await makeShares(plan, keychain);
        const text = `${JSON.stringify(file, null, 2)}\n`;
        const set = { ...plan, fileSha256: createHash('sha256').update(text).digest('hex') };
        store.write(() => {
          for (const { key } of file.keys) {
            const record = keys.record(key.kid);
            const copies = key.copies.slice(-1);
            store.keys.update({ ...record, copies: [...record.copies, ...copies] });
          }
          sets.begin(set, digests);
        });
        await seal.seal(keychain);
        open = { id: set.id, file, shares, readBack: new Map(), release };
        return { set, file: text };
      } catch (error) {
        release();
        throw error;
      }
    },
    async show(setId, number, keeper = null) {
      const { set, held } = requireOpen(setId);
      const share = held.shares.find((one) => one.number === number);
      if (share === undefined) throw noShare(number, set);
      const text = await shareText(share);
      sets.shown(setId, number, keeper);
      return text;
    },
    async readBack(setId, number, text, keeper = null) {
      const { set, held } = requireOpen(setId);
      const shown = held.shares.find((one) => one.number === number);
      if (shown === undefined) throw noShare(number, set);
      if ((set.custodians[number - 1]?.since ?? null) === null) {
        throw new AppError('BACKUP_NOT_PROVEN', `share ${String(number)} was not shown yet`, { hint: 'show it first' });
      }
      sets.requireKeeper(set, number, keeper);
      const read = await readShare(text);
      const others = [...held.readBack.values()].filter((one) => one.number !== number);
      requireFitting(read, { ...set, setId }, others);
      if (read.number !== number || read.x !== shown.x || read.value.some((octet, at) => octet !== shown.value[at])) {
        throw new AppError(
          'SHARE_WRONG',
          `this is not share ${String(number)} as it was shown, but share ${String(read.number)}`,
          {
            hint: 'read the paper of this custodian, and no other',
          },
        );
      }
      held.readBack.set(number, read);
      return sets.proven(setId, number);
    },
    async close(setId, places = new Map()) {
      const { set, held } = requireOpen(setId);
      const missing = held.shares.filter(({ number }) => !held.readBack.has(number)).map(({ number }) => number);
      if (missing.length > 0) {
        throw new AppError(
          'BACKUP_NOT_PROVEN',
          `not read back yet: ${missing.map((one) => `share ${String(one)}`).join(', ')}`,
          {
            hint: 'each custodian reads his own paper back before the set can close',
          },
        );
      }
      const read = [...held.readBack.values()].sort((a, b) => a.number - b.number);
      for (let first = 0; first < read.length; first += set.threshold) {
        await openWithShares(held.file, [...read, ...read].slice(first, first + set.threshold), library);
      }
      const closed = sets.close(setId, places);
      forget();
      return closed;
    },
    abandon(setId, reason) {
      const wanted = requireReason(reason);
      const set = sets.void(setId, wanted);
      if (open?.id === setId) forget();
      return set;
    },
  };
}

function noShare(number: number, { shares }: BackupSet): AppError {
  return new AppError('INPUT_INVALID', `this set has no share ${String(number)}`, {
    hint: `there are 1 to ${String(shares)}`,
  });
}

function locked(): AppError {
  return new AppError('APP_LOCKED', 'the app is locked', { hint: 'unlock it: the set goes on where it was' });
}

function notKept(kid: string, why: string): AppError {
  return new AppError('STATE_MOVE_REFUSED', `key ${kid} can’t be backed up: ${why}`, {
    hint: 'a backup holds drafts, active, suspended and retired keys whose private half is here',
  });
}
