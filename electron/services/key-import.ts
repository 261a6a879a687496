import type { AuditPayload } from '../../shared/model/audit-event.ts';
import type { Key, KeyCopy, SignatureAlgorithm } from '../../shared/model/key.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { copyOfSender, placeOfFile, withCopy } from '../domain/key-copy.ts';
import type { KeyFormat } from '../domain/key-der.ts';
import { requireFutureExpiry } from '../domain/key-expiry.ts';
import { publicJwkFromKey } from '../domain/jwk.ts';
import { keyRefused } from '../domain/key-refusal.ts';
import { requireKid } from '../domain/kid.ts';
import type { OpenPkcs12 } from '../domain/pkcs12-contents.ts';
import { type KeyFile, readKeyFile } from '../domain/private-key-file.ts';
import { integerOf, sharesPrimeWith } from '../domain/rsa-modulus.ts';
import type { Environments } from './environments.ts';
import type { KeyStoring, NewKey, NewKeyEvent } from './key-storing.ts';
import { createKnownModuli } from './known-moduli.ts';
import { requireNewKeyDetails } from './new-key-details.ts';
import { type PolicyInForce, requireAllowedAlgorithm, requireAllowedSize, requirePolicy } from './policy.ts';

/** What is asked for when a key is brought in. */
export interface ImportRequest {
  /** The file as it is. The bytes belong to the caller, who zeroes them. */
  readonly bytes: Buffer;
  /** Where the file lies: it is the first known copy of the key. `null`: it came through a pipe. */
  readonly source: string | null;
  /** Asked at most once, and only for an encrypted file. */
  readonly passphrase: () => Promise<Buffer>;
  /** `null`: the JWK's own kid, or else the thumbprint. */
  readonly kid: string | null;
  /** `null`: what the JWK says, or else RS256 for RSA, and the one of the curve. */
  readonly alg: SignatureAlgorithm | null;
  readonly label: string | null;
  readonly env: string | null;
  /** ISO 8601, UTC. */
  readonly expiresAt: string | null;
  readonly isDraft: boolean;
  /** `heldBy` only where the file turns out to be public. */
  readonly details?: NewKey['details'];
  /** It was delivered: what the trail says of that, and by which installation, which has a copy still. */
  readonly received?: { readonly about: AuditPayload; readonly sender: string };
}

export interface ImportedKey {
  readonly key: Key;
  readonly format: KeyFormat;
  /** The private half lies open in the file: it should be wiped. */
  readonly isPlainPrivate: boolean;
}

/** Brings keys in that were made elsewhere. */
export interface KeyImport {
  /**
   * Reads one key by the content of its file, judges it by our own rules and the policy, and keeps it as a new key of
   * origin `imported`; a public-only file makes a key whose private half is elsewhere, and opens no keychain.
   * @throws KEY_NOT_FOUND (to be replaced), INPUT_*, PEM_MALFORMED, JWK_MALFORMED, JWK_REFUSED, PASSPHRASE_*, ALGORITHM_REFUSED, POLICY_INVALID,
   *   POLICY_REFUSED, KID_INVALID, KID_TAKEN, ENVIRONMENT_UNKNOWN, KEYCHAIN_*, HOME_*, AUDIT_BROKEN
   */
  import(request: ImportRequest): Promise<ImportedKey>;
}

interface Dependencies {
  readonly store: Store;
  readonly storing: KeyStoring;
  readonly environments: Environments;
  readonly policy: PolicyInForce;
  readonly openPkcs12: OpenPkcs12;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Makes the import service of one home. */
export function createKeyImport(dependencies: Dependencies): KeyImport {
  const { store, storing, environments, policy, openPkcs12, clock, randomBytes } = dependencies;
  const knownModuli = createKnownModuli({ store });

  function refuseSharedNumbers({ publicJwk }: KeyFile): void {
    const [modulus] = modulusOf(publicJwk.n);
    if (modulus === undefined) return;
    const known = knownModuli.all();
    if (known.has(modulus)) {
      throw keyRefused('this key has the modulus of another key that is known here (RSA_SHARED_MODULUS)', WHOSE);
    }
    if (sharesPrimeWith(modulus, known)) {
      throw keyRefused('this key shares a prime with another key that is known here (RSA_SHARED_FACTOR)', WHOSE);
    }
  }

  return {
    async import(request) {
      const rules = requirePolicy(policy);
      if (request.env !== null) environments.get(request.env);
      if (request.kid !== null) storing.refuseTakenKid(requireKid(request.kid));
      const { label, details = {} } = requireNewKeyDetails(store, request);
      const expiresAt = requireFutureExpiry(request.expiresAt, clock.now());
      const file = await readKeyFile(request.bytes, { passphrase: request.passphrase, openPkcs12 });
      const alg = chooseAlgorithm(request.alg, file);
      requireAllowedAlgorithm(rules, alg, request.env);
      const bits = modulusOf(file.publicJwk.n)[0]?.toString(2).length ?? null;
      requireAllowedSize(rules, { alg, bits });
      if (file.privateKey !== null && (details.heldBy ?? null) !== null) throw heldHere();
      storing.refuseKnownKey(file.thumbprint);
      const kid = request.kid ?? file.kid ?? file.thumbprint;
      storing.refuseTakenKid(kid);
      refuseSharedNumbers(file);
      const key: NewKey = {
        kid,
        alg,
        bits,
        thumbprint: file.thumbprint,
        label,
        env: request.env,
        expiresAt,
        isDraft: request.isDraft,
        details: file.privateKey === null ? details : { ...details, copies: copiesOf(request) },
        origin: file.privateKey === null ? 'elsewhere' : 'imported',
        jwk: publicJwkFromKey(file.publicKey, { kid, alg }),
      };
      return {
        key: await keep(key, file, request),
        format: file.format,
        isPlainPrivate: file.privateKey !== null && !file.isEncrypted,
      };
    },
  };

  /** The file that a private half came from holds it still, or the computer that delivered it. */
  function copiesOf({ source, received }: ImportRequest): KeyCopy[] {
    const file = source === null ? null : ({ kind: 'import-source', where: placeOfFile(source) } as const);
    const copy = received === undefined ? file : copyOfSender(received.sender);
    if (copy === null) return [];
    return withCopy([], copy, { notedAt: new Date(clock.now()).toISOString(), randomBytes }).copies;
  }

  async function keep(
    key: NewKey,
    { privateKey, format, isEncrypted }: KeyFile,
    { received }: ImportRequest,
  ): Promise<Key> {
    const { heldBy = null, copies = [] } = key.details ?? {};
    const event: NewKeyEvent = {
      type: 'key.imported',
      more: { origin: key.origin, format, isEncrypted, heldBy, source: copies[0]?.where ?? null },
      ...(received === undefined ? {} : { received: received.about }),
    };
    if (privateKey === null) return storing.keepPublic(key, event);
    return await storing.keep(key, event, { privateKey, keychain: await storing.open() });
  }
}

const WHOSE = 'whoever holds the other key can work this one out: do not use it, and find out who made both';

function heldHere(): AppError {
  return new AppError('INPUT_INVALID', 'this file holds the private half, so nobody else is named as its holder', {
    hint: 'leave the holder out, or bring the public half only',
  });
}

/** One key, one algorithm: what the file says of itself is not overruled. */
function chooseAlgorithm(wanted: SignatureAlgorithm | null, file: KeyFile): SignatureAlgorithm {
  if (wanted !== null && file.alg !== null && wanted !== file.alg) {
    throw keyRefused(`the JWK says that it is for ${file.alg}`, `leave --alg out, or say ${file.alg}`);
  }
  const alg = wanted ?? file.alg ?? file.algorithms[0];
  if (file.algorithms.includes(alg)) return alg;
  throw keyRefused(`this key can't be used with ${alg}`, `choose one of ${file.algorithms.join(', ')}`);
}

function modulusOf(n: string | undefined): readonly bigint[] {
  return n === undefined ? [] : [integerOf(Buffer.from(n, 'base64url'))];
}
