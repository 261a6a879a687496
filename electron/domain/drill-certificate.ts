import {
  type DrillCertificate,
  type DrillContent,
  type DrillReport,
  drillCertificateSchema,
} from '../../shared/model/backup-set.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';
import { hasCode } from './errors.ts';
import { isSignedBy, readEvidenceKey } from './evidence-signature.ts';
import { parseStrictObject } from './strict-json.ts';

/** The bytes that are signed: a label, and the certificate without its signature as canonical JSON. */
export function drillBytes(content: DrillContent): Buffer {
  return Buffer.from(`dcm-drill-certificate-v1\0${canonicalJson(content)}`);
}

/** Fingerprint (RFC 7638) of the evidence key that a certificate names; whether it signed it is not looked at. */
export function drillSigner({ evidenceKey }: DrillCertificate): string {
  const key = readEvidenceKey(evidenceKey);
  return key === null ? '' : ed25519Thumbprint(key);
}

/**
 * Checks a certificate by itself, with no home: its shape and its signature by the key that it names. `trusted`: the
 * fingerprint of an evidence key that the reader knows. That the drill took place is that signer's word.
 */
export function verifyDrillCertificate(bytes: Buffer, trusted: string | null): DrillReport {
  const refused = (problem: string): DrillReport => {
    return {
      ok: false,
      signer: 'unknown',
      evidenceKey: null,
      problem,
      at: null,
      setId: null,
      kids: [],
      isRehearsal: false,
    };
  };
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok && parsed.problem === 'duplicate') return refused('a member stands twice in it');
  const certificate = parsed.ok ? drillCertificateSchema.safeParse(parsed.value).data : undefined;
  if (certificate === undefined) return refused('it is no certificate of a drill');
  const { signature, ...content } = certificate;
  const evidenceKey = readEvidenceKey(content.evidenceKey);
  if (evidenceKey === null) return refused('the key that it names as its signer is none');
  const fingerprint = ed25519Thumbprint(evidenceKey);
  const about = {
    evidenceKey: fingerprint,
    at: content.at,
    setId: content.setId,
    kids: content.keys.map(({ kid }) => kid),
    isRehearsal: content.isRehearsal,
  };
  if (!isSigned(content, signature, evidenceKey)) {
    return {
      ok: false,
      signer: 'unknown',
      ...about,
      problem: 'the signature does not fit: something in it was changed',
    };
  }
  return { ok: true, signer: fingerprint === trusted ? 'known' : 'unknown', ...about, problem: null };
}

function isSigned(
  content: DrillContent,
  signature: string,
  key: NonNullable<ReturnType<typeof readEvidenceKey>>,
): boolean {
  try {
    return isSignedBy(key, drillBytes(content), signature);
  } catch (error) {
    // A lone surrogate: what has no canonical JSON was never signed.
    if (hasCode(error, 'INPUT_INVALID')) return false;
    throw error;
  }
}
