import { createHash } from 'node:crypto';
import type { SealedBackup } from '../../shared/model/backup.ts';
import type { DrillCertificate } from '../../shared/model/backup-set.ts';
import type { Key } from '../../shared/model/key.ts';
import type { OpenedBackup, OpenedFor } from '../../shared/model/opened-backup.ts';
import type { ShareFinding } from '../../shared/model/share-check.ts';
import { AppError } from '../domain/errors.ts';
import { requireHomeToDrill } from '../domain/sealed-backup-home.ts';
import { readBackupFile } from '../domain/sealed-backup-file.ts';
import type { Share } from '../domain/share.ts';
import { takeShare } from '../domain/share-check.ts';
import { zeroShares } from './backup-opening.ts';
import type { RestoreDecision } from './backup-restores.ts';
import type { After } from './clipboard.ts';
import type { Home } from './home.ts';

/** Shares that wait longer than this for the next one are forgotten: the custodians have gone. */
const LEFT_AFTER_MS = 15 * 60_000;

/**
 * One backup that lies before its custodians, who bring their shares one after the other. Shares are held here, between two
 * entries, and nowhere else; nothing here ever gives one back. They are zeroed and forgotten once they were used, when
 * another backup is opened, when it is locked, when nobody goes on, and when the page or the home ends.
 */
export interface BackupDesk {
  /** @throws BACKUP_REFUSED, APP_LOCKED */
  open(bytes: Buffer, openedFor: OpenedFor): OpenedBackup;
  read(): OpenedBackup | null;
  /** Looks at a share, and holds it where it is in order. @throws BACKUP_STATE where nothing lies here or enough are held, APP_LOCKED */
  add(text: string): Promise<{ readonly found: ShareFinding; readonly opened: OpenedBackup }>;
  /** `places`: where each paper goes from here, by the number of its share. @throws what `BackupDrills.drill` throws, BACKUP_STATE */
  drill(places: ReadonlyMap<number, string>): Promise<DrillCertificate>;
  /**
   * Brings its keys into this home. Each key that the backup knew as active comes back suspended, or there is a reason why it
   * may sign at once. @throws what `BackupRestores.restore` throws, BACKUP_STATE, INPUT_INVALID
   */
  restore(decided: RestoreDecision): Promise<{ readonly keys: readonly Key[]; readonly from: SealedBackup['from'] }>;
  forget(): void;
}

interface Dependencies {
  readonly home: Pick<Home, 'session' | 'keys' | 'environments' | 'backupSets' | 'backupRestores' | 'backupDrills'>;
  readonly after: After;
  /** Told when shares are forgotten though nobody asked for it. */
  readonly onForgotten: () => void;
}

/** What only memory knows. */
interface Held {
  readonly openedFor: OpenedFor;
  readonly bytes: Buffer;
  readonly file: SealedBackup;
  readonly shares: Share[];
  readonly before: Pick<Share, 'number' | 'x'>[];
  forgotten: OpenedBackup['forgotten'];
}

/** Makes the desk of one window. */
export function createBackupDesk({ home, after, onForgotten }: Dependencies): BackupDesk {
  let held: Held | null = null;
  let callOff = (): void => undefined;

  function dropShares({ shares, before }: Held): void {
    callOff();
    zeroShares(shares);
    shares.length = 0;
    before.length = 0;
  }

  function forget(): void {
    if (held !== null) dropShares(held);
    held = null;
  }
  home.session.onLock(forget);

  /** Each entry begins the time anew. */
  function waitFor(mine: Held): void {
    callOff();
    callOff = after(LEFT_AFTER_MS, () => {
      dropShares(mine);
      mine.forgotten = 'left';
      onForgotten();
    });
  }

  function requireHeld(wanted: OpenedFor | null): Held {
    if (home.session.isLocked()) throw new AppError('APP_LOCKED', 'the app is locked', { hint: 'unlock it first' });
    if (held !== null && (wanted === null || held.openedFor === wanted)) return held;
    throw new AppError('BACKUP_STATE', 'no backup lies open for this', { hint: 'choose its file again' });
  }

  /** Copies for one use, which zeroes them; ours stay, so that a keychain that does not answer costs nobody his typing. */
  function copies({ shares }: Held): Share[] {
    return shares.map((share) => ({ ...share, value: share.value.slice() }));
  }

  async function using<T>(mine: Held, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      if (held === mine) forget();
      return result;
    } catch (error) {
      // One of them is not what it says, and nobody knows which.
      if (error instanceof AppError && error.code === 'SHARE_WRONG') {
        dropShares(mine);
        mine.forgotten = 'refused';
        onForgotten();
      }
      throw error;
    }
  }

  function problemOf({ openedFor, bytes, file }: Held): OpenedBackup['problem'] {
    try {
      if (openedFor === 'restore') home.backupRestores.look(bytes);
      else {
        home.backupSets.requireStanding(file.setId);
        requireHomeToDrill(file, home.environments.homeKind());
      }
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, message: error.message, hint: error.hint };
    }
  }

  function seen(mine: Held): OpenedBackup {
    const { openedFor, bytes, file, shares, forgotten } = mine;
    const here = home.keys.list();
    const set = home.backupSets.list().find(({ id }) => id === file.setId);
    return {
      openedFor,
      setId: file.setId,
      threshold: file.threshold,
      shares: file.shares,
      madeAt: file.madeAt,
      isRehearsal: file.isRehearsal,
      fileSha256: createHash('sha256').update(bytes).digest('hex'),
      known: set?.state ?? null,
      keys: file.keys.map(({ key: { kid, label, alg, env, thumbprint, state } }) => {
        const known = here.find((one) => one.kid === kid || one.thumbprint === thumbprint);
        return { kid, label, alg, env, thumbprint, state, here: known?.state ?? null };
      }),
      taken: shares.map(({ number }) => {
        const { name = null, place = null } = set?.custodians.find((one) => one.number === number) ?? {};
        return { number, custodian: name, place };
      }),
      problem: problemOf(mine),
      forgotten,
    };
  }

  return {
    forget,
    read: () => (held === null ? null : seen(held)),
    open(bytes, openedFor) {
      forget();
      if (home.session.isLocked()) throw new AppError('APP_LOCKED', 'the app is locked', { hint: 'unlock it first' });
      const file = readBackupFile(bytes);
      held = { openedFor, bytes, file, shares: [], before: [], forgotten: null };
      return seen(held);
    },
    async add(text) {
      const mine = requireHeld(null);
      if (mine.shares.length >= mine.file.threshold) {
        throw new AppError('BACKUP_STATE', 'enough shares are here', { hint: 'go on: no other one is needed' });
      }
      const { finding, share } = await takeShare(text, {
        set: () => mine.file,
        before: mine.before,
        compare: (one, digest) => home.backupSets.comparison(one.setId, one.number, digest),
      });
      if (share !== null) {
        if (held !== mine) {
          zeroShares([share]);
          requireHeld(null);
          throw new AppError('BACKUP_STATE', 'another backup lies here now', { hint: 'bring the share again' });
        }
        mine.shares.push(share);
      }
      mine.forgotten = null;
      if (mine.shares.length > 0) waitFor(mine);
      return { found: finding, opened: seen(mine) };
    },
    async drill(places) {
      const mine = requireHeld('drill');
      const request = { file: mine.bytes, shares: copies(mine), bags: [], places };
      return await using(mine, async () => await home.backupDrills.drill(request));
    },
    async restore(decided) {
      const mine = requireHeld('restore');
      const { file, bytes } = mine;
      const maySign = file.keys.some(({ key }) => key.state === 'active' && !decided.suspended.includes(key.kid));
      if (maySign && decided.reason === null) {
        throw new AppError('INPUT_INVALID', 'a reason is missing why a key may sign at once', {
          hint: 'say who asked what became of it since, or let it come back suspended',
        });
      }
      const keys = await using(mine, async () => await home.backupRestores.restore(bytes, copies(mine), decided));
      return { keys, from: file.from };
    },
  };
}
