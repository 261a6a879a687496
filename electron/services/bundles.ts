import type { BundleOf, BundleReport, TrustedMaker } from '../../shared/model/bundle.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Registration } from '../../shared/model/registration.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { verifyBundle } from '../domain/bundle.ts';
import { elsewhereProblem } from '../domain/bundle-place.ts';
import { AppError } from '../domain/errors.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { AuditTrail } from './audit-trail.ts';
import { type BundleIntake, requireTrusted, type TakenBundle } from './bundle-intake.ts';
import type { BundleSigning, MadeBundle } from './bundle-signing.ts';
import { publicKeyImporter } from './carried-keys.ts';
import type { CarriedRegistrations } from './carried-registrations.ts';
import type { Deliveries } from './deliveries.ts';
import type { Environments } from './environments.ts';
import type { JwksArchive } from './jwks-archive.ts';
import type { KeyImport } from './key-import.ts';
import type { TrustedMakers } from './trusted-makers.ts';

/** What a bundle is to this home, before anything is kept. */
export interface BundleLook {
  readonly report: BundleReport;
  /** Its maker, where he is trusted here. */
  readonly maker: TrustedMaker | null;
  /** Why it is not of this environment; `null`: it is, or no environment was named, or it is no whole bundle. */
  readonly elsewhere: string | null;
}

/** What was kept of a bundle. */
export interface ImportedBundle {
  readonly isTrusted: boolean;
  readonly signer: string;
  readonly snapshot: Snapshot | null;
  readonly added: readonly string[];
  /** Keys that were here already. */
  readonly known: readonly string[];
  /** What a receipt says of the registration of a key of ours. */
  readonly registration: Registration | null;
  /** A key that was sealed to this computer, and is kept here now. */
  readonly key: Key | null;
}

/** Signed files that go from one installation to another: public data, or one private key sealed to one computer. */
export interface Bundles {
  /** @throws SNAPSHOT_NOT_FOUND, JWKS_REFUSED for a set that breaks the rules, DATA_CLASS_REFUSED, APP_LOCKED, KEYCHAIN_*, AUDIT_BROKEN, HOME_* */
  ofSnapshot(id: number): Promise<MadeBundle>;
  /** `kids` empty: all keys of the environment that may be used. @throws ENVIRONMENT_UNKNOWN, KEY_NOT_FOUND, KEY_NOT_ACTIVE, KEY_OUT_OF_SCOPE, and as above */
  ofKeys(env: string, kids: readonly string[]): Promise<MadeBundle>;
  /** Nothing is kept. @throws ENVIRONMENT_UNKNOWN */
  look(bytes: Buffer, env: string | null): BundleLook;
  /**
   * Keeps what is in a bundle. It counts as signed where `trusted` is its signer, or its maker is trusted here, and as an
   * unvouched file otherwise. What its maker himself had from an unvouched file stays one.
   * A receipt and a sealed key are taken from a trusted maker only.
   * @throws BUNDLE_*, DATA_CLASS_REFUSED, INPUT_*, ENVIRONMENT_UNKNOWN, JWKS_REFUSED, KID_TAKEN, and what importing a key throws
   */
  import(env: string, bytes: Buffer, trusted: string | null): Promise<ImportedBundle>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly environments: Environments;
  readonly archive: JwksArchive;
  readonly history: ArchiveHistory;
  readonly keyImport: KeyImport;
  readonly makers: TrustedMakers;
  readonly intake: BundleIntake;
  readonly signing: BundleSigning;
  readonly carriedRegistrations: CarriedRegistrations;
  readonly deliveries: Deliveries;
}

const USABLE: readonly Key['state'][] = ['draft', 'active', 'suspended', 'retired'];

/** Makes the bundles of one home. */
export function createBundles(dependencies: Dependencies): Bundles {
  const { store, trail, environments, archive, history, makers, intake, signing } = dependencies;
  const { carriedRegistrations, deliveries } = dependencies;
  const importPublic = publicKeyImporter(dependencies);

  function keyFor(kid: string, env: string): Key {
    const key = store.keys.get(kid);
    if (key === null)
      throw new AppError('KEY_NOT_FOUND', `there is no key "${kid}"`, { hint: 'dcm-keys key list shows them' });
    if (key.env !== null && key.env !== env) {
      throw new AppError('KEY_OUT_OF_SCOPE', `"${kid}" is a key of environment "${key.env}"`, {
        hint: 'name that environment, or leave the key out',
      });
    }
    if (!USABLE.includes(key.state)) {
      throw new AppError('KEY_NOT_ACTIVE', `"${kid}" is ${key.state}`, {
        hint: 'leave it out: nobody else should rely on it',
      });
    }
    return key;
  }

  function importSet(
    { environment: { name }, signer, isKnown, sha256 }: TakenBundle,
    { snapshot: of }: BundleOf<'jwks-snapshot'>,
  ): Pick<ImportedBundle, 'isTrusted' | 'snapshot'> {
    const { jwks, firstSeenAt, lastSeenAt, source, trust } = of;
    const isTrusted = isKnown && trust !== 'file';
    const bytes = Buffer.from(jwks, 'utf8');
    const bundle = { signer, sha256, isTrusted, firstSeenAt };
    return { isTrusted, snapshot: archive.import(name, { bytes, source, takenAt: lastSeenAt, bundle }) };
  }

  return {
    async ofSnapshot(id) {
      const { env, problem, sha256 } = archive.get(id);
      if (problem !== null) {
        throw new AppError('JWKS_REFUSED', `snapshot ${String(id)} breaks the rules for sets: ${problem}`, {
          hint: 'only a set that could be used here is passed on',
        });
      }
      const seen = history.stretches(env).filter(({ snapshotId }) => snapshotId === id);
      const vouched = seen.filter(({ trust }) => trust !== 'file');
      const best = (vouched.length > 0 ? vouched : seen).toSorted((one, other) => one.to - other.to).at(-1);
      if (best === undefined) throw new Error('a snapshot was seen at least once');
      const { from, to, source, trust } = best;
      const firstSeenAt = new Date(from).toISOString();
      const lastSeenAt = new Date(to).toISOString();
      const look = archive.sightings(id).find((one) => one.lastAt === lastSeenAt && one.trust === trust);
      const jwks = archive.bytes(id).toString('utf8');
      return await signing.sign(environments.get(env), () => ({
        kind: 'jwks-snapshot',
        snapshot: {
          firstSeenAt,
          lastSeenAt,
          source,
          trust,
          certificateSha256: look?.certificateSha256 ?? null,
          sha256,
          jwks,
        },
      }));
    },
    async ofKeys(env, kids) {
      const environment = environments.get(env);
      const all = store.keys
        .list()
        .filter((key) => (key.env === null || key.env === env) && USABLE.includes(key.state));
      const keys = kids.length === 0 ? all : kids.map((kid) => keyFor(kid, env));
      if (keys.length === 0) {
        throw new AppError('KEY_NOT_FOUND', `there is no key for "${env}" that could be passed on`, {
          hint: 'make one first, or import one',
        });
      }
      return await signing.sign(environment, () => ({
        kind: 'public-keys',
        keys: keys.map(({ kid, alg, jwk }) => ({ kid, alg, jwk })),
      }));
    },
    look(bytes, env) {
      const environment = env === null ? null : environments.get(env);
      const report = verifyBundle(bytes, null);
      const maker = report.evidenceKey === null ? null : makers.get(report.evidenceKey);
      const elsewhere =
        environment === null || report.environment === null ? null : elsewhereProblem(report.environment, environment);
      return { report: { ...report, signer: maker === null ? 'unknown' : 'known' }, maker, elsewhere };
    },
    async import(env, bytes, trusted) {
      const taken = intake.take(env, bytes, trusted);
      const { bundle, signer, isKnown, sha256 } = taken;
      const nothing = {
        isTrusted: isKnown,
        signer,
        snapshot: null,
        added: [],
        known: [],
        registration: null,
        key: null,
      };
      switch (bundle.kind) {
        case 'jwks-snapshot':
          return { ...nothing, ...importSet(taken, bundle) };
        case 'public-keys': {
          const { added, known } = await importPublic(env, bundle.keys, { isDraft: false });
          const about = { kind: bundle.kind, env, sha256, signer, isTrusted: isKnown, added, known };
          store.write(() => trail.append('bundle.imported', about));
          return { ...nothing, added, known };
        }
        case 'registration-receipt':
          requireTrusted(taken);
          return { ...nothing, registration: carriedRegistrations.receive({ ...taken, bundle }) };
        case 'device-sealed-key':
          requireTrusted(taken);
          return { ...nothing, key: await deliveries.receive({ ...taken, bundle }) };
        case 'registration-request':
          throw notImported(
            'a registration request is posted, and not kept',
            `dcm-keys dcm register --request F --env ${env}`,
          );
        case 'device-key':
          throw notImported(
            'a device key is sealed to, and not kept',
            `dcm-keys bundle create device-sealed-key --key KID --device F --env ${env} --reason R`,
          );
      }
    },
  };
}

function notImported(message: string, hint: string): AppError {
  return new AppError('INPUT_INVALID', message, { hint });
}
