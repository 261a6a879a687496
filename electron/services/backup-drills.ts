import { createHash, createPublicKey } from 'node:crypto';
import type { SealedBackup } from '../../shared/model/backup.ts';
import type { DrillCertificate, DrillContent } from '../../shared/model/backup-set.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { drillBytes } from '../domain/drill-certificate.ts';
import { AppError } from '../domain/errors.ts';
import { pemFromJwk } from '../domain/jwk.ts';
import { isPrintable, requireFreeText } from '../domain/free-text.ts';
import { answersChallenge } from '../domain/key-pair.ts';
import { requireHomeToDrill } from '../domain/sealed-backup-home.ts';
import { readBackupFile } from '../domain/sealed-backup-file.ts';
import type { Share } from '../domain/share.ts';
import type { SecretSplitting } from '../domain/share-set.ts';
import { type GivenShare, type OpenedKey, openWithShares, sharesFor, zeroShares } from './backup-opening.ts';
import { aboutKeys, type BackupSets } from './backup-sets.ts';
import type { Environments } from './environments.ts';
import type { Proofs } from './proofs.ts';

export interface DrillRequest {
  /** The bytes of the file. */
  readonly file: Buffer;
  /** Those that were read already are zeroed, whatever comes of it. */
  readonly shares: readonly GivenShare[];
  /** Bags into which the papers go afterwards. */
  readonly bags: readonly string[];
  /** Where each paper lies from then on, by the number of its share; what is not named stays where it was. */
  readonly places?: ReadonlyMap<number, string>;
}

/** Proves that a backup could be restored, without restoring it. */
export interface BackupDrills {
  /**
   * Rebuilds each key in memory, lets it sign a challenge, verifies that with the public half that is known here (or else the
   * file's), drops it, and signs a dated certificate. Nothing is written to the keychain but the head of the trail.
   * @throws BACKUP_REFUSED, INPUT_INVALID or DATA_CLASS_REFUSED for a bag, BACKUP_STATE for a set that is void or open here, SHARE_*, SELF_TEST_FAILED, KEYCHAIN_*, APP_LOCKED, AUDIT_BROKEN, HOME_*
   */
  drill(request: DrillRequest): Promise<DrillCertificate>;
  /** The certificates of a set, newest first. */
  certificates(setId: string): readonly DrillCertificate[];
}

interface Dependencies {
  readonly store: Store;
  readonly environments: Pick<Environments, 'homeKind'>;
  readonly proofs: Proofs;
  readonly sets: BackupSets;
  readonly library: SecretSplitting;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Makes the drills of one home. */
export function createBackupDrills({
  store,
  environments,
  proofs,
  sets,
  library,
  clock,
  randomBytes,
}: Dependencies): BackupDrills {
  function prove(file: SealedBackup, { kid, thumbprint, privateKey }: OpenedKey): DrillCertificate['keys'][number] {
    const inFile = file.keys.find(({ key }) => key.kid === kid)?.key;
    const here = store.keys.get(kid);
    const known = here ?? inFile;
    const alg: SignatureAlgorithm | undefined = known?.alg;
    if (known === undefined || alg === undefined || known.thumbprint !== thumbprint) {
      throw failed(`the key ${kid} that came out of the backup is not the one of that name here`);
    }
    const challenge = Buffer.concat([Buffer.from(`restore drill of set ${file.setId}\0`), randomBytes(32)]);
    const publicKey = createPublicKey(pemFromJwk(known.jwk));
    if (!answersChallenge(alg, { privateKey, publicKey }, challenge)) {
      throw failed(`the key ${kid} that came out of the backup does not sign for its public half`);
    }
    const challengeSha256 = createHash('sha256').update(challenge).digest('hex');
    return { kid, thumbprint, challengeSha256, comparedWith: here === null ? 'file' : 'home' };
  }

  async function provenKeys(file: SealedBackup, shares: readonly Share[], places: ReadonlyMap<number, string>) {
    const stranger = [...places.keys()].find((one) => !shares.some(({ number }) => number === one));
    if (stranger !== undefined) {
      throw new AppError('INPUT_INVALID', `share ${String(stranger)} takes no part, and gets no new bag`, {
        hint: 'name bags for the shares that are here',
      });
    }
    await sets.requireShown(shares);
    return (await openWithShares(file, shares, library)).map((one) => prove(file, one));
  }

  return {
    certificates: (setId) => store.backupDrills.list(setId),
    async drill({ file: bytes, shares: given, bags, places = new Map() }) {
      const file = readBackupFile(bytes);
      const noted = bagsOf(bags, places);
      sets.requireStanding(file.setId);
      requireHomeToDrill(file, environments.homeKind());
      const shares = await sharesFor(file, given);
      const numbers = shares.map(({ number }) => number).sort((a, b) => a - b);
      const keys = await provenKeys(file, shares, places).finally(() => zeroShares(shares));
      const custodians = store.backupSets.get(file.setId)?.custodians ?? [];
      const at = new Date(clock.now()).toISOString();
      return await proofs.issue<DrillContent>({
        content: (frame) => ({
          format: 'dcm-drill-certificate' as const,
          version: 1 as const,
          at,
          setId: file.setId,
          threshold: file.threshold,
          shares: file.shares,
          isRehearsal: file.isRehearsal,
          fileSha256: createHash('sha256').update(bytes).digest('hex'),
          used: numbers.map((number) => ({ number, custodian: custodians[number - 1]?.name ?? null })),
          keys,
          bags: noted,
          nextDrillAt: sets.nextDrillAt(at),
          ...frame,
        }),
        bytes: drillBytes,
        event: ({ setId, used, nextDrillAt }) => [
          'backup.drilled',
          {
            ...aboutKeys(keys.map(({ kid }) => kid)),
            setId,
            shares: used.map(({ number }) => String(number)),
            thumbprints: keys.map(({ thumbprint }) => thumbprint),
            bags: noted,
            nextDrillAt,
          },
        ],
        keep(certificate) {
          store.backupDrills.insert(certificate);
          sets.drilled(file.setId, numbers, places);
        },
      });
    },
  };
}

const [MAX_BAG, MAX_BAGS] = [200, 16];

/** What the certificate says of bags: those that are named, and where each paper goes. @throws INPUT_INVALID, DATA_CLASS_REFUSED */
function bagsOf(bags: readonly string[], places: ReadonlyMap<number, string>): string[] {
  const named = [...places].map(([number, place]) => `share ${String(number)}: ${place.trim()}`);
  const all = [...bags, ...named].map((bag) => bag.trim()).filter((bag) => bag !== '');
  if (all.length > MAX_BAGS || all.some((bag) => bag.length > MAX_BAG || !isPrintable(bag))) {
    throw new AppError('INPUT_INVALID', 'what is said of the bags cannot be written down', {
      hint: `at most ${String(MAX_BAGS)} of them, each of at most ${String(MAX_BAG)} characters that can be printed`,
    });
  }
  requireFreeText(all.join('\n'));
  return all;
}

function failed(what: string): AppError {
  return new AppError('SELF_TEST_FAILED', what, {
    hint: 'this backup could not be relied on: make a new one while the key is still here',
  });
}
