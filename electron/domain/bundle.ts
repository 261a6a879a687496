import { createHash } from 'node:crypto';
import {
  type Bundle,
  bundleContentSchema,
  type BundleContent,
  type BundleReport,
  bundleSchema,
} from '../../shared/model/bundle.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { carriedBy, carriedProblem, isKnownKind, NOTHING_CARRIED } from './bundle-carried.ts';
import { canonicalJson } from './canonical-json.ts';
import { requirePublicData } from './data-class.ts';
import { requireSealedTo } from './device-sealed.ts';
import { AppError, hasCode } from './errors.ts';
import { isSignedBy, readEvidenceKey } from './evidence-signature.ts';
import { parseStrictObject } from './strict-json.ts';

const FORMAT = 'dcm-bundle';
const CONTEXT = 'dcm-bundle-v1\0';
/** A set of 256 KiB whose every quotation mark is escaped is smaller. */
export const MAX_BUNDLE_BYTES = 1024 * 1024;

/** A bundle that is whole: its signature fits the key that it names. Whether that key is trusted is another question. */
export interface ReadBundle {
  readonly bundle: Bundle;
  /** RFC 7638 thumbprint of the key that signed. */
  readonly fingerprint: string;
}

/**
 * The bytes that the evidence key signs: a context of their own, then the canonical JSON of the content.
 * @throws DATA_CLASS_REFUSED where anything but public data is in it, INPUT_INVALID where it has no canonical JSON
 */
export function bundleBytes(content: BundleContent): Buffer {
  const parsed = bundleContentSchema.parse(content);
  requirePublicData(Buffer.from(canonicalJson(openPart(parsed)), 'utf8'));
  const text = canonicalJson(parsed);
  return Buffer.from(CONTEXT + text, 'utf8');
}

/**
 * What must be public data: all of a bundle but the JWE of a key that is sealed to a computer, which is required to be that
 * and nothing else.
 */
function openPart(content: BundleContent): unknown {
  if (content.kind !== 'device-sealed-key') return content;
  const { jwe, ...rest } = content.sealed;
  requireSealedTo(jwe, rest.device);
  return { ...content, sealed: rest };
}

/** Tells whether bytes say of themselves that they are a bundle, of whatever version. Nothing is verified. */
export function isBundle(bytes: Buffer): boolean {
  const parsed = parseStrictObject(bytes);
  return parsed.ok && parsed.value['format'] === FORMAT;
}

/**
 * Reads a bundle and checks all that can be checked of it alone: its shape (no member twice), the signature, the digest of
 * what it carries, and that nothing but public data is in it. The rules for sets are for whoever keeps it.
 * @throws INPUT_TOO_LARGE, BUNDLE_REFUSED, DATA_CLASS_REFUSED
 */
export function readBundle(bytes: Buffer): ReadBundle {
  if (bytes.length > MAX_BUNDLE_BYTES) {
    throw new AppError('INPUT_TOO_LARGE', 'a bundle is at most 1 MiB', { hint: 'this is none: choose another file' });
  }
  const bundle = parseBundle(bytes);
  const { signature, ...content } = bundle;
  const evidenceKey = readEvidenceKey(bundle.evidenceKey);
  if (evidenceKey === null) throw refused('the key that it names as its signer is none');
  if (!isSignedBy(evidenceKey, signedBytes(content), signature)) {
    throw refused('the signature does not fit: something in it was changed');
  }
  const problem = carriedProblem(bundle);
  if (problem !== null) throw refused(problem);
  return { bundle, fingerprint: ed25519Thumbprint(evidenceKey) };
}

/** Checks a bundle by itself, with no home. `trusted`: the fingerprint of an evidence key that the reader knows. */
export function verifyBundle(bytes: Buffer, trusted: string | null): BundleReport {
  const sha256 = digestOf(bytes);
  try {
    const { bundle, fingerprint } = readBundle(bytes);
    const { kind, madeAt, environment } = bundle;
    const signer = fingerprint === trusted ? 'known' : 'unknown';
    const carried = { kind, madeAt, environment, ...carriedBy(bundle) };
    return { ok: true, signer, evidenceKey: fingerprint, problem: null, ...carried, sha256 };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const nothing = { kind: null, madeAt: null, environment: null, ...NOTHING_CARRIED, evidenceKey: null };
    return { ok: false, signer: 'unknown', problem: error.message, ...nothing, sha256 };
  }
}

function parseBundle(bytes: Buffer): Bundle {
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok) throw refused(parsed.problem === 'duplicate' ? 'a member stands twice in it' : 'it is no bundle');
  const { format, version, kind } = parsed.value;
  if (format !== FORMAT) throw refused('it is no bundle');
  const read = bundleSchema.safeParse(parsed.value);
  if (read.success) return read.data;
  if (version !== 1 || !isKnownKind(kind)) {
    throw refused('it is of a kind or a version that is not known here', 'open it with the newest version of the app');
  }
  throw refused('it has not the members of a bundle');
}

function signedBytes(content: BundleContent): Buffer {
  try {
    return bundleBytes(content);
  } catch (error) {
    // A lone surrogate: what has no canonical JSON was never signed.
    if (hasCode(error, 'INPUT_INVALID')) throw refused('it holds what cannot be signed');
    throw error;
  }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refused(what: string, hint = 'nothing was kept: get the bundle again from its maker'): AppError {
  return new AppError('BUNDLE_REFUSED', what, { hint });
}
