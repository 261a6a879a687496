import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { AuditEventType } from '../../shared/model/audit-event.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import type { GenerateKey } from '../adapters/crypto/key-generator.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { OpenKeychain } from './session.ts';

/** A key of the installation itself, in its keychain: made with its first use, never replaced. It signs no token. */
export interface HomeKey<J> {
  /** Its public half; `null` before its first use. */
  publicKey(): KeyObject | null;
  publicJwk(): J | null;
  /** RFC 7638 thumbprint; `null` before its first use. */
  fingerprint(): string | null;
  /** Makes the key, if there is none, and gives its fingerprint. @throws KEYCHAIN_*, HOME_UNWRITABLE */
  ensure(keychain: OpenKeychain): Promise<string>;
  /** Lends the private half to one piece of work. @throws KEYCHAIN_*, KEY_UNAVAILABLE */
  use<T>(keychain: OpenKeychain, work: (privateKey: KeyObject) => T | Promise<T>): Promise<T>;
}

interface Kind<J> {
  /** Names the fact that holds the public half, and the entry in the keychain. */
  readonly fact: string;
  readonly keychainId: string;
  readonly alg: SignatureAlgorithm;
  readonly schema: z.ZodType<J>;
  readonly event: AuditEventType;
  readonly thumbprintOf: (publicKey: KeyObject) => string;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly generateKey: GenerateKey;
}

/** Makes a key of one home. */
export function createHomeKey<J extends JsonWebKey>(
  { store, trail, generateKey }: Dependencies,
  kind: Kind<J>,
): HomeKey<J> {
  const { fact, keychainId, alg, schema, event, thumbprintOf } = kind;

  function publicJwk(): J | null {
    const text = store.facts.get(fact);
    return text === null ? null : schema.parse(JSON.parse(text));
  }

  function publicKey(): KeyObject | null {
    const jwk = publicJwk();
    return jwk === null ? null : createPublicKey({ key: jwk, format: 'jwk' });
  }

  function fingerprint(): string | null {
    const key = publicKey();
    return key === null ? null : thumbprintOf(key);
  }

  async function ensure({ privateKeys, exclusively }: OpenKeychain): Promise<string> {
    const existing = fingerprint();
    if (existing !== null) return existing;
    const pair = await generateKey(alg, 0);
    const jwk = schema.parse(pair.publicKey.export({ format: 'jwk' }));
    return await exclusively(async () => {
      const other = fingerprint();
      if (other !== null) return other;
      const made = thumbprintOf(pair.publicKey);
      await privateKeys.reconcile();
      await privateKeys.write(keychainId, pair.privateKey);
      try {
        store.write(() => {
          privateKeys.commit(keychainId);
          store.facts.set(fact, JSON.stringify(jwk));
          trail.append(event, { fingerprint: made });
        });
      } catch (error) {
        await privateKeys.rollBack(keychainId);
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
    async use(keychain, work) {
      const thumbprint = await ensure(keychain);
      return await keychain.privateKeys.use(keychainId, thumbprint, work);
    },
  };
}
