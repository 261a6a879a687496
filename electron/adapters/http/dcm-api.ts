import type { Proxy, ServerCertificate } from '../../../shared/model/access.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { PracticeBehaviourRequest } from '../../../shared/model/practice.ts';
import type { PracticeTokenKind } from '../../../shared/model/token.ts';

/** How one DCM is reached now. */
export interface WayToDcm {
  /** What its certificate must have beside a good chain; `null`: nothing. See `Access`. */
  readonly pin: string | null;
  readonly proxy: Proxy;
  /** For the proxy's user; from memory. */
  readonly proxyPassword: string | null;
}

/**
 * Says by which ways an address is reached, as a PAC file does: `DIRECT`, `PROXY host:port`, `HTTPS host:port`, several
 * with semicolons between, the first that works counts.
 */
export type ResolveProxy = (url: string) => Promise<string>;

/** Opens a TLS connection to a DCM, sends nothing, and says which certificate was shown. */
export interface CertificateSource {
  /** @throws OFFLINE, INPUT_INVALID for plain HTTP, DCM_UNREACHABLE, DCM_TIMEOUT, PROXY_*, CERTIFICATE_INVALID */
  seeCertificate(environment: Environment, way: WayToDcm): Promise<ServerCertificate>;
}

/** Evidence of one exchange with DCM. */
export interface Exchange {
  /** SHA-256 of the body as it was sent; of the token for Authenticate, which has no body. Hex. */
  readonly requestSha256: string;
  readonly responseSha256: string;
  /** DCM's `Date` header, milliseconds since 1970, `null` if absent or unreadable. */
  readonly serverTime: number | null;
  /** SHA-256 of the server's own certificate, hex; `null` over plain HTTP. */
  readonly certificateSha256: string | null;
}

/** One entry of Get jwks as DCM sent it; `data` has not been judged. */
export interface ListedJwk {
  readonly guid: string;
  readonly data: unknown;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/**
 * The five calls of DCM. Each checks TLS and pin, refuses redirects, and limits size and time. The credential of the
 * environment goes with create, update and list, never with the other two.
 * Errors: OFFLINE, PROXY_*, DCM_UNREACHABLE, DCM_TIMEOUT, DCM_CERTIFICATE_REFUSED, DCM_REDIRECTED, DCM_REFUSED (4xx, with
 * the server's own words in the message), DCM_UNAUTHORIZED (401, 403), DCM_FAILED (5xx, 429), DCM_ANSWER_REFUSED; and where
 * a credential cannot be had: APP_LOCKED, KEYCHAIN_*, KEY_UNAVAILABLE.
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

/** What only a practice DCM can do. Each call reaches this machine's loopback only. @throws BASE_URL_REFUSED, DCM_* */
export interface PracticeApi {
  /**
   * Asks a practice DCM on this machine for a token of its own, to practise judging on.
   * @throws BASE_URL_REFUSED (anything but loopback), DCM_*
   */
  issueToken(
    baseUrl: string,
    wanted: { readonly kind: PracticeTokenKind; readonly sub: string | null },
  ): Promise<string>;
  /** Tells it how to behave from the next request on. */
  behave(baseUrl: string, wanted: PracticeBehaviourRequest): Promise<void>;
  /** Lets it take a new key of its own; the old one stays in its JWKS, or goes. Gives the new kid. */
  rotate(baseUrl: string, wanted: { readonly keepsOld: boolean }): Promise<string>;
  /** After how many seconds a registered key is listed and accepted. */
  setPublishDelay(baseUrl: string, seconds: number): Promise<void>;
  /** By how many seconds its header `Date` is wrong from now on. */
  setDateError(baseUrl: string, seconds: number): Promise<void>;
}
