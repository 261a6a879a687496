import { createHash, type X509Certificate } from 'node:crypto';
import type { ServerCertificate } from '../../../shared/model/access.ts';
import type { DcmError } from '../../domain/dcm-error.ts';
import { callFailure, type FailedCall } from './call-failures.ts';
import { tidy } from './server-words.ts';

/** What a certificate says of itself. @see RFC 7469 §2.4 for the pin */
export function certificateFacts(certificate: X509Certificate): Omit<ServerCertificate, 'isTrusted' | 'problem'> {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: certificate.validFromDate.toISOString(),
    validTo: certificate.validToDate.toISOString(),
    sha256: certificateSha256(certificate),
    pin: certificatePin(certificate),
  };
}

/** SHA-256 of a certificate, hex. */
export function certificateSha256(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}

/** SHA-256 of the public key of a certificate (SubjectPublicKeyInfo), base64url. */
function certificatePin(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url');
}

/** Compares a certificate that TLS accepts with the pin of the environment; `null` if it is the one that was pinned. */
export function pinFailure(certificate: X509Certificate | null, pin: string, call: FailedCall): DcmError | null {
  const shown = certificate === null ? 'none' : certificatePin(certificate);
  if (shown === pin) return null;
  return callFailure('DCM_CERTIFICATE_REFUSED', call, {
    problem: `showed a certificate with another public key than the pinned one: pinned ${pin}, shown ${shown}`,
    hint: 'send nothing; ask DCM on the phone whether its key has changed, and pin the new one only if DCM says so',
  });
}

/** A name comes in lines, and from whoever answers. */
function oneLine(name: string): string {
  return tidy(name.trim().replaceAll('\n', ', ')) ?? '-';
}
