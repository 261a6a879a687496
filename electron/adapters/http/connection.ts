import type { X509Certificate } from 'node:crypto';
import { connect as connectTcp, type LookupFunction, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import type { DcmError } from '../../domain/dcm-error.ts';
import type { ResolveProxy } from './dcm-api.ts';
import type { HttpTarget } from './http-client.ts';
import { proxyTooSlow, proxyUnreachable } from './proxy-failures.ts';
import { findHops, type Hop } from './proxy-list.ts';
import { openTunnel } from './proxy-tunnel.ts';
import { pinFailure } from './server-certificate.ts';
import { beginTls, trust, untilReady } from './tls-socket.ts';

/** The one connection of one exchange. */
export interface Connection {
  /** For undici. A second call is refused: nothing may be sent twice behind our back. */
  readonly connect: buildConnector.connector;
  /** Opens it. The certificate has then been accepted, and has the pin. @throws PROXY_*, DCM_CERTIFICATE_REFUSED, what the socket says */
  open(): Promise<Socket>;
  /** True from the moment on which bytes of the request may have left; over TLS, after the certificate was accepted. */
  isEstablished(): boolean;
  /** The certificate that the server showed, also one that was then refused; `null` over plain HTTP, and before it. */
  certificate(): X509Certificate | null;
  /** Why it takes so long, where that is a proxy's doing. */
  slowProxy(limitMs: number): DcmError | null;
  destroy(): void;
}

/**
 * Prepares a connection; no socket is opened before it is asked for. Certificates are always checked, against the default
 * roots and the environment's own authority, through a proxy as without one. A practice DCM is reached without a proxy.
 * @throws CERTIFICATE_INVALID
 */
export function openConnection(target: HttpTarget, resolveProxy: ResolveProxy): Connection {
  const url = new URL(target.baseUrl);
  const secureContext = url.protocol === 'https:' ? trust(target.ca) : null;
  const port = Number(url.port || (secureContext === null ? 80 : 443));
  /** What is open now: over TLS, the outer of the two. */
  let outermost: Socket | null = null;
  let isBegun = false;
  let isDestroyed = false;
  let isEstablished = false;
  let certificate: X509Certificate | null = null;
  /** What is waited for, while it is not DCM. */
  let waitingFor: { readonly proxy: string | null } | null = null;

  function keep<S extends Socket>(socket: S): S {
    outermost = socket;
    // An error that arrives after the end concerns nobody, and must not end the process either.
    socket.on('error', () => undefined);
    if (isDestroyed) socket.destroy();
    return socket;
  }

  async function openStraight(): Promise<Socket> {
    // A practice DCM is on this machine whatever the hosts file or a resolver says of "localhost".
    const lookup = target.kind === 'practice' ? { lookup: lookupLoopback } : {};
    const socket = keep(connectTcp({ host: bareHost(url), port, noDelay: true, ...lookup }));
    await untilReady(socket, 'connect');
    return socket;
  }

  async function openByProxy(address: string): Promise<Socket> {
    const proxy = new URL(address);
    waitingFor = { proxy: proxy.host };
    const socket = await openProxy(proxy);
    const { proxy: way, proxyPassword: password } = target.way;
    const user = way.mode === 'fixed' ? way.user : null;
    await openTunnel(socket, { proxy: proxy.host, target: `${url.hostname}:${String(port)}`, user, password });
    return socket;
  }

  async function openProxy(proxy: URL): Promise<Socket> {
    try {
      const isSecure = proxy.protocol === 'https:';
      const at = { host: bareHost(proxy), port: Number(proxy.port || (isSecure ? 443 : 80)), noDelay: true };
      const socket = keep(connectTcp(at));
      await untilReady(socket, 'connect');
      if (!isSecure) return socket;
      const secured = keep(beginTls(socket, at.host, { secureContext: trust(target.ca) }));
      await untilReady(secured, 'secureConnect');
      return secured;
    } catch (cause) {
      throw proxyUnreachable(proxy.host, cause);
    }
  }

  /** The first way that opens. A proxy that answered "no" has answered: its word is not gone round. */
  async function openCarrier(hops: readonly Hop[]): Promise<Socket> {
    let failed: unknown = null;
    for (const hop of hops) {
      waitingFor = null;
      try {
        return hop.by === 'direct' ? await openStraight() : await openByProxy(hop.url);
      } catch (thrown) {
        if (isDestroyed || !isUnreachable(thrown)) throw thrown;
        failed = thrown;
      }
    }
    throw failed;
  }

  async function open(): Promise<Socket> {
    if (isBegun) throw new Error('one exchange has one connection');
    isBegun = true;
    if (target.kind !== 'practice') waitingFor = { proxy: null };
    const hops: readonly Hop[] =
      target.kind === 'practice'
        ? [{ by: 'direct' }]
        : await findHops(target.way, { origin: url.origin, resolveProxy });
    if (isDestroyed) throw new Error('broken off');
    const carrier = await openCarrier(hops);
    waitingFor = null;
    const socket = secureContext === null ? carrier : await secure(carrier, secureContext);
    requirePin();
    isEstablished = true;
    return socket;
  }

  async function secure(carrier: Socket, context: ReturnType<typeof trust>): Promise<Socket> {
    const onCertificate = (shown: X509Certificate) => (certificate = shown);
    const secured = keep(beginTls(carrier, url.hostname, { secureContext: context, onCertificate }));
    await untilReady(secured, 'secureConnect');
    return secured;
  }

  /** Over plain HTTP there is no certificate, and none is not the one that was pinned. */
  function requirePin(): void {
    const { pin } = target.way;
    const call = { host: url.host, isChange: false, fate: 'not-sent' } as const;
    const refused = pin === null ? null : pinFailure(certificate, pin, call);
    if (refused !== null) throw refused;
  }

  return {
    open,
    connect(_options, callback) {
      open().then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error instanceof Error ? error : new Error('the connection failed'), null),
      );
    },
    isEstablished: () => isEstablished,
    certificate: () => certificate,
    slowProxy: (limitMs) => (waitingFor === null ? null : proxyTooSlow(waitingFor.proxy, limitMs)),
    destroy() {
      isDestroyed = true;
      // It takes what is under it along. Taken away from under it, Node 24 crashes.
      outermost?.destroy();
    },
  };
}

function isUnreachable(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'PROXY_UNREACHABLE';
}

/** An IPv6 address without the brackets that a URL gives it. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(?<address>.*)\]$/u, '$<address>');
}

const lookupLoopback: LookupFunction = (_hostname, options, callback) => {
  const all = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (options.all === true) callback(null, all);
  else callback(null, '127.0.0.1', 4);
};
