import type { AuthorityCertificate, ServerCertificate } from '../../../shared/model/access.ts';
import { HexGroups } from '../../components/hex-groups.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';

interface VerdictProps {
  readonly certificate: ServerCertificate;
  readonly pin: string | null;
}

/** One sentence: whether this certificate is taken, and why not. What TLS refuses is refused, pinned or not. */
export function CertificateVerdict({ certificate, pin }: VerdictProps) {
  const text = useText();
  if (!certificate.isTrusted) {
    return (
      <Notice tone="bad" title={text.access.isRefused} isLive>
        <p lang="en">{certificate.problem}</p>
        <p>
          <strong>{text.common.whatNext}</strong> {text.access.isRefusedNext}
        </p>
      </Notice>
    );
  }
  if (pin === null) return <Notice tone="calm" title={text.access.isTrusted} isLive />;
  if (pin === certificate.pin) return <Notice tone="good" title={text.access.isPinned} isLive />;
  return (
    <Notice tone="bad" title={text.access.isOther} isLive>
      <p>
        <strong>{text.common.whatNext}</strong> {text.access.isOtherNext}
      </p>
    </Notice>
  );
}

interface FactsProps {
  readonly certificate: AuthorityCertificate & { readonly pin?: string };
}

/** What a certificate says of itself; the pin only where one certificate can be pinned. */
export function CertificateFacts({ certificate }: FactsProps) {
  const text = useText();
  const { subject, issuer, validFrom, validTo, sha256, pin } = certificate;
  return (
    <Facts
      rows={[
        [text.access.subject, <span lang="en">{subject}</span>],
        [text.access.issuer, <span lang="en">{issuer}</span>],
        [text.access.validFrom, <Instant iso={validFrom} />],
        [text.access.validTo, <Instant iso={validTo} isRelative />],
        [text.access.fingerprint, <HexGroups value={sha256} />],
        ...(pin === undefined ? [] : ([[text.access.publicKey, <code key="pin">{pin}</code>]] as const)),
      ]}
    />
  );
}
