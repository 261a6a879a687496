import type { Client } from 'undici';
import type { Environment } from '../../../shared/model/environment.ts';
import { parseBaseUrl } from '../../domain/base-url.ts';
import { DcmError, type RequestFate } from '../../domain/dcm-error.ts';
import { explainFailure, offline, redirected, tooLarge, tooSlow, type FailedCall } from './call-failures.ts';
import { openConnection, type Connection } from './connection.ts';
import type { ResolveProxy, WayToDcm } from './dcm-api.ts';
import { certificateSha256 } from './server-certificate.ts';

/** Where a request goes, by which way, and whom TLS believes there. */
export interface HttpTarget extends Pick<Environment, 'baseUrl' | 'kind' | 'ca'> {
  readonly way: WayToDcm;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Appended to the base URL; begins with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** Whether carrying it out twice, or not knowing, matters. */
  readonly isChange: boolean;
}

/** An answer, whole, of any status but 3xx. Nothing in it has been judged. */
export interface HttpAnswer {
  readonly status: number;
  readonly url: string;
  readonly bytes: Buffer;
  /** SHA-256 of the server's own certificate, hex; `null` over plain HTTP. */
  readonly certificateSha256: string | null;
  /** `null` if absent; several of one name are joined by a comma. */
  header(name: string): string | null;
}

export interface HttpLimits {
  /** From the beginning to the last byte of the headers. */
  readonly headersMs: number;
  /** From the beginning to the last byte of the body. */
  readonly totalMs: number;
  readonly bodyBytes: number;
}

export const DEFAULT_LIMITS: HttpLimits = { headersMs: 10_000, totalMs: 30_000, bodyBytes: 262_144 };

const MAX_HEADER_BYTES = 16_384;

export interface HttpClient {
  /**
   * Sends one request over one connection of its own and reads the whole answer. Nothing is kept between requests: no
   * cookie, no connection, no TLS session; nothing is sent twice.
   * @throws BASE_URL_REFUSED, CERTIFICATE_INVALID, OFFLINE, DCM_UNREACHABLE, DCM_TIMEOUT, DCM_CERTIFICATE_REFUSED,
   *   PROXY_*, DCM_REDIRECTED, DCM_ANSWER_REFUSED, CANCELLED
   */
  send(target: HttpTarget, request: HttpRequest): Promise<HttpAnswer>;
  /** Breaks off what is under way and refuses what comes after. */
  close(): Promise<void>;
}

interface Dependencies {
  /** Asked before each request. While it says no, only a practice DCM on this machine is reached. */
  readonly isOnline: () => boolean;
  /** Asked for each call of an environment whose proxy is the system's; never for practice. */
  readonly resolveProxy: ResolveProxy;
  readonly limits?: HttpLimits;
}

/** Makes the one way out of this process to a DCM. Nothing is opened before `send`. */
export function createHttpClient({ isOnline, resolveProxy, limits = DEFAULT_LIMITS }: Dependencies): HttpClient {
  const exchanges = new Set<Exchange>();
  let isClosed = false;

  return {
    async send(target, request) {
      const baseUrl = parseBaseUrl(target.baseUrl, target.kind);
      // Loopback is not the internet: practice goes on while the switch is off. The line above proves the loopback.
      if (target.kind !== 'practice' && !isOnline()) throw offline();
      if (isClosed) throw closed('not-sent');
      const exchange = new Exchange({ ...target, baseUrl }, request, { limits, resolveProxy });
      exchanges.add(exchange);
      try {
        return await exchange.run();
      } finally {
        exchanges.delete(exchange);
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...exchanges].map((exchange) => exchange.breakOff()));
    },
  };
}

/** One request and its answer, under one deadline. */
class Exchange {
  private readonly url: URL;
  private readonly request: HttpRequest;
  private readonly limits: HttpLimits;
  private readonly connection: Connection;
  private client: Client | null = null;
  private endedBy: DcmError | null = null;

  constructor(
    target: HttpTarget,
    request: HttpRequest,
    { limits, resolveProxy }: Required<Pick<Dependencies, 'limits' | 'resolveProxy'>>,
  ) {
    this.url = new URL(`${target.baseUrl}${request.path}`);
    this.request = request;
    this.limits = limits;
    this.connection = openConnection(target, resolveProxy);
  }

  /** Most commands call nobody: the library is read when the first one does. */
  private async openClient(): Promise<Client> {
    const { Client } = await import('undici');
    if (this.endedBy !== null) throw this.endedBy;
    this.client = new Client(this.url.origin, {
      connect: this.connection.connect,
      // Our own deadlines run over both; undici's begin anew with each byte that drips in.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: MAX_HEADER_BYTES,
      allowH2: false,
    });
    return this.client;
  }

  async run(): Promise<HttpAnswer> {
    const headersTimer = this.endAfter(this.limits.headersMs);
    const totalTimer = this.endAfter(this.limits.totalMs);
    try {
      const client = await this.openClient();
      const { statusCode, headers, body } = await client.request({
        method: this.request.method,
        path: this.url.pathname,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': 'dcm-key-manager',
          ...this.request.headers,
        },
        body: this.request.body,
        reset: true,
      });
      clearTimeout(headersTimer);
      const header = (name: string) => oneHeader(headers[name]);
      if (statusCode >= 300 && statusCode < 400) throw redirected(this.call(), statusCode, header('location'));
      const bytes = await this.readBody(body, header('content-length'));
      const certificate = this.connection.certificate();
      return {
        status: statusCode,
        url: this.url.href,
        bytes,
        header,
        certificateSha256: certificate === null ? null : certificateSha256(certificate),
      };
    } catch (cause) {
      throw this.endedBy ?? explainFailure(cause, this.call());
    } finally {
      clearTimeout(headersTimer);
      clearTimeout(totalTimer);
      await this.shut();
    }
  }

  /** Ends the exchange from outside; `run` then throws. */
  async breakOff(): Promise<void> {
    await this.end(closed(this.connection.isEstablished() ? 'unknown' : 'not-sent'));
  }

  private endAfter(limitMs: number): NodeJS.Timeout {
    return setTimeout(() => this.end(this.connection.slowProxy(limitMs) ?? tooSlow(this.call(), limitMs)), limitMs);
  }

  private async end(reason: DcmError): Promise<void> {
    this.endedBy ??= reason;
    await this.shut(reason);
  }

  private async shut(reason: DcmError | null = null): Promise<void> {
    this.connection.destroy();
    await this.client?.destroy(reason);
  }

  private async readBody(body: AsyncIterable<Buffer>, declared: string | null): Promise<Buffer> {
    if (Number(declared ?? 0) > this.limits.bodyBytes) throw tooLarge(this.call(), this.limits.bodyBytes);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > this.limits.bodyBytes) throw tooLarge(this.call(), this.limits.bodyBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  private call(): FailedCall {
    return {
      host: this.url.host,
      isChange: this.request.isChange,
      fate: this.connection.isEstablished() ? 'unknown' : 'not-sent',
    };
  }
}

function oneHeader(value: string | string[] | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}

function closed(fate: RequestFate): DcmError {
  return new DcmError('CANCELLED', 'the call to DCM was broken off because the app is closing', {
    hint: 'after the next start, look at what DCM lists before you send anything again',
    fate,
  });
}
