import type { Key, PublicFormat, SignatureAlgorithm } from '../../shared/model/key.ts';
import type { GenerateKey } from '../adapters/crypto/key-generator.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { pemFromJwk, publicJwkFromKey } from '../domain/jwk.ts';
import { judgeJwk } from '../domain/jwk-policy.ts';
import { requireFutureExpiry } from '../domain/key-expiry.ts';
import { isWorkingPair } from '../domain/key-pair.ts';
import { requireKid } from '../domain/kid.ts';
import { jwkThumbprint } from '../domain/thumbprint.ts';
import type { Environments } from './environments.ts';
import { type KeyStoring, type NewKey, publicFacts } from './key-storing.ts';
import { requireNewKeyDetails } from './new-key-details.ts';
import { type PolicyInForce, requireAllowedAlgorithm, requireAllowedSize, requirePolicy } from './policy.ts';

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
  readonly details?: NewKey['details'];
  /** The ceremony that makes it. */
  readonly ceremony?: string;
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
   *   KEY_NOT_FOUND (to be replaced), KEYCHAIN_*, SELF_TEST_FAILED, AUDIT_BROKEN, CANCELLED
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
  readonly storing: KeyStoring;
  readonly environments: Environments;
  readonly policy: PolicyInForce;
  readonly generateKey: GenerateKey;
  readonly clock: Clock;
}

/** Makes the keys service of one home. */
export function createKeys(dependencies: Dependencies): Keys {
  const { store, storing, environments, policy, generateKey, clock } = dependencies;

  function record(kid: string): KeyRecord {
    const key = store.keys.get(kid);
    if (key !== null) return key;
    throw new AppError('KEY_NOT_FOUND', 'no key here has this kid', {
      hint: 'dcm-keys key list shows the keys of this home',
    });
  }

  async function generate(request: KeyRequest, progress?: Parameters<Keys['generate']>[1]): Promise<Key> {
    const rules = requirePolicy(policy);
    requireAllowedAlgorithm(rules, request.alg, request.env);
    refuseSize(request);
    requireAllowedSize(rules, request);
    if (request.env !== null) environments.get(request.env);
    if (request.kid !== null) storing.refuseTakenKid(requireKid(request.kid));
    const { label, details } = requireNewKeyDetails(store, request);
    const expiresAt = requireFutureExpiry(request.expiresAt, clock.now());
    const keychain = await storing.open();
    const stage = (name: GenerateStage) => {
      if (progress?.signal?.aborted) throw cancelled();
      progress?.onStage(name);
    };
    stage('generating');
    const { privateKey, publicKey } = await generateKey(request.alg, request.bits);
    stage('testing');
    if (!isWorkingPair(request.alg, { privateKey, publicKey })) {
      throw selfTestFailed('the new key pair does not verify its own signature');
    }
    const thumbprint = jwkThumbprint(publicJwkFromKey(publicKey, { kid: null, alg: request.alg }));
    const kid = request.kid ?? thumbprint;
    const jwk = publicJwkFromKey(publicKey, { kid, alg: request.alg });
    if (!judgeJwk(jwk).ok) throw selfTestFailed('the new key does not pass our own rules for public keys');
    stage('storing');
    const { alg, env, isDraft } = request;
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? null;
    return await storing.keep(
      { kid, alg, bits, thumbprint, label, env, expiresAt, isDraft, origin: 'generated', jwk, details },
      { type: 'key.generated', more: request.ceremony === undefined ? {} : { ceremony: request.ceremony } },
      { privateKey, keychain, onRecording: () => stage('recording') },
    );
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

/** Sizes that the libraries of every door can make. */
function refuseSize({ alg, bits }: KeyRequest): void {
  const isRsa = alg.startsWith('RS') || alg.startsWith('PS');
  if (!isRsa || [2048, 3072, 4096].includes(bits)) return;
  throw new AppError('INPUT_INVALID', `an RSA key of ${String(bits)} bits cannot be made`, {
    hint: 'choose 2048, 3072 or 4096',
  });
}

function selfTestFailed(message: string): AppError {
  return new AppError('SELF_TEST_FAILED', message, {
    hint: 'nothing was stored; try again, and report this machine if it happens twice',
  });
}

function cancelled(): AppError {
  return new AppError('CANCELLED', 'making the key was cancelled', { hint: 'nothing was stored' });
}
