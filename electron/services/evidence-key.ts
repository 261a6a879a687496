import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type EvidenceJwk, evidenceJwkSchema } from '../../shared/model/evidence.ts';
import type { GenerateKey } from '../adapters/crypto/key-generator.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { ed25519Thumbprint } from '../domain/audit-checkpoint.ts';
import type { AuditTrail } from './audit-trail.ts';
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

const FACT = 'evidence-key';
const KEYCHAIN_ID = 'evidence';

/** Makes the evidence key of one home. It is created with the first use of the keychain, never replaced. */
export function createEvidenceKey({ store, trail, generateKey }: Dependencies): EvidenceKey {
  function publicJwk(): EvidenceJwk | null {
    const text = store.facts.get(FACT);
    return text === null ? null : evidenceJwkSchema.parse(JSON.parse(text));
  }

  function publicKey(): KeyObject | null {
    const jwk = publicJwk();
    return jwk === null ? null : createPublicKey({ key: jwk, format: 'jwk' });
  }

  function fingerprint(): string | null {
    const key = publicKey();
    return key === null ? null : ed25519Thumbprint(key);
  }

  async function ensure({ privateKeys, exclusively }: OpenKeychain): Promise<string> {
    const existing = fingerprint();
    if (existing !== null) return existing;
    const pair = await generateKey('Ed25519', 0);
    const jwk = evidenceJwkSchema.parse(pair.publicKey.export({ format: 'jwk' }));
    return await exclusively(async () => {
      const other = fingerprint();
      if (other !== null) return other;
      const made = ed25519Thumbprint(pair.publicKey);
      await privateKeys.reconcile();
      await privateKeys.write(KEYCHAIN_ID, pair.privateKey);
      try {
        store.write(() => {
          privateKeys.commit(KEYCHAIN_ID);
          store.facts.set(FACT, JSON.stringify(jwk));
          trail.append('evidence-key.created', { fingerprint: made });
        });
      } catch (error) {
        await privateKeys.rollBack(KEYCHAIN_ID);
        throw error;
      }
      return made;
    });
  }

  return {
    publicKey,
    publicJwk,
    fingerprint,
    ensure,
    async sign(keychain, bytes) {
      const thumbprint = await ensure(keychain);
      return await keychain.privateKeys.use(KEYCHAIN_ID, thumbprint, (key) => sign(null, bytes, key));
    },
  };
}
