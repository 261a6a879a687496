import { createHash, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { SignedToken, SignPreview, SignRequest } from '../../shared/model/token.ts';
import { describeSigning } from '../../shared/text/sign-sentence.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { requireFlowInScope } from '../domain/key-flows.ts';
import { ownKeySet } from '../domain/key-set.ts';
import { judgeToken } from '../domain/verdict.ts';
import { requireReason } from '../domain/reason.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { ClockGuard } from './clock-guard.ts';
import type { Environments } from './environments.ts';
import type { KeyAvailability } from './key-availability.ts';
import type { Keys } from './keys.ts';
import { type PolicyInForce, requirePolicy } from './policy.ts';
import type { RegistrationLog } from './registration-log.ts';
import type { Session } from './session.ts';
import {
  type Claims,
  type Purpose,
  refuseDeceivingText,
  refuseOutOfScope,
  refuseState,
  refuseUnfitClaims,
  refuseUnlisted,
  textOf,
} from './signing-rules.ts';
import { buildClaims } from './token-claims.ts';
import type { Templates } from './templates.ts';
import type { TrailSeal } from './trail-seal.ts';

/** How long a probe of possession lives, seconds. */
export const PROBE_LIFE_SECONDS = 60;

/** Signs tokens, under the rules. */
export interface Signing {
  /** What would be signed. Nothing is signed and the keychain stays closed. */
  preview(request: SignRequest): SignPreview;
  /**
   * Signs, checks the result by a second code path, records it, and only then gives it.
   * @throws POLICY_INVALID, TEMPLATE_*, SIGNING_NOT_ALLOWED, CLOCK_SUSPECT, KEY_NOT_FOUND, KEY_NOT_ACTIVE, KEY_OUT_OF_SCOPE,
   *   TOKEN_LIFE_REFUSED, CLAIM_REFUSED, INPUT_INVALID, APP_LOCKED, KEYCHAIN_*, KEY_UNAVAILABLE, AUDIT_BROKEN, SELF_TEST_FAILED, HOME_UNWRITABLE, DISK_FULL
   */
  sign(request: SignRequest): Promise<SignedToken>;
  /** Signs a probe of possession for Authenticate: 60 s, recorded, never to be shown. */
  signProbe(kid: string, env: string): Promise<string>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly log: RegistrationLog;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly keys: Keys;
  readonly keyAvailability: KeyAvailability;
  readonly environments: Environments;
  readonly policy: PolicyInForce;
  readonly clockGuard: ClockGuard;
  readonly templates: Templates;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
}

/** Makes the signing service of one home. */
export function createSigning(dependencies: Dependencies): Signing {
  const { store, trail, log, seal, session, keys, keyAvailability, environments, policy, clockGuard, templates } =
    dependencies;
  const { randomBytes, clock } = dependencies;

  function prepare(given: SignRequest, purpose: Purpose) {
    const { request, template } = templates.apply(given);
    const rules = requirePolicy(policy);
    const key = keys.record(request.kid);
    const environment = environments.get(request.env);
    refuseOutOfScope(key, environment);
    refuseState(key, purpose, clock.now());
    requireReason(request.reason);
    refuseDeceivingText('requester', request.requester);
    refuseDeceivingText('ticket', request.ticket);
    const nowSeconds = Math.floor(clock.now() / 1000);
    const claims = buildClaims(request, { nowSeconds, jti: randomBytes(16).toString('base64url'), policy: rules });
    if (purpose === 'token') requireFlowInScope(key.flows, claims['flow']);
    refuseUnfitClaims(claims, request.profile);
    if (purpose === 'token') refuseUnlisted(claims, environment, policy);
    return { key, environment, claims, template, header: { alg: key.alg, kid: key.kid, typ: 'JWT' } };
  }

  async function signClaims(request: SignRequest, purpose: Purpose) {
    // What is refused anyway is refused before anybody is asked to unlock a keychain.
    prepare(request, purpose);
    clockGuard.requireTrusted(request.env);
    trail.requireWritable();
    const keychain = session.open();
    await seal.requireWhole(keychain);
    // Unlocking can take minutes: the token's life begins now, and the rules are those of now.
    const { key, environment, claims, template, header } = prepare(request, purpose);
    const token = await signCompact((work) => keyAvailability.use(keychain, key, work), header, claims);
    requireGoodSignature(token, key, request, clock.now());
    const tokenSha256 = createHash('sha256').update(token).digest('hex');
    const expiresAt = typeof claims['exp'] === 'number' ? new Date(claims['exp'] * 1000).toISOString() : null;
    const jti = typeof claims['jti'] === 'string' ? claims['jti'] : null;
    store.write(() => {
      // Another process may have suspended or restricted the key while the keychain was at work.
      const keyNow = keys.record(request.kid);
      refuseState(keyNow, purpose, clock.now());
      if (purpose === 'token') requireFlowInScope(keyNow.flows, claims['flow']);
      // The clock may have been set while the keychain waited for somebody.
      clockGuard.requireTrusted(request.env);
      // Rows can be lost; what the trail has seen stays seen.
      if (jti !== null && (store.signed.hasJti(jti) || store.audit.knowsJti(jti))) throw jtiTaken();
      const event = trail.append('token.signed', {
        purpose,
        kid: key.kid,
        env: environment.name,
        profile: request.profile,
        tokenSha256,
        flow: textOf(claims['flow']),
        sub: textOf(claims['sub']),
        obj: textOf(claims['obj']),
        jti,
        expiresAt,
        sentence: describeSigning({ claims, env: environment.name, kind: environment.kind }, 'en'),
        reason: request.reason,
        requester: request.requester,
        ticket: request.ticket,
        template: template?.name ?? null,
        templateSha256: template?.sha256 ?? null,
      });
      store.signed.insert({
        tokenSha256,
        kid: key.kid,
        env: environment.name,
        jti,
        claimsJson: JSON.stringify(claims),
        signedAt: event.at,
        expiresAt,
        auditSeq: event.seq,
      });
      noteUse(key.kid, environment.name, purpose);
    });
    await seal.seal(keychain);
    return { token, tokenSha256, claims, expiresAt, key, environment };
  }

  /** The first token of a proven key: from here on DCM sees it used. */
  function noteUse(kid: string, env: string, purpose: Purpose): void {
    const known = purpose === 'token' ? store.registrations.get(env, kid) : null;
    if (known?.state !== 'proven') return;
    log.put({ ...known, state: 'in-use' }, { type: 'registration.in-use' }, { method: 'NONE' });
  }

  return {
    preview(request) {
      const { header, claims } = prepare(request, 'token');
      const exp = claims['exp'];
      return {
        header,
        claims: { ...claims },
        expiresAt: typeof exp === 'number' ? new Date(exp * 1000).toISOString() : null,
        warnings:
          typeof exp === 'number' ? [] : [{ code: 'NO_EXPIRY', message: 'this token never runs out by itself' }],
      };
    },
    async sign(request) {
      const { token, tokenSha256, claims, expiresAt, key, environment } = await signClaims(request, 'token');
      const header = `CX-Authorization: ${token}`;
      const url = `${environment.baseUrl}/api/v1/counterparty/${environment.counterpartyGuid}/jwk/authenticate`;
      return {
        token,
        kid: key.kid,
        claims: { ...claims },
        expiresAt,
        header,
        curl: `curl -X POST -H '${header}' '${url}'`,
        tokenSha256,
      };
    },
    async signProbe(kid, env) {
      const { token } = await signClaims(
        {
          kid,
          env,
          profile: 'bank',
          flow: 'sign-in',
          sub: 'dcm-key-manager',
          obj: 'proof-of-possession',
          ttlSeconds: PROBE_LIFE_SECONDS,
          withoutExpiry: false,
          extraClaims: {},
          reason: 'proof of possession',
          requester: null,
          ticket: null,
          template: null,
        },
        'probe',
      );
      return token;
    },
  };
}

/** Signs with jose, on the runtime's WebCrypto. The check afterwards goes another way. @see RFC 7515 §5.1 */
async function signCompact(
  lend: (work: (privateKey: KeyObject) => Promise<string>) => Promise<string>,
  header: { readonly alg: string; readonly kid: string; readonly typ: string },
  claims: Claims,
): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  return await lend((privateKey) => new CompactSign(payload).setProtectedHeader(header).sign(privateKey));
}

/** Judges the fresh token with our own engine (node:crypto, not jose): a fault in either never reaches an officer. */
function requireGoodSignature(token: string, key: KeyRecord, { profile }: SignRequest, now: number): void {
  const judgement = judgeToken({
    token,
    sets: [ownKeySet((kid) => (kid === key.kid ? key : null))],
    instant: now,
    leewaySeconds: 0,
    profile,
    mode: 'jwt',
    snapshot: null,
    hasSource: true,
  });
  if (judgement.outcome === 'valid') return;
  throw new AppError('SELF_TEST_FAILED', `the new token does not pass our own check (${judgement.code})`, {
    hint: 'nothing was given out; try again, and report this machine if it happens twice',
  });
}

function jtiTaken(): AppError {
  return new AppError('SELF_TEST_FAILED', 'the new jti has been used before', {
    hint: 'nothing was given out; try again, and report this machine if it happens twice',
  });
}
