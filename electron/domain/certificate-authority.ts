import { createHash, X509Certificate } from 'node:crypto';
import type { AuthorityCertificate } from '../../shared/model/access.ts';
import { AppError } from './errors.ts';

const NAME_MAX = 300;

/** An extra authority, as it is kept. Whether its certificates are in date, and fit for what they are given for, TLS says. */
export interface Authority {
  /** The certificates in PEM, and nothing else of the text. */
  readonly pem: string;
  /** SHA-256 of `pem`, hex. */
  readonly sha256: string;
  readonly certificates: readonly AuthorityCertificate[];
}

/** Reads the certificates of a PEM text (RFC 7468 §5). @throws CERTIFICATE_INVALID */
export function parseAuthority(text: string): Authority {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  try {
    if (blocks.length === 0) throw new Error('no certificate found');
    const certificates = blocks.map((block) => factsOf(new X509Certificate(block)));
    const pem = blocks.join('\n');
    return { pem, sha256: createHash('sha256').update(pem).digest('hex'), certificates };
  } catch (cause) {
    throw new AppError('CERTIFICATE_INVALID', 'the certificate authority is not a PEM certificate', {
      hint: 'give a file that begins with -----BEGIN CERTIFICATE-----',
      cause,
    });
  }
}

function factsOf(certificate: X509Certificate): AuthorityCertificate {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: certificate.validFromDate.toISOString(),
    validTo: certificate.validToDate.toISOString(),
    sha256: createHash('sha256').update(certificate.raw).digest('hex'),
  };
}

/** Node gives one attribute on each line. Whoever wrote the file wrote them: nothing of it may hide or turn the line. */
function oneLine(name: string): string {
  const line = name.trim().replaceAll('\n', ', ').replace(/\p{C}/gu, '').slice(0, NAME_MAX);
  return line === '' ? '-' : line;
}
