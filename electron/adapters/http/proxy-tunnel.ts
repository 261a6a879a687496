import type { Socket } from 'node:net';
import { proxyNonsense, proxyRefusal, proxyUnreachable, type ProxyAnswer } from './proxy-failures.ts';

const MAX_ANSWER_BYTES = 16_384;

/** What a tunnel is asked for, and by whom. */
export interface TunnelRequest {
  /** `host:port` of the proxy, for messages. */
  readonly proxy: string;
  /** `host:port` of DCM. */
  readonly target: string;
  readonly user: string | null;
  readonly password: string | null;
}

/**
 * Asks a proxy, over an open socket to it, for a way to DCM. Afterwards the socket carries what DCM says, and nothing else.
 * @throws PROXY_AUTH_NEEDED, PROXY_REFUSED, PROXY_UNREACHABLE
 * @see RFC 9110 §9.3.6
 */
export async function openTunnel(socket: Socket, request: TunnelRequest): Promise<void> {
  const { proxy, target, user, password } = request;
  const proof = user !== null && password !== null ? [`Proxy-Authorization: ${basic(user, password)}`] : [];
  socket.write([`CONNECT ${target} HTTP/1.1`, `Host: ${target}`, ...proof, '', ''].join('\r\n'));
  const answer = readAnswer(await readHead(socket, proxy), proxy);
  if (answer.status >= 200 && answer.status < 300) return;
  throw proxyRefusal(proxy, answer, { user, hasPassword: password !== null });
}

/** @see RFC 7617 §2 */
function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** Reads up to the empty line. What follows an opened way before we spoke would be put into DCM's mouth: it is refused. */
async function readHead(socket: Socket, proxy: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      socket.off('data', onData).off('error', onError).off('close', onClose);
      socket.pause();
      settle();
    };
    const onError = (cause: Error) => finish(() => reject(proxyUnreachable(proxy, cause)));
    const onClose = () => finish(() => reject(proxyNonsense(proxy, 'closed the connection without opening the way')));
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      const head = end === -1 ? null : received.subarray(0, end).toString('latin1');
      if (head === null) {
        if (received.length > MAX_ANSWER_BYTES) finish(() => reject(proxyNonsense(proxy, 'answers without end')));
      } else if (/^HTTP\/1\.[01] 2/u.test(head) && received.length > end + 4) {
        finish(() => reject(proxyNonsense(proxy, 'speaks before DCM can')));
      } else finish(() => resolve(head));
    };
    socket.on('data', onData).once('error', onError).once('close', onClose);
  });
}

function readAnswer(head: string, proxy: string): ProxyAnswer {
  const [line = '', ...fields] = head.split('\r\n');
  const groups = /^HTTP\/1\.[01] (?<status>[1-9][0-9]{2})(?: (?<reason>.*))?$/u.exec(line)?.groups;
  if (groups === undefined) throw proxyNonsense(proxy, 'answered with something that is not HTTP');
  const challenges = fields.flatMap((field) => {
    const value = /^proxy-authenticate:(?<value>.*)$/iu.exec(field)?.groups?.['value'];
    return value === undefined ? [] : [value];
  });
  return { status: Number(groups['status']), reason: groups['reason'] ?? '', challenges };
}
