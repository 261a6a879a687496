import { type KeyObject } from 'node:crypto';
import { compactDecrypt, CompactEncrypt, importJWK } from 'jose';
import { type DeviceJwk, deviceJwkSchema } from '../../shared/model/bundle.ts';
import type { GenerateKey } from '../adapters/crypto/key-generator.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { DEVICE_JWE, deviceThumbprint } from '../domain/device-sealed.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import { createHomeKey, type HomeKey } from './home-key.ts';
import type { OpenKeychain } from './session.ts';

/** The key of this computer (P-256), to which another one may seal a private key. It signs nothing. */
export interface DeviceKey extends Pick<HomeKey<DeviceJwk>, 'publicJwk' | 'fingerprint' | 'ensure'> {
  /** Opens what was sealed to it; the buffer belongs to the caller, who zeroes it. @throws BUNDLE_REFUSED, KEYCHAIN_*, KEY_UNAVAILABLE */
  open(keychain: OpenKeychain, jwe: string): Promise<Buffer>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly generateKey: GenerateKey;
}

/** Makes the device key of one home. */
export function createDeviceKey(dependencies: Dependencies): DeviceKey {
  const { publicJwk, fingerprint, ensure, use } = createHomeKey(dependencies, {
    fact: 'device-key',
    keychainId: 'device',
    alg: 'ES256',
    schema: deviceJwkSchema,
    event: 'device-key.created',
    thumbprintOf: (key) => deviceThumbprint(deviceJwkSchema.parse(key.export({ format: 'jwk' }))),
  });
  return {
    publicJwk,
    fingerprint,
    ensure,
    async open(keychain, jwe) {
      return await use(keychain, async (privateKey) => {
        try {
          const { plaintext } = await compactDecrypt(jwe, privateKey, {
            keyManagementAlgorithms: [DEVICE_JWE.alg],
            contentEncryptionAlgorithms: [DEVICE_JWE.enc],
          });
          return Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength);
        } catch {
          // The cause could describe what was decrypted.
          throw new AppError('BUNDLE_REFUSED', 'what was sealed to this computer does not open', {
            hint: 'nothing was kept: let it be sealed again to the key of this computer',
          });
        }
      });
    },
  };
}

/**
 * Seals a private key to the device key of another computer, as PKCS#8 in a compact JWE. Who that computer is has been
 * compared by people before.
 * @see RFC 7516 §7.1, RFC 7518 §4.6
 */
export async function sealToDevice(privateKey: KeyObject, device: DeviceJwk): Promise<string> {
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  try {
    return await new CompactEncrypt(der)
      .setProtectedHeader({ ...DEVICE_JWE, kid: deviceThumbprint(device) })
      .encrypt(await importJWK(device, DEVICE_JWE.alg));
  } finally {
    der.fill(0);
  }
}
