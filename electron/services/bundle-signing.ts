import { bundleContentSchema, type BundleContent, type BundleReport } from '../../shared/model/bundle.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { bundleBytes, verifyBundle } from '../domain/bundle.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/** A bundle that was just signed. */
export interface MadeBundle {
  /** As it is written to a file or shown as QR codes. */
  readonly text: string;
  readonly fileName: string;
  readonly report: BundleReport;
}

/** What a bundle carries, of any kind. */
type Carried = DistributiveOmit<
  BundleContent,
  'format' | 'version' | 'madeAt' | 'installId' | 'environment' | 'evidenceKey'
>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The one place where bundles are signed. */
export interface BundleSigning {
  /**
   * Opens the keychain of a home whose trail is whole, lets `carry` make what goes into the bundle, signs it, checks the
   * result by reading it, and records that it was made.
   * @throws DATA_CLASS_REFUSED, APP_LOCKED, KEYCHAIN_*, AUDIT_BROKEN, SELF_TEST_FAILED, HOME_*, and what `carry` throws
   */
  sign(environment: Environment, carry: (keychain: OpenKeychain) => Carried | Promise<Carried>): Promise<MadeBundle>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly evidenceKey: EvidenceKey;
  readonly installId: string;
  readonly clock: Clock;
}

/** Makes the signer of one home's bundles. */
export function createBundleSigning(dependencies: Dependencies): BundleSigning {
  const { store, trail, seal, session, evidenceKey, installId, clock } = dependencies;
  return {
    async sign({ name, kind, baseUrl, counterpartyGuid }, carry) {
      trail.requireWritable();
      const keychain = session.open();
      await seal.requireWhole(keychain);
      await evidenceKey.ensure(keychain);
      const publicJwk = evidenceKey.publicJwk();
      if (publicJwk === null) throw new Error('the evidence key was just made');
      const carried = await carry(keychain);
      const content = bundleContentSchema.parse({
        format: 'dcm-bundle',
        version: 1,
        madeAt: new Date(clock.now()).toISOString(),
        installId,
        environment: { name, kind, baseUrl, counterpartyGuid },
        evidenceKey: publicJwk,
        ...carried,
      });
      const signature = await evidenceKey.sign(keychain, bundleBytes(content));
      const text = `${JSON.stringify({ ...content, signature: signature.toString('base64url') })}\n`;
      const report = verifyBundle(Buffer.from(text), evidenceKey.fingerprint());
      if (report.signer !== 'known') {
        throw new AppError('SELF_TEST_FAILED', `the bundle does not verify: ${report.problem ?? 'another signer'}`, {
          hint: 'nothing was written; report it',
        });
      }
      const { sha256, kids } = report;
      // What is about one key of ours stands in its passport too; the kids of a set are DCM's.
      const [only] = kids;
      const about = carried.kind === 'jwks-snapshot' || kids.length !== 1 || only === undefined ? {} : { kid: only };
      store.write(() => trail.append('bundle.made', { ...about, kind: carried.kind, env: name, sha256, kids }));
      await seal.seal(keychain);
      return { text, fileName: `${carried.kind}-${name}-${sha256.slice(0, 12)}.json`, report };
    },
  };
}
