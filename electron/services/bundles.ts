import type { Bundle, BundleContent, BundleReport, TrustedMaker } from '../../shared/model/bundle.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { bundleBytes, readBundle, verifyBundle } from '../domain/bundle.ts';
import { elsewhereProblem } from '../domain/bundle-place.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { jwkThumbprint } from '../domain/thumbprint.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { JwksArchive } from './jwks-archive.ts';
import type { KeyImport } from './key-import.ts';
import type { Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';
import type { TrustedMakers } from './trusted-makers.ts';

/** A bundle that was just signed. */
export interface MadeBundle {
  /** As it is written to a file or shown as QR codes. */
  readonly text: string;
  readonly fileName: string;
  readonly report: BundleReport;
}

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
}

/** Signed files by which public data goes from one installation to another. */
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
   * @throws BUNDLE_*, DATA_CLASS_REFUSED, INPUT_*, ENVIRONMENT_UNKNOWN, JWKS_REFUSED, KID_TAKEN, and what importing a key throws
   */
  import(env: string, bytes: Buffer, trusted: string | null): Promise<ImportedBundle>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly evidenceKey: EvidenceKey;
  readonly environments: Environments;
  readonly archive: JwksArchive;
  readonly history: ArchiveHistory;
  readonly keyImport: KeyImport;
  readonly makers: TrustedMakers;
  readonly installId: string;
  readonly clock: Clock;
}

const USABLE: readonly Key['state'][] = ['draft', 'active', 'suspended', 'retired'];

/** Makes the bundles of one home. */
export function createBundles(dependencies: Dependencies): Bundles {
  const { store, trail, seal, session, evidenceKey, environments, archive, history, keyImport, makers } = dependencies;

  type Carried =
    | Pick<Extract<BundleContent, { kind: 'jwks-snapshot' }>, 'kind' | 'snapshot'>
    | Pick<Extract<BundleContent, { kind: 'public-keys' }>, 'kind' | 'keys'>;

  async function sign({ name, kind, baseUrl, counterpartyGuid }: Environment, carried: Carried): Promise<MadeBundle> {
    trail.requireWritable();
    const keychain = session.open();
    await seal.requireWhole(keychain);
    await evidenceKey.ensure(keychain);
    const publicJwk = evidenceKey.publicJwk();
    if (publicJwk === null) throw new Error('the evidence key was just made');
    const content: BundleContent = {
      format: 'dcm-bundle',
      version: 1,
      madeAt: new Date(dependencies.clock.now()).toISOString(),
      installId: dependencies.installId,
      environment: { name, kind, baseUrl, counterpartyGuid },
      evidenceKey: publicJwk,
      ...carried,
    };
    const signature = await evidenceKey.sign(keychain, bundleBytes(content));
    const text = `${JSON.stringify({ ...content, signature: signature.toString('base64url') })}\n`;
    const report = verifyBundle(Buffer.from(text), evidenceKey.fingerprint());
    if (report.signer !== 'known') {
      throw new AppError('SELF_TEST_FAILED', `the bundle does not verify: ${report.problem ?? 'another signer'}`, {
        hint: 'nothing was written; report it',
      });
    }
    store.write(() =>
      trail.append('bundle.made', { kind: carried.kind, env: name, sha256: report.sha256, kids: report.kids }),
    );
    await seal.seal(keychain);
    return { text, fileName: `${carried.kind}-${name}-${report.sha256.slice(0, 12)}.json`, report };
  }

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

  function decideTrust(fingerprint: string, trusted: string | null): boolean {
    if (trusted !== null && trusted !== fingerprint) {
      throw new AppError('BUNDLE_BY_ANOTHER', `it is signed by ${fingerprint}, and not by the key that is trusted`, {
        hint: 'nothing was kept: call its maker, and compare the fingerprints',
      });
    }
    return trusted === fingerprint || makers.get(fingerprint) !== null;
  }

  async function importKeys(env: string, keys: Extract<Bundle, { kind: 'public-keys' }>['keys']) {
    const facts = keys.map((one) => ({ ...one, here: store.keys.byThumbprint(jwkThumbprint(one.jwk)) }));
    const taken = facts.find(({ kid, here }) => here === null && store.keys.get(kid) !== null);
    if (taken !== undefined) {
      throw new AppError('KID_TAKEN', `another key here is called "${taken.kid}"`, {
        hint: 'nothing was kept: find out which of the two is meant',
      });
    }
    const added: string[] = [];
    for (const { kid, alg, jwk, here } of facts) {
      if (here !== null) continue;
      const bytes = Buffer.from(JSON.stringify(jwk));
      const noPassphrase = () => Promise.reject(new Error('a public key has no passphrase'));
      const rest = { label: null, expiresAt: null, isDraft: false, source: null, passphrase: noPassphrase };
      await keyImport.import({ ...rest, bytes, kid, alg, env });
      added.push(kid);
    }
    return { added, known: facts.flatMap(({ here }) => (here === null ? [] : [here.kid])) };
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
      return await sign(environments.get(env), {
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
      });
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
      return await sign(environment, {
        kind: 'public-keys',
        keys: keys.map(({ kid, alg, jwk }) => ({ kid, alg, jwk })),
      });
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
      const environment = environments.get(env);
      const { bundle, fingerprint } = readBundle(bytes);
      const elsewhere = elsewhereProblem(bundle.environment, environment);
      if (elsewhere !== null) {
        throw new AppError('BUNDLE_ELSEWHERE', elsewhere, {
          hint: 'nothing was kept: choose the environment that it was made for, or add that one',
        });
      }
      const isKnown = decideTrust(fingerprint, trusted);
      const { sha256 } = verifyBundle(bytes, null);
      if (bundle.kind === 'public-keys') {
        const { added, known } = await importKeys(env, bundle.keys);
        const about = { kind: bundle.kind, env, sha256, signer: fingerprint, isTrusted: isKnown, added, known };
        store.write(() => trail.append('bundle.imported', about));
        return { isTrusted: isKnown, signer: fingerprint, snapshot: null, added, known };
      }
      const { jwks, firstSeenAt, lastSeenAt, source, trust } = bundle.snapshot;
      const isTrusted = isKnown && trust !== 'file';
      const snapshot = archive.import(env, {
        bytes: Buffer.from(jwks, 'utf8'),
        source,
        takenAt: lastSeenAt,
        bundle: { signer: fingerprint, sha256, isTrusted, firstSeenAt },
      });
      return { isTrusted, signer: fingerprint, snapshot, added: [], known: [] };
    },
  };
}
