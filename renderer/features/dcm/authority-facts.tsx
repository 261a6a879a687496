import type { AuthorityCertificate } from '../../../shared/model/access.ts';
import { Notice } from '../../components/notice.tsx';
import { useNow } from '../../components/use-now.ts';
import { useText } from '../../text/text.ts';
import { CertificateFacts } from './certificate-facts.tsx';

/** Each certificate of an authority; one that is not in force is named first, because TLS takes nothing of it. */
export function AuthorityFacts({ certificates }: { readonly certificates: readonly AuthorityCertificate[] }) {
  const text = useText();
  const now = useNow(30_000);
  return certificates.map((certificate) => (
    <div key={certificate.sha256}>
      {!isInForce(certificate, now) && <Notice tone="bad" title={text.access.authorityNotInForce} isLive />}
      <CertificateFacts certificate={certificate} />
    </div>
  ));
}

function isInForce({ validFrom, validTo }: AuthorityCertificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}
