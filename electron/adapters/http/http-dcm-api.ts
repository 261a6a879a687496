import { createHash } from 'node:crypto';
import type { Environment } from '../../../shared/model/environment.ts';
import { parseBaseUrl, parseCounterpartyGuid } from '../../domain/base-url.ts';
import { AppError } from '../../domain/errors.ts';
import type { DcmApi, Exchange, ListedJwk, WayToDcm } from './dcm-api.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from './http-client.ts';
import { answerRefused, isJsonType, readJsonObject, requireGoodStatus } from './json-answer.ts';
import { isHtml, serverWords } from './server-words.ts';

const MAX_TOKEN_BYTES = 16_384;
const WITHOUT_LOGIN = { isChange: false, takesLogin: false } as const;
/** An id that DCM gave. It goes into a path, so it may hold nothing that a path reads. */
const ENTRY_GUID = /^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,128}$/u;

interface Dependencies {
  readonly http: HttpClient;
  /** How the DCM of an environment is reached now. */
  readonly wayTo: (environment: Environment) => WayToDcm;
  /** The value of header Authorization for an environment, `null` where it has none. @throws APP_LOCKED, KEYCHAIN_* */
  readonly credentialOf: (environment: Environment) => Promise<string | null>;
  /** Called before each call of DCM; what it gives is called with what the answer says of time. */
  readonly timeCall?: (environment: Environment) => (answer: TimedAnswer) => void;
}

/** What one answer says of time. */
interface TimedAnswer {
  /** Milliseconds since 1970; `null`: no `Date` that can be read. */
  readonly serverTime: number | null;
  /** Whether a cache on the way says that the answer is its own. */
  readonly isCached: boolean;
}

/** Makes the client of DCM's five calls over HTTP. What the answers hold is read strictly, and not judged. */
export function createHttpDcmApi({ http, wayTo, credentialOf, timeCall }: Dependencies): DcmApi {
  async function send(environment: Environment, request: HttpRequest): Promise<HttpAnswer> {
    const target = { ...environment, way: wayTo(environment) };
    const noteTime = timeCall?.(environment);
    const answer = await http.send(target, request);
    noteTime?.({ serverTime: readHttpDate(answer.header('date')), isCached: isCached(answer) });
    return answer;
  }

  async function get(environment: Environment, path: string, headers: HttpRequest['headers']): Promise<HttpAnswer> {
    return send(environment, { method: 'GET', path, headers, body: null, isChange: false });
  }

  async function write(environment: Environment, request: Omit<HttpRequest, 'isChange'>): Promise<HttpAnswer> {
    const credential = await credentialHeader(environment);
    const headers = { 'content-type': 'application/json', ...credential, ...request.headers };
    return send(environment, { ...request, headers, isChange: true });
  }

  async function credentialHeader(environment: Environment): Promise<HttpRequest['headers']> {
    const credential = await credentialOf(environment);
    return credential === null ? {} : { authorization: credential };
  }

  return {
    createJwkUrl: (environment) => `${parseBaseUrl(environment.baseUrl, environment.kind)}${jwkPath(environment)}`,

    async createJwk(environment, body, idempotencyKey) {
      const bytes = Buffer.from(body, 'utf8');
      const answer = await write(environment, {
        method: 'POST',
        path: jwkPath(environment),
        headers: { 'idempotency-key': idempotencyKey },
        body: bytes,
      });
      const { guid } = readJsonObject(answer, { isChange: true });
      if (typeof guid === 'string' && ENTRY_GUID.test(guid)) return { ...evidence(bytes, answer), guid };
      throw answerRefused(answer, { isChange: true }, 'took the key but named no entry that can be read');
    },

    async updateJwk(environment, guid, body) {
      const bytes = Buffer.from(body, 'utf8');
      const path = `${jwkPath(environment)}/${requireEntryGuid(guid)}`;
      const answer = await write(environment, { method: 'PUT', path, headers: {}, body: bytes });
      readJsonObject(answer, { isChange: true });
      return evidence(bytes, answer);
    },

    async listJwks(environment) {
      const answer = await get(environment, jwkPath(environment), await credentialHeader(environment));
      const { keys } = readJsonObject(answer, { isChange: false });
      if (!Array.isArray(keys)) throw answerRefused(answer, { isChange: false }, 'answered without a list of keys');
      // One entry that can't be read spoils the list: left out, it could be the key that nobody here knows of.
      return { ...evidence(null, answer), entries: keys.map((entry: unknown) => readEntry(entry, answer)) };
    },

    async authenticate(environment, token) {
      const sent = requireSendable(token);
      // DCM demands an empty Authorization here: the token alone must prove the bank.
      const answer = await send(environment, {
        method: 'POST',
        path: `${jwkPath(environment)}/authenticate`,
        headers: { 'cx-authorization': token },
        body: null,
        isChange: false,
      });
      if (isRefusalOfToken(answer)) {
        const serverMessage = serverWords(answer.bytes, answer.header('content-type'));
        return { ...evidence(sent, answer), accepted: false, sessionToken: null, serverMessage };
      }
      const { session_token: sessionToken } = readJsonObject(answer, WITHOUT_LOGIN);
      if (typeof sessionToken === 'string' && sessionToken !== '') {
        return { ...evidence(sent, answer), accepted: true, sessionToken, serverMessage: null };
      }
      throw answerRefused(answer, { isChange: false }, 'answered 200 without a session token, which decides nothing');
    },

    async fetchJwks(environment) {
      const answer = await get(environment, '/api/v1/.well-known/jwks.json', {});
      readJsonObject(answer, WITHOUT_LOGIN);
      return { ...evidence(null, answer), bytes: answer.bytes, url: answer.url };
    },
  };
}

function jwkPath(environment: Environment): string {
  return `/api/v1/counterparty/${parseCounterpartyGuid(environment.counterpartyGuid)}/jwk`;
}

function evidence(sent: Buffer | null, answer: HttpAnswer): Exchange {
  return {
    requestSha256: sha256(sent ?? Buffer.alloc(0)),
    responseSha256: sha256(answer.bytes),
    serverTime: readHttpDate(answer.header('date')),
    certificateSha256: answer.certificateSha256,
  };
}

/** Only the form that servers must send. @see RFC 9110 §5.6.7 */
function readHttpDate(text: string | null): number | null {
  if (text === null || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** A cache names itself by `Age`, which it must add, or by one of the headers that caches in use have. @see RFC 9111 §5.1, RFC 9211 */
function isCached(answer: HttpAnswer): boolean {
  const marks = ['cache-status', 'x-cache', 'cf-cache-status', 'x-cache-status', 'x-proxy-cache'];
  return answer.header('age') !== null || marks.some((name) => /\b(?:hit|stale)\b/iu.test(answer.header(name) ?? ''));
}

function readEntry(entry: unknown, answer: HttpAnswer): ListedJwk {
  if (typeof entry === 'object' && entry !== null && 'guid' in entry && 'data' in entry) {
    const { guid, data } = entry;
    const { created_at: createdAt, updated_at: updatedAt } = entry as Record<string, unknown>;
    if (typeof guid === 'string' && ENTRY_GUID.test(guid)) {
      return { guid, data, createdAt: textOrNull(createdAt), updatedAt: textOrNull(updatedAt) };
    }
  }
  throw answerRefused(answer, { isChange: false }, 'lists an entry that cannot be read');
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** DCM's own "no" is a 400 in JSON or plain text; a page comes from something that stands before DCM. */
function isRefusalOfToken(answer: HttpAnswer): boolean {
  if (answer.status !== 400) return false;
  const type = answer.header('content-type');
  const isOfDcm = isJsonType(type) || type === null || /^\s*text\/plain\b/iu.test(type);
  if (isOfDcm && !isHtml(answer.bytes.subarray(0, 1024).toString('latin1'), type)) return true;
  requireGoodStatus(answer, { isChange: false });
  return false;
}

function requireEntryGuid(guid: string): string {
  if (ENTRY_GUID.test(guid)) return guid;
  throw new AppError('INPUT_INVALID', 'the GUID of the entry is malformed', {
    hint: 'copy it from the list that DCM gives: dcm-keys dcm list --env NAME',
  });
}

/** A token travels in a header: visible ASCII only. Whether it is a good one, DCM says. */
function requireSendable(token: string): Buffer {
  const bytes = Buffer.from(token, 'utf8');
  if (/^[\x21-\x7e]+$/u.test(token) && bytes.length <= MAX_TOKEN_BYTES) return bytes;
  throw new AppError('TOKEN_MALFORMED', 'this cannot be sent as a token: it is empty, too long, or not plain ASCII', {
    hint: 'paste the token alone: three parts with dots between, without spaces or line breaks',
  });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
