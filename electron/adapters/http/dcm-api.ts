import type { Environment } from '../../../shared/model/environment.ts';
import type { PracticeTokenKind } from '../../../shared/model/token.ts';

/** Evidence of one exchange with DCM. */
export interface Exchange {
  /** SHA-256 of the body as it was sent; of the token for Authenticate, which has no body. Hex. */
  readonly requestSha256: string;
  readonly responseSha256: string;
  /** DCM's `Date` header, milliseconds since 1970, `null` if absent or unreadable. */
  readonly serverTime: number | null;
}

/** One entry of Get jwks as DCM sent it; `data` has not been judged. */
export interface ListedJwk {
  readonly guid: string;
  readonly data: unknown;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/**
 * The five calls of DCM. Each checks TLS, refuses redirects, and limits size and time.
 * Errors: OFFLINE, DCM_UNREACHABLE, DCM_TIMEOUT, DCM_CERTIFICATE_REFUSED, DCM_REDIRECTED, DCM_REFUSED (4xx, with the
 * server's own words in the message), DCM_UNAUTHORIZED (401, 403), DCM_FAILED (5xx, 429), DCM_ANSWER_REFUSED.
 * Each is a `DcmError` (domain/dcm-error), whose `fate` says whether the request was not sent, refused, or may have been
 * carried out. An environment of kind practice is on this machine: it is reached in offline mode too.
 */
export interface DcmApi {
  /** Where `createJwk` will post to, for the preview. */
  createJwkUrl(environment: Environment): string;
  /** Sends exactly these bytes. A time-out or a lost connection leaves it unknown whether DCM stored the key. */
  createJwk(
    environment: Environment,
    body: string,
    idempotencyKey: string,
  ): Promise<Exchange & { readonly guid: string }>;
  updateJwk(environment: Environment, guid: string, body: string): Promise<Exchange>;
  listJwks(environment: Environment): Promise<Exchange & { readonly entries: readonly ListedJwk[] }>;
  /** Puts a token before Authenticate, without any other credential. DCM's 400 is an answer, not an error. */
  authenticate(
    environment: Environment,
    token: string,
  ): Promise<
    Exchange & {
      readonly accepted: boolean;
      readonly sessionToken: string | null;
      readonly serverMessage: string | null;
    }
  >;
  /** DCM's own public keys, as bytes: nothing in them has been judged. */
  fetchJwks(environment: Environment): Promise<Exchange & { readonly bytes: Buffer; readonly url: string }>;
}

/** What only a practice DCM can do. */
export interface PracticeApi {
  /**
   * Asks a practice DCM on this machine for a token of its own, to practise judging on.
   * @throws BASE_URL_REFUSED (anything but loopback), DCM_*
   */
  issueToken(
    baseUrl: string,
    wanted: { readonly kind: PracticeTokenKind; readonly sub: string | null },
  ): Promise<string>;
}
