import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** One request, as its bytes arrived. */
export interface RecordedRequest {
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export interface ScriptedServer {
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  /** How many connections were opened to it. */
  connections(): number;
  stop(): Promise<void>;
}

export type Script = (socket: Socket, request: RecordedRequest) => void;

/** A server that records bytes and answers with bytes: it can lie as no HTTP library would let it. On 127.0.0.1 only. */
export async function startScriptedServer(
  script: Script,
  tls: { readonly key: string; readonly cert: string } | null = null,
): Promise<ScriptedServer> {
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const serve = (socket: Socket): void => {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const request = readRequest(received);
      if (request === null) return;
      received = Buffer.alloc(0);
      requests.push(request);
      script(socket, request);
    });
  };
  const server: Server =
    tls === null ? createTcpServer(serve) : createTlsServer({ key: tls.key, cert: tls.cert }, serve);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => connections,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** An answer with a right Content-Length, unless the headers say otherwise. */
export function answerBytes(status: string, headers: Readonly<Record<string, string>>, body: string | Buffer): Buffer {
  const all = { 'Content-Length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

export function json(value: unknown, status = '200 OK'): Buffer {
  return answerBytes(status, { 'Content-Type': 'application/json' }, JSON.stringify(value));
}

function readRequest(received: Buffer): RecordedRequest | null {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [line = '', ...rest] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = rest.map((one) => {
    const colon = one.indexOf(':');
    return [one.slice(0, colon).toLowerCase(), one.slice(colon + 1).trim()] as const;
  });
  const length = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
  const body = received.subarray(end + 4);
  return body.length < length ? null : { line, headers, body };
}
