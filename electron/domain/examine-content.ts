import type { ExaminedKind } from '../../shared/model/examined.ts';
import { readDer } from './der.ts';
import { beginsLikePrivateDer, examineDer } from './examine-der.ts';
import { examineJson } from './examine-json.ts';
import type { Content } from './examine-found.ts';
import { hasPrivateBlock, hiddenSecret } from './examine-hidden.ts';
import { examinePem } from './examine-pem.ts';
import { examineToken } from './examine-token.ts';
import { derOfPem, hasPemBlock } from './pem-blocks.ts';
import { asciiText, isPkcs12 } from './private-key-file.ts';

const NOTHING: Content = {
  kind: 'nothing-known',
  encoding: 'none',
  isSecret: false,
  keys: [],
  header: null,
  isImportable: false,
};
const SECRET_KINDS: ReadonlySet<ExaminedKind> = new Set(['private-key', 'encrypted-private-key']);
/** What is longer is no key and no token; JSON may be: a passport tells every event of its key. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Finds out what bytes are, by what they hold and never by a name; what is nothing known is named by the secret in it, if
 * there is one. Takes any bytes and never throws.
 * `now`: milliseconds since 1970; a token that has expired is no secret.
 */
export function readContent(bytes: Buffer, now: number): Content {
  if (isPkcs12(bytes)) return { ...NOTHING, kind: 'pkcs12', encoding: 'DER', isSecret: true, isImportable: true };
  const binary = contentOfDer(bytes, true);
  if (binary !== null) return binary;
  const text = asciiText(bytes);
  try {
    const content = contentOfText(text, bytes, now);
    if (content.kind !== 'nothing-known') return { ...content, isSecret: content.isSecret || hasPrivateBlock(text) };
    const hidden = hiddenSecret(text);
    return hidden === null ? content : { ...content, kind: hidden, isSecret: true };
  } finally {
    // UTF-16 was written out anew.
    if (text.buffer !== bytes.buffer) text.fill(0);
  }
}

function contentOfText(text: Buffer, bytes: Buffer, now: number): Content {
  const first = text.find((octet) => octet > 0x20);
  if (first === undefined) return NOTHING;
  if (first === 0x7b || first === 0x5b) return { ...NOTHING, ...examineJson(text, bytes, now) };
  if (text.length > MOST_BYTES) return NOTHING;
  if (hasPemBlock(text)) return { ...NOTHING, ...examinePem(text) };
  const token = examineToken(text, now);
  return token === null ? contentOfBase64(text) : { ...NOTHING, ...token };
}

/** DER as it stands; a private one is known by how it begins even where it was cut off. */
function contentOfDer(bytes: Buffer, isImportable: boolean): Content | null {
  const found = readDer(bytes) === null ? null : examineDer(bytes);
  if (found === null) {
    if (!beginsLikePrivateDer(bytes)) return null;
    return { ...NOTHING, kind: 'private-key', encoding: 'DER', isSecret: true };
  }
  const { kind, key } = found;
  const keys = key === null ? [] : [key];
  return { ...NOTHING, kind, encoding: 'DER', isSecret: SECRET_KINDS.has(kind), keys, isImportable };
}

/** DER as bare base64: PEM without its first and last line. It can be named, not imported. */
function contentOfBase64(text: Buffer): Content {
  // Base64 of what begins with 0x30.
  if (text.find((octet) => octet > 0x20) !== 0x4d) return NOTHING;
  const der = bytesOfBase64(text);
  if (der === null) return NOTHING;
  try {
    if (isPkcs12(der)) return { ...NOTHING, kind: 'pkcs12', encoding: 'DER', isSecret: true };
    return contentOfDer(der, false) ?? NOTHING;
  } finally {
    der.fill(0);
  }
}

function bytesOfBase64(body: Buffer): Buffer | null {
  try {
    return derOfPem({ label: '', armoured: body, isTraditionallyEncrypted: false, body });
  } catch {
    // Only its own refusal of what is no base64.
    return null;
  }
}
