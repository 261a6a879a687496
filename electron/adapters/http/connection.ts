import { X509Certificate } from 'node:crypto';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
// As a whole: an older Node, in which the terminal starts only to find a newer one, has no getCACertificates to import.
import * as tls from 'node:tls';
import type { buildConnector } from 'undici';
import { AppError } from '../../domain/errors.ts';
import type { HttpTarget } from './http-client.ts';

/** The one connection of one exchange. */
export interface Connection {
  /** For undici. A second call is refused: nothing may be sent twice behind our back. */
  readonly connect: buildConnector.connector;
  /** True from the moment on which bytes of the request may have left; over TLS, after the certificate was accepted. */
  isEstablished(): boolean;
  destroy(): void;
}

/**
 * Prepares a connection; no socket is opened before `connect` is called. Certificates are always checked, against the
 * default roots and the environment's own authority.
 * @throws CERTIFICATE_INVALID
 */
export function openConnection(target: HttpTarget): Connection {
  const secureContext = target.baseUrl.startsWith('https:') ? trust(target.ca) : null;
  let socket: Socket | null = null;
  let isEstablished = false;

  function connect(options: buildConnector.Options, callback: buildConnector.Callback): void {
    if (socket !== null) {
      callback(new Error('one exchange has one connection'), null);
      return;
    }
    const { hostname } = options;
    const port = Number(options.port || (secureContext === null ? 80 : 443));
    // A practice DCM is on this machine whatever the hosts file or a resolver says of "localhost".
    const lookup = target.kind === 'practice' ? { lookup: lookupLoopback } : {};
    const opened =
      secureContext === null
        ? connectTcp({ host: hostname, port, ...lookup })
        : tls.connect({
            host: hostname,
            port,
            ...lookup,
            servername: isIP(hostname) === 0 ? hostname : '',
            secureContext,
            // Said aloud, because left out it can be switched off by an environment variable.
            rejectUnauthorized: true,
            ALPNProtocols: ['http/1.1'],
          });
    socket = opened;
    const fail = (error: Error): void => callback(error, null);
    opened.setNoDelay(true);
    opened.once('error', fail);
    opened.once(secureContext === null ? 'connect' : 'secureConnect', () => {
      opened.off('error', fail);
      isEstablished = true;
      callback(null, opened);
    });
  }

  return {
    connect,
    isEstablished: () => isEstablished,
    destroy() {
      // An error that arrives after the end concerns nobody, and must not end the process either.
      socket?.on('error', () => undefined);
      socket?.destroy();
    },
  };
}

function trust(extraAuthority: string | null): tls.SecureContext {
  if (extraAuthority === null) return tls.createSecureContext({ minVersion: 'TLSv1.2' });
  try {
    // Node skips what it can't read in a list of authorities; we don't.
    const own = extraAuthority.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
    for (const pem of own) new X509Certificate(pem);
    if (own.length === 0) throw new Error('no certificate found');
    return tls.createSecureContext({ minVersion: 'TLSv1.2', ca: [...tls.getCACertificates('default'), ...own] });
  } catch (cause) {
    throw new AppError('CERTIFICATE_INVALID', 'the extra certificate authority of this environment is unreadable', {
      hint: 'remove the environment and add it again with a PEM file of its authority (--ca FILE)',
      cause,
    });
  }
}

const lookupLoopback: LookupFunction = (_hostname, options, callback) => {
  const all = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (options.all === true) callback(null, all);
  else callback(null, '127.0.0.1', 4);
};
