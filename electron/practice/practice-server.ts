import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError } from '../domain/errors.ts';
import { BadAnswer } from './bad-answers.ts';
import type { PracticeRequest } from './practice-desk.ts';
import { PracticeError } from './practice-error.ts';

const LOOPBACK = '127.0.0.1';
const MAX_BODY_BYTES = 65_536;
const MAX_HEADER_BYTES = 32_768;
const MAX_CONNECTIONS = 64;

/** How long a slow client is borne, milliseconds. */
export interface PracticePatience {
  readonly headersMs: number;
  readonly requestMs: number;
}

export const DEFAULT_PATIENCE: PracticePatience = { headersMs: 5000, requestMs: 10_000 };

/** A JSON server on this machine's loopback. */
export interface PracticeServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Serving {
  readonly answer: (request: PracticeRequest) => Promise<unknown>;
  /** What header `Date` says, milliseconds since 1970. */
  readonly date: () => number;
  readonly patience: PracticePatience;
}

/**
 * Serves JSON on 127.0.0.1 and no other address. Garbage, floods and slow clients are cut off; no request ends the process.
 * @throws PORT_UNAVAILABLE
 */
export async function servePractice(port: number, { answer, date, patience }: Serving): Promise<PracticeServer> {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: Math.min(1000, patience.headersMs),
      keepAliveTimeout: 1000,
    },
    (incoming, outgoing) => {
      outgoing.setHeader('date', new Date(date()).toUTCString());
      respond(incoming, outgoing, answer).catch(() => outgoing.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable)
      socket.end(`HTTP/1.1 ${statusOf(error.code)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else socket.destroy();
  });
  await listen(server, port);
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return { port: actual, close: () => close(server) };
}

function statusOf(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: PracticeRequest) => Promise<unknown>,
): Promise<void> {
  // A client that leaves in the middle is no event for anybody.
  outgoing.on('error', () => incoming.destroy());
  const { status, value } = await outcome(incoming, answer);
  if (value instanceof BadAnswer) {
    value.write(incoming.socket);
    return;
  }
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What is left of a body that nobody reads must not be taken for the next request.
    ...(status === 200 ? {} : { connection: 'close' }),
  });
  outgoing.end(bytes);
}

async function outcome(
  incoming: IncomingMessage,
  answer: (request: PracticeRequest) => Promise<unknown>,
): Promise<{ readonly status: number; readonly value: unknown }> {
  try {
    requireNoBrowser(incoming);
    const body = await readBody(incoming);
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
    const header = (name: string): string | null => {
      const value = incoming.headers[name];
      return typeof value === 'string' ? value : null;
    };
    return { status: 200, value: await answer({ method: incoming.method ?? '', path, body, header }) };
  } catch (error) {
    if (error instanceof PracticeError) return { status: error.status, value: { error: error.message } };
    return { status: 500, value: { error: 'the practice DCM could not do this' } };
  }
}

/** A page in a browser of this machine could reach us; DCM has no pages, so nothing with a page's marks is answered. */
function requireNoBrowser({ headers }: IncomingMessage): void {
  const host = (headers.host ?? '').replace(/:\d+$/u, '');
  const isOurs = host === LOOPBACK || host === 'localhost' || host === '[::1]';
  if (!isOurs || headers.origin !== undefined) throw new PracticeError(403, 'only for programs on this machine');
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const tooLarge = new PracticeError(413, 'body is too large');
  if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // Left alone when we stop reading: destroyed, it would take the socket and our answer with it.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, resolve);
  }).catch((cause: unknown) => {
    throw new AppError('PORT_UNAVAILABLE', `port ${String(port)} of 127.0.0.1 cannot be used${reasonOf(cause)}`, {
      hint: 'choose another port, or none: a free one is then taken',
      cause,
    });
  });
  server.removeAllListeners('error');
  // Running out of file handles while accepting, for instance: the server goes on with those that it has.
  server.on('error', () => undefined);
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
