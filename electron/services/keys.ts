import { type KeyObject, sign, verify } from 'node:crypto';
import type { Key, PublicFormat, SignatureAlgorithm } from '../../shared/model/key.ts';
import type { GenerateKey } from '../adapters/crypto/key-generator.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { pemFromJwk, publicJwkFromKey } from '../domain/jwk.ts';
import { judgeJwk } from '../domain/jwk-policy.ts';
import { requireKid } from '../domain/kid.ts';
import { jwkThumbprint } from '../domain/thumbprint.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import { type PolicyInForce, requirePolicy } from './policy.ts';
import type { OpenKeychain, Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';

/** What is asked for when a key is made. */
export interface KeyRequest {
  readonly alg: SignatureAlgorithm;
  /** RSA modulus length in bits; ignored for other key types. */
  readonly bits: number;
  /** `null`: the RFC 7638 thumbprint. */
  readonly kid: string | null;
  readonly label: string | null;
  readonly env: string | null;
  /** ISO 8601, UTC. */
  readonly expiresAt: string | null;
  readonly isDraft: boolean;
}

/** Where a key in the making stands; told to `onStage`. */
export type GenerateStage = 'generating' | 'testing' | 'storing' | 'recording';

/** The keys of one home. Only public facts leave. */
export interface Keys {
  list(): readonly Key[];
  /** @throws KEY_NOT_FOUND */
  get(kid: string): Key;
  /** With the name of its keychain entry, for the services that sign. @throws KEY_NOT_FOUND */
  record(kid: string): KeyRecord;
  /**
   * Makes a key pair, proves it by signing and verifying, stores the private half, reads it back, and records it.
   * Until the last step there is no key.
   * @throws ALGORITHM_REFUSED, POLICY_INVALID, POLICY_REFUSED, KID_INVALID, KID_TAKEN, INPUT_INVALID, ENVIRONMENT_UNKNOWN,
   *   KEYCHAIN_*, SELF_TEST_FAILED, AUDIT_BROKEN, CANCELLED
   */
  generate(
    request: KeyRequest,
    progress?: { onStage(stage: GenerateStage): void; readonly signal?: AbortSignal },
  ): Promise<Key>;
  /** The public half as text. @throws KEY_NOT_FOUND */
  exportPublic(kid: string, format: PublicFormat): string;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly environments: Environments;
  readonly policy: PolicyInForce;
  readonly generateKey: GenerateKey;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
}

/** Makes the keys service of one home. */
export function createKeys(dependencies: Dependencies): Keys {
  const { store, trail, seal, session, environments, policy, generateKey, randomBytes, clock } = dependencies;

  function record(kid: string): KeyRecord {
    const key = store.keys.get(kid);
    if (key !== null) return key;
    throw new AppError('KEY_NOT_FOUND', 'no key here has this kid', {
      hint: 'dcm-keys key list shows the keys of this home',
    });
  }

  function refuseTakenKid(kid: string): void {
    if (store.keys.get(kid) === null) return;
    throw new AppError('KID_TAKEN', 'another key here has this kid', {
      hint: 'choose another kid, or leave it out: the thumbprint is then used',
    });
  }

  /** The key, the commit of its entry and the event: all of it, or nothing. */
  function recordKey(key: KeyRecord, { privateKeys }: OpenKeychain): void {
    store.write(() => {
      refuseTakenKid(key.kid);
      session.record();
      if (key.keychainId !== null) privateKeys.commit(key.keychainId);
      store.keys.insert(key);
      trail.append('key.generated', {
        kid: key.kid,
        thumbprint: key.thumbprint,
        alg: key.alg,
        bits: key.bits,
        env: key.env,
        state: key.state,
        keychain: key.keychain,
        expiresAt: key.expiresAt,
      });
    });
  }

  async function generate(request: KeyRequest, progress?: Parameters<Keys['generate']>[1]): Promise<Key> {
    const rules = requirePolicy(policy);
    refuseAlgorithm(request, rules);
    if (request.env !== null) environments.get(request.env);
    if (request.kid !== null) refuseTakenKid(requireKid(request.kid));
    const expiresAt = requireFuture(request.expiresAt, clock.now());
    trail.requireWritable();
    const keychain = session.open();
    await seal.requireWhole(keychain);
    const stage = (name: GenerateStage) => {
      if (progress?.signal?.aborted) throw cancelled();
      progress?.onStage(name);
    };
    stage('generating');
    const pair = await generateKey(request.alg, request.bits);
    stage('testing');
    requireWorkingPair(request.alg, pair.privateKey, pair.publicKey);
    const thumbprint = jwkThumbprint(publicJwkFromKey(pair.publicKey, { kid: null, alg: request.alg }));
    const kid = request.kid ?? thumbprint;
    const jwk = publicJwkFromKey(pair.publicKey, { kid, alg: request.alg });
    const judged = judgeJwk(jwk);
    if (!judged.ok) {
      throw new AppError('SELF_TEST_FAILED', 'the new key does not pass our own rules for public keys', {
        hint: 'nothing was stored; try again, and report this machine if it happens twice',
      });
    }
    stage('storing');
    const keychainId = `key-${randomBytes(16).toString('hex')}`;
    const key: KeyRecord = {
      kid,
      alg: request.alg,
      bits: pair.publicKey.asymmetricKeyDetails?.modulusLength ?? null,
      thumbprint,
      state: request.isDraft ? 'draft' : 'active',
      label: request.label,
      env: request.env,
      createdAt: new Date(clock.now()).toISOString(),
      expiresAt,
      custody: 'here',
      origin: 'generated',
      keychain: keychain.keychain.kind,
      compromisedSince: null,
      compromisedAt: null,
      deleteDueAt: null,
      deleteFrom: null,
      jwk,
      keychainId,
    };
    await keychain.exclusively(async () => {
      await keychain.privateKeys.reconcile();
      await keychain.privateKeys.write(keychainId, pair.privateKey);
      try {
        stage('recording');
        recordKey(key, keychain);
      } catch (error) {
        await keychain.privateKeys.rollBack(keychainId);
        throw error;
      }
    });
    await seal.seal(keychain);
    return publicFacts(key);
  }

  return {
    list: () => store.keys.list().map(publicFacts),
    get: (kid) => publicFacts(record(kid)),
    record,
    generate,
    exportPublic(kid, format) {
      const { jwk } = record(kid);
      if (format === 'pem') return pemFromJwk(jwk);
      return JSON.stringify(format === 'jwk' ? jwk : { keys: [jwk] }, null, 2);
    },
  };
}

/** Leaves behind what only the core needs. */
export function publicFacts({ keychainId: _keychainId, deleteFrom: _deleteFrom, ...key }: KeyRecord): Key {
  return key;
}

function refuseAlgorithm(
  { alg, bits }: KeyRequest,
  rules: { readonly algorithms: readonly SignatureAlgorithm[]; readonly minRsaBits: number },
): void {
  if (!rules.algorithms.includes(alg)) {
    throw new AppError('ALGORITHM_REFUSED', `the policy does not allow keys for ${alg}`, {
      hint: `allowed: ${rules.algorithms.join(', ')}; DCM is known to take RS256`,
    });
  }
  const isRsa = alg.startsWith('RS') || alg.startsWith('PS');
  if (!isRsa) return;
  if (![2048, 3072, 4096].includes(bits)) {
    throw new AppError('INPUT_INVALID', `an RSA key of ${String(bits)} bits cannot be made`, {
      hint: 'choose 2048, 3072 or 4096',
    });
  }
  if (bits < rules.minRsaBits) {
    throw new AppError('POLICY_REFUSED', `the policy wants RSA keys of at least ${String(rules.minRsaBits)} bits`, {
      hint: `choose ${String(rules.minRsaBits)} bits or more`,
    });
  }
}

function requireFuture(expiresAt: string | null, now: number): string | null {
  if (expiresAt === null || Date.parse(expiresAt) > now) return expiresAt;
  throw new AppError('INPUT_INVALID', 'the expiry date has passed already', { hint: 'give an instant in the future' });
}

/** Signs and verifies a fresh challenge with the pair, with the digest and padding of its algorithm. */
function requireWorkingPair(alg: SignatureAlgorithm, privateKey: KeyObject, publicKey: KeyObject): void {
  const challenge = Buffer.from(`self-test of a new ${alg} key`);
  const digest = alg === 'EdDSA' || alg === 'Ed25519' ? null : `sha${alg.slice(2)}`;
  const signature = sign(digest, challenge, privateKey);
  if (verify(digest, challenge, publicKey, signature)) return;
  throw new AppError('SELF_TEST_FAILED', 'the new key pair does not verify its own signature', {
    hint: 'nothing was stored; try again, and report this machine if it happens twice',
  });
}

function cancelled(): AppError {
  return new AppError('CANCELLED', 'making the key was cancelled', { hint: 'nothing was stored' });
}
