import type { BundleOf } from '../../shared/model/bundle.ts';
import type { Key } from '../../shared/model/key.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import { deviceThumbprint } from '../domain/device-sealed.ts';
import { AppError } from '../domain/errors.ts';
import type { OpenPkcs12 } from '../domain/pkcs12-contents.ts';
import { readKeyFile } from '../domain/private-key-file.ts';
import { requireReason } from '../domain/reason.ts';
import { jwkThumbprint } from '../domain/thumbprint.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { BundleIntake, TakenBundle } from './bundle-intake.ts';
import type { BundleSigning, MadeBundle } from './bundle-signing.ts';
import { type DeviceKey, sealToDevice } from './device-key.ts';
import type { Environments } from './environments.ts';
import type { KeyAvailability } from './key-availability.ts';
import type { KeyDetails } from './key-details.ts';
import type { KeyImport } from './key-import.ts';
import type { KeyStoring } from './key-storing.ts';
import type { Keys } from './keys.ts';

/** A key that is made on one computer and used on another: it travels sealed to that computer's own key. */
export interface Deliveries {
  /** The public key of this computer, to be compared in words with whoever seals to it. @throws ENVIRONMENT_UNKNOWN, and what signing throws */
  ofDevice(env: string): Promise<MadeBundle>;
  /**
   * Seals a key of this computer to the one whose device key came in a bundle, and notes that it has a copy there.
   * @throws BUNDLE_*, KEY_NOT_FOUND, KEY_OUT_OF_SCOPE, KEY_NOT_ACTIVE, KEY_SEALED, KEY_UNAVAILABLE, INPUT_INVALID, and what signing throws
   */
  deliver(
    kid: string,
    to: { readonly env: string; readonly device: Buffer; readonly trusted: string | null; readonly reason: string },
  ): Promise<MadeBundle>;
  /**
   * Keeps a key that was sealed to this computer: a new draft, or the private half of a key whose public half is here. Its
   * thumbprint is compared before anything is kept.
   * @throws BUNDLE_ELSEWHERE for another computer's, BUNDLE_REFUSED, KID_TAKEN, and what importing a key throws
   */
  receive(taken: TakenBundle<BundleOf<'device-sealed-key'>>): Promise<Key>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly deviceKey: DeviceKey;
  readonly environments: Environments;
  readonly intake: BundleIntake;
  readonly signing: BundleSigning;
  readonly storing: KeyStoring;
  readonly keys: Keys;
  readonly keyDetails: KeyDetails;
  readonly keyAvailability: KeyAvailability;
  readonly keyImport: KeyImport;
  readonly openPkcs12: OpenPkcs12;
  /** What this computer is called on the screens of others. */
  readonly deviceName: string;
}

/** States in which a key may still be needed somewhere. */
const DELIVERABLE: readonly Key['state'][] = ['draft', 'active', 'suspended'];

/** Makes the deliveries of one home. */
export function createDeliveries(dependencies: Dependencies): Deliveries {
  const { store, trail, deviceKey, environments, intake, signing, storing, keys, keyDetails } = dependencies;
  const { keyAvailability, keyImport, openPkcs12, deviceName } = dependencies;

  function requireDeliverable(kid: string, env: string) {
    const key = keys.record(kid);
    if (key.env !== env) {
      throw new AppError('KEY_OUT_OF_SCOPE', `this key does not belong to environment "${env}"`, {
        hint: 'name its own environment',
      });
    }
    if (DELIVERABLE.includes(key.state)) return key;
    throw new AppError('KEY_NOT_ACTIVE', `this key is ${key.state}: it is delivered to nobody`, {
      hint: 'make another key',
    });
  }

  /** This very file was kept before, and the private half is here still. */
  function wasReceived({ kid, keychainId, state }: KeyRecord, sha256: string): boolean {
    if (keychainId === null || state === 'deleted') return false;
    return store.audit.about(kid).some(({ type, payload }) => type === 'key.received' && payload['sha256'] === sha256);
  }

  return {
    async ofDevice(env) {
      return await signing.sign(environments.get(env), async (keychain) => {
        await deviceKey.ensure(keychain);
        const jwk = deviceKey.publicJwk();
        if (jwk === null) throw new Error('the device key was just made');
        return { kind: 'device-key', device: { name: deviceName, jwk } };
      });
    },
    async deliver(kid, { env, device, trusted, reason: given }) {
      const reason = requireReason(given);
      const { bundle, environment } = intake.takeTrusted('device-key', { env, bytes: device, trusted });
      const { name, jwk: deviceJwk } = bundle.device;
      const to = deviceThumbprint(deviceJwk);
      requireDeliverable(kid, env);
      const made = await signing.sign(environment, async (keychain) => {
        const key = requireDeliverable(kid, env);
        const jwe = await keyAvailability.use(keychain, key, async (one) => await sealToDevice(one, deviceJwk));
        // Noted before it can leave: from here on the key may be elsewhere. Sealed once more, it is the same copy.
        const copy = { kind: 'other', where: `${name} (device key ${to})` } as const;
        const isNoted = key.copies.some(({ where, goneAt }) => where === copy.where && goneAt === null);
        if (!isNoted) keyDetails.addCopy(kid, copy);
        const { alg, jwk } = key;
        return { kind: 'device-sealed-key', sealed: { kid, alg, jwk, device: to, deviceName: name, jwe } };
      });
      const about = { device: to, deviceName: name, reason, sha256: made.report.sha256 };
      store.write(() => trail.append('key.delivered', { kid, env, ...about }));
      return made;
    },
    async receive({ bundle, signer, sha256, environment }) {
      const { kid, alg, jwk, device, jwe } = bundle.sealed;
      if (device !== deviceKey.fingerprint()) {
        throw new AppError('BUNDLE_ELSEWHERE', `it is sealed to another computer: ${bundle.sealed.deviceName}`, {
          hint: 'nothing was kept: import it there, or let it be sealed to the device key of this computer',
        });
      }
      const keychain = await storing.open();
      const bytes = await deviceKey.open(keychain, jwe);
      try {
        const noPassphrase = () => Promise.reject(new Error('what is sealed is not encrypted once more'));
        const file = await readKeyFile(bytes, { passphrase: noPassphrase, openPkcs12 });
        if (file.privateKey === null || file.thumbprint !== jwkThumbprint(jwk)) {
          throw new AppError('BUNDLE_REFUSED', 'the key in it is not the one whose public half it names', {
            hint: 'nothing was kept: call its maker',
          });
        }
        const env = environment.name;
        const about = { kid, env, device, signer, sha256, madeBy: bundle.installId };
        const here = store.keys.byThumbprint(file.thumbprint);
        const sender = bundle.installId;
        if (here === null) {
          const rest = { label: null, expiresAt: null, isDraft: true, source: null, passphrase: noPassphrase };
          return (await keyImport.import({ ...rest, bytes, kid, alg, env, received: { about, sender } })).key;
        }
        // The process may have ended before anybody read that it was kept.
        if (!wasReceived(here, sha256)) {
          await storing.attach(
            here.kid,
            { ...about, kid: here.kid },
            { privateKey: file.privateKey, keychain, sender },
          );
        }
        return keys.get(here.kid);
      } finally {
        bytes.fill(0);
      }
    },
  };
}
