import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Misbehaviour, PracticeRoute } from '../../shared/model/practice.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { newGuid } from './jwk-register.ts';
import { withStrangersKey } from './strangers-key.ts';

const MEGABYTE = 1_048_576;
const BOMB_MEGABYTES = 64;
const DRIP_MS = 100;
const DEPTH = 50_000;
const CHUNK = `10000\r\n${' '.repeat(0x10000)}\r\n`;

/** An answer that is written as no HTTP library would. */
export class BadAnswer {
  readonly write: (socket: Socket) => void;

  constructor(write: (socket: Socket) => void) {
    this.write = write;
  }
}

interface Occasion {
  /** What would have been answered; `null` where nothing was done. */
  readonly good: unknown;
  readonly route: PracticeRoute | null;
  readonly randomBytes: RandomBytes;
}

const bytes =
  (status: string, headers: readonly string[], body: string | Buffer, length = Buffer.byteLength(body)) =>
  (socket: Socket): void => {
    const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${String(length)}`, 'Connection: close', '', ''];
    socket.end(Buffer.concat([Buffer.from(head.join('\r\n')), Buffer.from(body)]));
  };
const json = (status: string, value: unknown, ...headers: readonly string[]) =>
  bytes(status, [...headers, JSON_TYPE], JSON.stringify(value));
const JSON_TYPE = 'Content-Type: application/json';

/** Small to make and to send: one packed megabyte, many times over. @see RFC 1952 §2.2 */
function bomb(): Buffer {
  const member = gzipSync(Buffer.alloc(MEGABYTE, ' '));
  return Buffer.concat(Array.from({ length: BOMB_MEGABYTES }, () => member));
}

/** How each way of misbehaving is written. */
export const BAD_ANSWERS: Readonly<Record<Misbehaviour, (occasion: Occasion) => (socket: Socket) => void>> = {
  redirect: () => bytes('302 Found', ['Location: http://127.0.0.1:9/login?flow=secret'], ''),
  'login-page': () =>
    bytes('200 OK', ['Content-Type: text/html; charset=utf-8'], '<!doctype html><title>Sign in to DCM</title>'),
  'no-content': () => bytes('204 No Content', [], '', 0),
  'wrong-type': ({ good }) => bytes('200 OK', ['Content-Type: text/plain'], JSON.stringify(good)),
  'byte-order-mark': ({ good }) => bytes('200 OK', [JSON_TYPE], `\ufeff${JSON.stringify(good)}`),
  'gzip-bomb': () => bytes('200 OK', [JSON_TYPE, 'Content-Encoding: gzip'], bomb()),
  silence: () => () => undefined,
  'slow-drip': () => (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\nContent-Length: 9999\r\n\r\n{`);
    const timer = setInterval(() => socket.write(' '), DRIP_MS);
    socket.once('close', () => clearInterval(timer));
  },
  'endless-chunks': () => (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const pump = (): void => {
      while (!socket.destroyed && socket.write(CHUNK));
    };
    socket.on('drain', pump);
    pump();
  },
  'deep-json': () => bytes('200 OK', [JSON_TYPE], `{"keys":[],"a":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`),
  'lying-length': ({ good }) => {
    const body = JSON.stringify(good);
    return bytes('200 OK', [JSON_TYPE], body, body.length + 500);
  },
  'refuse-text': () => bytes('400 Bad Request', ['Content-Type: text/plain'], 'logic error 17: ask the help desk\r\n'),
  unauthorized: () => json('401 Unauthorized', { error: 'Unauthorized', message: 'Access credentials are invalid' }),
  conflict: () => json('409 Conflict', { error: 'another request for this jwk is under way' }),
  unprocessable: () => json('422 Unprocessable Content', { error: 'jwk is not acceptable', detail: 'kid is reserved' }),
  'too-many': () => json('429 Too Many Requests', { error: 'rate limit' }, 'Retry-After: 99999999999'),
  failing: () => json('500 Internal Server Error', { error: 'database is down' }),
  'other-key': ({ good, route, randomBytes }) =>
    json('200 OK', route === 'create' ? { guid: newGuid(randomBytes) } : withStrangersKey(good)),
  drop: () => (socket) => socket.destroy(),
  'drop-after-storing': () => (socket) => socket.destroy(),
};
