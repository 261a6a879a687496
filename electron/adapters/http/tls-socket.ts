import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
// As a whole: an older Node, in which the terminal starts only to find a newer one, has no getCACertificates to import.
import * as tls from 'node:tls';
import { AppError } from '../../domain/errors.ts';

/**
 * Prepares whom TLS believes: the default roots, and an environment's own authority beside them.
 * @throws CERTIFICATE_INVALID
 */
export function trust(extraAuthority: string | null): tls.SecureContext {
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

/**
 * Begins TLS over an open socket. The certificate is always checked, against the host that was asked for; `onCertificate`
 * sees it before it is judged, also one that is then refused.
 */
export function beginTls(
  carrier: Socket,
  hostname: string,
  setting: {
    readonly secureContext: tls.SecureContext;
    readonly onCertificate?: (certificate: X509Certificate) => void;
  },
): tls.TLSSocket {
  const host = hostname.replace(/^\[(?<address>.*)\]$/u, '$<address>');
  const secured = tls.connect({
    socket: carrier,
    // What the certificate must be for. Servers are told names only.
    host,
    servername: isIP(host) === 0 ? host : '',
    secureContext: setting.secureContext,
    // Said aloud, because left out it can be switched off by an environment variable.
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
  });
  secured.prependOnceListener('secure', () => {
    // Not getPeerX509Certificate: asked for first, it leaves nothing for the check of the host name that comes next.
    const { raw } = secured.getPeerCertificate(true) as Partial<tls.DetailedPeerCertificate>;
    if (raw !== undefined) setting.onCertificate?.(new X509Certificate(raw));
  });
  return secured;
}

/** Waits until a socket is connected or secured. @throws what the socket's error says */
export async function untilReady(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once(event, resolve).once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed before it was ready'), { code: 'ECONNRESET' })));
  });
}
