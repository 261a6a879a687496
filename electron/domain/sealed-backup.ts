import type { BackupContent, SealedBackup } from '../../shared/model/backup.ts';
import { canonicalJson } from './canonical-json.ts';
import { AppError } from './errors.ts';

/**
 * Seals and opens the private halves of a backup. AES-256-GCM by WebCrypto, whose additional data is the whole clear part of
 * the file as canonical JSON: set id, m, n, version, and every fact of every key. Runs in a browser too.
 * @see NIST SP 800-38D, RFC 8785; BACKUP-FORMAT.md
 */
const NONCE_OCTETS = 12;
const KEY_OCTETS = 32;
const LENGTH_OCTETS = 4;

/**
 * Seals one private half for each key, in the order of `content.keys`: PKCS#8 DER, a length of 4 octets (big-endian) before
 * each. What was given belongs to the caller, who zeroes it.
 */
export async function sealBackup(
  content: BackupContent,
  secrets: {
    readonly privateKeys: readonly Uint8Array[];
    /** 32 octets, used for this one file. */
    readonly sealingKey: Uint8Array;
    /** 12 octets, random. */
    readonly nonce: Uint8Array;
  },
): Promise<SealedBackup> {
  const { privateKeys, sealingKey, nonce } = secrets;
  if (nonce.length !== NONCE_OCTETS || sealingKey.length !== KEY_OCTETS || privateKeys.length !== content.keys.length) {
    throw new AppError('INTERNAL', 'a backup was to be sealed with parts that do not fit', {
      hint: 'nothing was kept',
    });
  }
  const plain = joined(privateKeys);
  try {
    const key = await aesKey(sealingKey, 'encrypt');
    const sealed = await crypto.subtle.encrypt(parameters(content, nonce), key, plain);
    return { ...content, nonce: base64urlOf(nonce), sealed: base64urlOf(new Uint8Array(sealed)) };
  } finally {
    plain.fill(0);
  }
}

/**
 * Opens a backup: PKCS#8 DER of each key, in the order of its `keys`. The tag has vouched for the clear part too. That each
 * makes the key whose thumbprint stands beside it is for the caller to compare, who zeroes what he got.
 * @throws SHARE_WRONG where the key that came out of the shares is not the one, or the file was changed
 */
export async function openBackup(backup: SealedBackup, sealingKey: Uint8Array): Promise<Uint8Array[]> {
  const { nonce, sealed, ...content } = backup;
  const [nonceOctets, sealedOctets] = [octetsOf(nonce), octetsOf(sealed)];
  if (nonceOctets?.length !== NONCE_OCTETS || sealedOctets === null || sealingKey.length !== KEY_OCTETS) {
    throw refused('its sealed part is not written as it should be');
  }
  const plain = await decrypted(content, { nonceOctets, sealedOctets, sealingKey });
  try {
    return separated(plain, content.keys.length);
  } finally {
    plain.fill(0);
  }
}

export function refused(what: string, hint = 'take another copy of the file: each custodian’s bag has one'): AppError {
  return new AppError('BACKUP_REFUSED', `this backup cannot be used: ${what}`, { hint });
}

async function decrypted(
  content: BackupContent,
  with_: { readonly nonceOctets: Uint8Array; readonly sealedOctets: Uint8Array; readonly sealingKey: Uint8Array },
): Promise<Uint8Array> {
  const key = await aesKey(with_.sealingKey, 'decrypt');
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(parameters(content, with_.nonceOctets), key, octetsFor(with_.sealedOctets)),
    );
  } catch (cause) {
    throw new AppError('SHARE_WRONG', 'these shares do not open this backup', {
      hint: 'a share is not what it says, or the file was changed: try other shares and another copy of the file',
      cause,
    });
  }
}

function parameters(content: BackupContent, nonce: Uint8Array) {
  const additionalData = new TextEncoder().encode(canonicalJson(content));
  return { name: 'AES-GCM', iv: octetsFor(nonce), additionalData, tagLength: 128 };
}

async function aesKey(octets: Uint8Array, use: 'encrypt' | 'decrypt') {
  return await crypto.subtle.importKey('raw', octetsFor(octets), 'AES-GCM', false, [use]);
}

/** WebCrypto takes octets of memory that nobody shares. */
function octetsFor(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return octets.buffer instanceof ArrayBuffer ? (octets as Uint8Array<ArrayBuffer>) : new Uint8Array(octets);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + LENGTH_OCTETS + length, 0));
  const view = new DataView(whole.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    whole.set(part, at + LENGTH_OCTETS);
    at += LENGTH_OCTETS + part.length;
  }
  return whole;
}

function separated(whole: Uint8Array, count: number): Uint8Array[] {
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (parts.length < count && at + LENGTH_OCTETS <= whole.length) {
    const end = at + LENGTH_OCTETS + view.getUint32(at);
    if (end > whole.length) break;
    parts.push(whole.slice(at + LENGTH_OCTETS, end));
    at = end;
  }
  if (parts.length === count && at === whole.length) return parts;
  for (const part of parts) part.fill(0);
  throw refused('it holds another number of keys than it says', 'it was not made by this program');
}

function base64urlOf(octets: Uint8Array): string {
  const text = btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
  return text.replace(/\+/gu, '-').replace(/\//gu, '_').replace(/=+$/u, '');
}

/** Canonical base64url only (RFC 4648 §3.5, §5); `null` for anything else. */
function octetsOf(text: string): Uint8Array | null {
  if (!/^[\w-]*$/u.test(text) || text.length % 4 === 1) return null;
  const octets = Uint8Array.from(atob(text.replace(/-/gu, '+').replace(/_/gu, '/')), (one) => one.charCodeAt(0));
  return base64urlOf(octets) === text ? octets : null;
}
