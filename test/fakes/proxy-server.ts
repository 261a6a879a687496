import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ServerIdentity } from './certificates.ts';

export interface ProxyServer {
  readonly port: number;
  /** The heads of the requests, as they came. */
  readonly heads: readonly string[];
  connections(): number;
  stop(): Promise<void>;
}

interface Setting {
  /** Where every way leads, whatever was asked for. */
  readonly to?: number;
  /** `user:password` that are wanted. */
  readonly wants?: string;
  /** Answers in its own way; the way is then not opened. */
  readonly answer?: (socket: Socket) => void;
  readonly tls?: ServerIdentity;
}

/** A proxy that knows CONNECT and records what it was asked. On 127.0.0.1 only. */
export async function startProxy({ to = 0, wants, answer, tls }: Setting): Promise<ProxyServer> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket.on('error', () => socket.destroy());
  };
  const serve = (socket: Socket): void => {
    keep(socket);
    socket.once('data', (chunk: Buffer) => {
      const head = chunk.toString('latin1');
      heads.push(head);
      if (answer !== undefined) {
        answer(socket);
        return;
      }
      const proof = /^proxy-authorization: Basic (?<proof>\S+)$/imu.exec(head)?.groups?.['proof'] ?? '';
      if (wants !== undefined && Buffer.from(proof, 'base64').toString('utf8') !== wants) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="bank"\r\n\r\n');
        return;
      }
      const onward = keep(connect(to, '127.0.0.1'));
      onward.once('connect', () => {
        socket.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
    });
  };
  const server: Server = tls === undefined ? createServer(serve) : createTlsServer({ ...tls }, serve);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    keep(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    connections: () => connections,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
