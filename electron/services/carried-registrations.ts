import { createHash } from 'node:crypto';
import type { BundleOf } from '../../shared/model/bundle.ts';
import type { Registration, RequestPreview } from '../../shared/model/registration.ts';
import type { DcmApi } from '../adapters/http/dcm-api.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { requestBody } from '../domain/registration-rules.ts';
import type { BundleIntake, TakenBundle } from './bundle-intake.ts';
import type { BundleSigning, MadeBundle } from './bundle-signing.ts';
import { publicKeyImporter } from './carried-keys.ts';
import type { Environments } from './environments.ts';
import type { KeyImport } from './key-import.ts';
import type { Keys } from './keys.ts';
import type { RegistrationLog } from './registration-log.ts';
import { JSON_HEADERS, type Registrations } from './registrations.ts';
import type { AuditTrail } from './audit-trail.ts';

/** A request that came from another computer, as it would be posted. */
export interface CarriedPreview extends RequestPreview {
  readonly kid: string;
  readonly thumbprint: string;
  readonly signer: string;
}

/** Registering a key that lies on a computer without a network: a request out, posted by another one, its receipt back in. */
export interface CarriedRegistrations {
  /** The request: public JWK and exact body. @throws KEY_NOT_FOUND, KEY_OUT_OF_SCOPE, KEY_NOT_ACTIVE, and what signing throws */
  request(kid: string, env: string): Promise<MadeBundle>;
  /** What `post` would send. Nothing leaves, nothing is kept. @throws BUNDLE_*, DATA_CLASS_REFUSED, ENVIRONMENT_UNKNOWN, INPUT_* */
  preview(env: string, bytes: Buffer, trusted: string | null): CarriedPreview;
  /**
   * Keeps the public key, posts exactly the bytes of the request, and makes the receipt once DCM lists it. Run again, it
   * posts nothing twice, and makes the receipt anew.
   * @throws as `preview`, what registering throws, and what signing throws
   */
  post(
    env: string,
    bytes: Buffer,
    trusted: string | null,
  ): Promise<{ readonly registration: Registration; readonly receipt: MadeBundle }>;
  /**
   * Moves the registration of our key to `listed`, by the word of who posted it. Said once more it changes nothing.
   * @throws BUNDLE_UNTRUSTED, BUNDLE_REFUSED where it answers no request of this home, is of another key, or
   *   is older than one that was taken; HOME_*
   */
  receive(taken: TakenReceipt): Registration;
}

type TakenReceipt = TakenBundle<BundleOf<'registration-receipt'>>;

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly log: RegistrationLog;
  readonly keys: Keys;
  readonly keyImport: KeyImport;
  readonly environments: Environments;
  readonly registrations: Registrations;
  readonly dcm: DcmApi;
  readonly intake: BundleIntake;
  readonly signing: BundleSigning;
  readonly randomBytes: RandomBytes;
}

/** Makes the carried registrations of one home. */
export function createCarriedRegistrations(dependencies: Dependencies): CarriedRegistrations {
  const { store, trail, log, keys, environments, registrations, dcm, intake, signing, randomBytes } = dependencies;
  const importPublic = publicKeyImporter(dependencies);

  function preview(env: string, bytes: Buffer, trusted: string | null): CarriedPreview {
    const { bundle, signer, environment } = intake.takeTrusted('registration-request', { env, bytes, trusted });
    const { kid, thumbprint, method, body } = bundle.request;
    const url = dcm.createJwkUrl(environment);
    return { kid, thumbprint, signer, method, url, headers: JSON_HEADERS, body };
  }

  /** The digests of what was posted and seen, from the steps of the registration. */
  function evidenceOf({ kid, env, responseSha256 }: Registration) {
    const steps = registrations.steps(kid, env);
    const seen = steps.findLast(({ method, responseSha256: list }) => method === 'GET' && list !== null);
    if (seen === undefined || seen.responseSha256 === null) throw new Error('a listed key was seen in a list');
    const sent = responseSha256 === null ? undefined : steps.findLast(({ method }) => method === 'POST');
    return {
      sentAt: sent?.at ?? null,
      responseSha256: sent === undefined ? null : responseSha256,
      listedAt: seen.at,
      listSha256: seen.responseSha256,
    };
  }

  function requireAnswers({ bundle: { receipt }, environment: { name: env } }: TakenReceipt) {
    const { kid, thumbprint, requestSha256, requestBundleSha256 } = receipt;
    const key = store.keys.get(kid);
    if (key?.thumbprint !== thumbprint || key.env !== env) {
      throw refused(`it is about a key "${kid}" that is not kept here for "${env}"`);
    }
    const wasAsked = store.audit
      .ofType('bundle.made')
      .some(({ payload }) => payload['sha256'] === requestBundleSha256 && payload['kid'] === kid);
    if (!wasAsked || sha256Of(requestBody(key)) !== requestSha256) {
      throw refused('it answers a request that was not made here');
    }
  }

  /**
   * Whether this very receipt was taken before. Carried in once more it says nothing new: what DCM did since stays.
   * @throws BUNDLE_REFUSED where a newer receipt was taken
   */
  function wasTaken({ bundle: { receipt }, environment: { name: env }, sha256 }: TakenReceipt): boolean {
    const taken = store.audit
      .about(receipt.kid)
      .filter(({ type, payload }) => type === 'bundle.imported' && payload['env'] === env)
      .map(({ payload }) => ({ sha256: payload['sha256'], listedAt: Date.parse(String(payload['listedAt'])) }));
    if (taken.some((one) => one.sha256 === sha256)) return true;
    if (taken.some(({ listedAt }) => listedAt > Date.parse(receipt.listedAt))) {
      throw refused('a newer receipt of this key was taken before');
    }
    return false;
  }

  return {
    preview,
    async request(kid, env) {
      const environment = environments.get(env);
      const key = keys.get(kid);
      if (key.env !== env) {
        throw new AppError(
          'KEY_OUT_OF_SCOPE',
          `this key belongs to ${key.env === null ? 'no environment' : `"${key.env}"`}`,
          {
            hint: `make the key for "${env}": what is carried is for one DCM only`,
          },
        );
      }
      const { body } = registrations.preview(kid, env);
      const { alg, thumbprint } = key;
      const request = { kid, alg, thumbprint, method: 'POST', body, sha256: sha256Of(body) } as const;
      return await signing.sign(environment, () => ({ kind: 'registration-request', request }));
    },
    async post(env, bytes, trusted) {
      const { bundle, environment, sha256 } = intake.takeTrusted('registration-request', { env, bytes, trusted });
      const { kid, alg, thumbprint, body, sha256: requestSha256 } = bundle.request;
      const { data } = JSON.parse(body) as { data: object };
      await importPublic(env, [{ kid, alg, jwk: data }], { isDraft: true });
      if (registrations.preview(kid, env).body !== body) {
        throw refused('this version of the app would post other bytes for this key');
      }
      const registration = await registrations.send(kid, env);
      const { guid } = registration;
      if (guid === null) throw new Error('a listed key has an entry');
      const facts = { kid, thumbprint, requestBundleSha256: sha256, requestSha256, guid, ...evidenceOf(registration) };
      const receipt = await signing.sign(environment, () => ({ kind: 'registration-receipt', receipt: facts }));
      return { registration, receipt };
    },
    receive(taken) {
      requireAnswers(taken);
      const { signer, sha256, bundle, environment } = taken;
      const { kid, thumbprint, guid, requestSha256, responseSha256, sentAt, listedAt, listSha256 } = bundle.receipt;
      const env = environment.name;
      return store.write(() => {
        const known = store.registrations.get(env, kid);
        if (wasTaken(taken) && known !== null) return withoutKey(known);
        trail.append('bundle.imported', {
          kid,
          kind: bundle.kind,
          env,
          sha256,
          signer,
          isTrusted: true,
          guid,
          listedAt,
        });
        if (known !== null && known.guid === guid && SEEN.includes(known.state)) return withoutKey(known);
        const { idempotencyKey } = known ?? { idempotencyKey: randomBytes(16).toString('hex') };
        const note = `by the receipt of ${signer}: ${sentAt === null ? 'stood there already' : `posted ${sentAt}`}, listed ${listedAt}`;
        return withoutKey(
          log.put(
            { kid, env, thumbprint, guid, state: 'listed', requestSha256, responseSha256, idempotencyKey },
            { type: 'registration.listed', payload: { receiptSha256: sha256, signer } },
            { method: 'NONE', requestSha256, responseSha256: listSha256, note },
          ),
        );
      });
    },
  };
}

/** From these a receipt takes nothing away. */
const SEEN: readonly Registration['state'][] = ['listed', 'proven', 'in-use', 'replaced'];

function withoutKey({
  idempotencyKey: _idempotencyKey,
  ...registration
}: Registration & { idempotencyKey: string }): Registration {
  return registration;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refused(what: string): AppError {
  return new AppError('BUNDLE_REFUSED', what, {
    hint: 'nothing was kept: get the receipt of the request that was made here',
  });
}
