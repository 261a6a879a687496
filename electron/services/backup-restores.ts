import type { SealedBackup } from '../../shared/model/backup.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { Key, KeychainKind } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { requireReason } from '../domain/reason.ts';
import { requireHomeToRestore } from '../domain/sealed-backup-home.ts';
import { readBackupFile } from '../domain/sealed-backup-file.ts';
import type { Share } from '../domain/share.ts';
import { type SecretSplitting, shownSetId } from '../domain/share-set.ts';
import type { AuditTrail } from './audit-trail.ts';
import { type GivenShare, type OpenedKey, openWithShares, sharesFor, zeroShares } from './backup-opening.ts';
import type { BackupSets } from './backup-sets.ts';
import type { Environments } from './environments.ts';
import { publicFacts } from './key-storing.ts';
import { type PolicyInForce, requirePolicy } from './policy.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/** Brings the keys of a backup into a home that does not know them. */
export interface BackupRestores {
  /**
   * What a file says of itself, and that this home could take it; nothing is asked for or opened.
   * @throws BACKUP_REFUSED, KID_TAKEN where one of its keys is here in whatever state, ENVIRONMENT_EXISTS, HOME_KIND_MIXED, POLICY_INVALID
   */
  look(bytes: Buffer): SealedBackup;
  /**
   * Reads shares, and checks each against the file, those before it, and what was shown, where that is known here.
   * @throws BACKUP_REFUSED, SHARE_*
   */
  take(bytes: Buffer, texts: readonly string[]): Promise<readonly Pick<Share, 'number'>[]>;
  /**
   * Restores every key of a file: ids, states, lineage, registrations and the link to the trail that it came from. All of
   * it in one step, or nothing. A key comes back in the state that the backup knew, but for those that an officer wants
   * suspended; what happened to it later stands in the other trail. Shares that were read already are zeroed, whatever comes of it.
   * @throws what `look` throws, INPUT_INVALID, SHARE_*, KEYCHAIN_*, APP_LOCKED, AUDIT_BROKEN, HOME_*
   */
  restore(bytes: Buffer, given: readonly GivenShare[], decided?: RestoreDecision): Promise<readonly Key[]>;
}

/** What an officer has decided of keys that a backup knew as active. */
export interface RestoreDecision {
  /** kids of those that come back suspended. */
  readonly suspended: readonly string[];
  /** Who decided it, and why; `null`: not said. */
  readonly reason: string | null;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly environments: Environments;
  readonly policy: PolicyInForce;
  readonly sets: Pick<BackupSets, 'requireShown'>;
  readonly library: SecretSplitting;
  readonly randomBytes: RandomBytes;
}

interface Keeping {
  readonly keychain: OpenKeychain;
  readonly decided: RestoreDecision;
}

/** Makes the restoring of one home. */
export function createBackupRestores(dependencies: Dependencies): BackupRestores {
  const { store, trail, seal, session, environments, library, randomBytes, sets } = dependencies;

  function missingEnvironments(file: SealedBackup): readonly Environment[] {
    return file.environments.filter((one) => {
      const here = store.environments.get(one.name);
      if (here === null) {
        environments.preview(one);
        return true;
      }
      const isSame =
        here.baseUrl === one.baseUrl && here.counterpartyGuid === one.counterpartyGuid && here.kind === one.kind;
      if (isSame) return false;
      throw new AppError('ENVIRONMENT_EXISTS', `environment "${one.name}" is another DCM here than in the backup`, {
        hint: 'restore into a new home (--home DIR), or remove that environment first',
      });
    });
  }

  function requireRoom(file: SealedBackup): readonly Environment[] {
    requireHomeToRestore(file, environments.homeKind());
    for (const { key } of file.keys) {
      const known = store.keys.byThumbprint(key.thumbprint) ?? store.keys.get(key.kid);
      if (known === null) continue;
      throw new AppError('KID_TAKEN', `key ${known.kid} is in this home already: it is ${known.state} here`, {
        hint: 'nothing is restored over a key that is known: go on with it, or restore into a new home',
      });
    }
    return missingEnvironments(file);
  }

  function look(bytes: Buffer): SealedBackup {
    requirePolicy(dependencies.policy);
    const file = readBackupFile(bytes);
    requireRoom(file);
    return file;
  }

  function recordOf({ key, deleteFrom }: SealedBackup['keys'][number], keychain: KeychainKind): KeyRecord {
    return {
      ...key,
      custody: 'here',
      keychain,
      unavailableSince: null,
      deleteFrom,
      keychainId: `key-${randomBytes(16).toString('hex')}`,
      possessionNonce: null,
      possessionAskedAt: null,
    };
  }

  /** The keys, their environments and registrations, and the one event: all of it, or nothing. */
  function record(
    file: SealedBackup,
    records: readonly KeyRecord[],
    used: readonly Share[],
    { keychain, decided: { suspended, reason } }: Keeping,
  ): void {
    store.write(() => {
      for (const environment of requireRoom(file)) environments.insert(environment);
      session.record(keychain.keychain.kind);
      for (const one of records) {
        if (one.keychainId !== null) keychain.privateKeys.commit(one.keychainId);
        store.keys.insert(one);
      }
      for (const registration of file.registrations) store.registrations.put(registration);
      trail.append('backup.restored', {
        kids: records.map(({ kid }) => kid),
        setId: file.setId,
        thumbprints: records.map(({ thumbprint }) => thumbprint),
        states: file.keys.map(({ key }) => key.state),
        suspended: [...suspended],
        reason,
        born: file.keys.map(({ born }) => (born === null ? '' : `${String(born.seq)} ${born.hash}`)),
        environments: file.environments.map(({ name }) => name),
        shares: used.map(({ number }) => String(number)),
        madeAt: file.madeAt,
        fromInstallId: file.from.installId,
        fromHeadSeq: file.from.head.seq,
        fromHead: file.from.head.hash,
        fromEvidenceKey: file.from.evidenceKey,
        isRehearsal: file.isRehearsal,
      });
      for (const [at, { kid, alg, bits, thumbprint, state, env, ...key }] of records.entries()) {
        const born = file.keys[at]?.born ?? null;
        trail.append('key.restored', {
          ...{ kid, alg, bits, thumbprint, env },
          state: suspended.includes(kid) ? 'active' : state,
          compromisedSince: key.compromisedSince,
          compromisedAt: key.compromisedAt,
          setId: file.setId,
          born: born === null ? null : `${String(born.seq)} ${born.hash}`,
        });
      }
      for (const kid of suspended) {
        const why = `restored from set ${shownSetId(file.setId)}: whether it may sign is not said yet`;
        trail.append('key.moved', { kid, from: 'active', to: 'suspended', reason: why });
      }
    });
  }

  async function keep(file: SealedBackup, opened: readonly OpenedKey[], used: readonly Share[], keeping: Keeping) {
    const { keychain, decided } = keeping;
    const records = file.keys.map((one): KeyRecord => {
      const record = recordOf(one, keychain.keychain.kind);
      return decided.suspended.includes(record.kid) ? { ...record, state: 'suspended' } : record;
    });
    await keychain.exclusively(async () => {
      await keychain.privateKeys.reconcile();
      const written: string[] = [];
      try {
        for (const [at, { keychainId }] of records.entries()) {
          const half = opened[at];
          if (keychainId === null || half === undefined) continue;
          await keychain.privateKeys.write(keychainId, half.privateKey);
          written.push(keychainId);
        }
        record(file, records, used, keeping);
      } catch (error) {
        for (const id of written) await keychain.privateKeys.rollBack(id);
        throw error;
      }
    });
    return records;
  }

  return {
    look,
    async take(bytes, texts) {
      const shares = await sharesFor(readBackupFile(bytes), texts);
      try {
        await sets.requireShown(shares);
        return shares.map(({ number }) => ({ number }));
      } finally {
        zeroShares(shares);
      }
    },
    async restore(bytes, given, decided = { suspended: [], reason: null }) {
      const file = look(bytes);
      requireDecision(file, decided);
      const shares = await sharesFor(file, given);
      try {
        trail.requireWritable();
        const opened = await openWithShares(file, shares, library);
        const keychain = session.open();
        await seal.requireWhole(keychain);
        const records = await keep(file, opened, shares, { keychain, decided });
        await sealRestored(file, keychain);
        return records.map(publicFacts);
      } finally {
        zeroShares(shares);
      }
    },
  };

  /** From here on the keys are here: whoever reads of a failure must not restore them a second time. */
  async function sealRestored(file: SealedBackup, keychain: OpenKeychain): Promise<void> {
    try {
      await seal.seal(keychain);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      const what = `set ${shownSetId(file.setId)} was restored, but the head of the trail was not kept`;
      throw new AppError(cause.code, `${what}: ${cause.message}`, {
        hint: `do not restore it again: ${cause.hint}`,
        cause,
      });
    }
  }
}

/** @throws INPUT_INVALID, DATA_CLASS_REFUSED */
function requireDecision({ keys }: SealedBackup, { suspended, reason }: RestoreDecision): void {
  if (reason !== null) requireReason(reason);
  const other = suspended.find((kid) => !keys.some(({ key }) => key.kid === kid && key.state === 'active'));
  if (other === undefined && new Set(suspended).size === suspended.length) return;
  throw new AppError('INPUT_INVALID', `key ${other ?? ''} does not come back active, so it is not suspended either`, {
    hint: 'name each key once that the backup knew as active',
  });
}
