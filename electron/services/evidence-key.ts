import { type KeyObject, sign } from 'node:crypto';
import { type EvidenceJwk, evidenceJwkSchema } from '../../shared/model/evidence.ts';
import type { GenerateKey } from '../adapters/crypto/key-generator.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { ed25519Thumbprint } from '../domain/audit-checkpoint.ts';
import type { AuditTrail } from './audit-trail.ts';
import { createHomeKey } from './home-key.ts';
import type { OpenKeychain } from './session.ts';

/** The Ed25519 key that signs this home's proofs: heads of the trail, and whatever else must be believed elsewhere. */
export interface EvidenceKey {
  /** Its public half; `null` before the keychain was first used. */
  publicKey(): KeyObject | null;
  publicJwk(): EvidenceJwk | null;
  /** RFC 7638 thumbprint; `null` before the keychain was first used. */
  fingerprint(): string | null;
  /** Makes the key, if there is none, and gives its fingerprint. @throws KEYCHAIN_*, HOME_UNWRITABLE */
  ensure(keychain: OpenKeychain): Promise<string>;
  /** Ed25519 over the bytes. @throws KEYCHAIN_*, KEY_UNAVAILABLE */
  sign(keychain: OpenKeychain, bytes: Uint8Array): Promise<Buffer>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly generateKey: GenerateKey;
}

/** Makes the evidence key of one home. It is created with the first use of the keychain, never replaced. */
export function createEvidenceKey(dependencies: Dependencies): EvidenceKey {
  const { use, ...key } = createHomeKey(dependencies, {
    fact: 'evidence-key',
    keychainId: 'evidence',
    alg: 'Ed25519',
    schema: evidenceJwkSchema,
    event: 'evidence-key.created',
    thumbprintOf: ed25519Thumbprint,
  });
  return { ...key, sign: async (keychain, bytes) => await use(keychain, (one) => sign(null, bytes, one)) };
}
