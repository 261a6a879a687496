import { type ExaminedDer, examineDer } from './examine-der.ts';
import { type Content, distinctKeys, type FoundKey, MOST_FOUND_KEYS } from './examine-found.ts';
import { hasCode } from './errors.ts';
import { derOfPem, type PemBlock, pemBlocks } from './pem-blocks.ts';

type PemKind = ExaminedDer['kind'];

interface NamedBlock {
  readonly kind: PemKind;
  readonly key: FoundKey | null;
}

/** Of several blocks the one that matters most gives the whole its name. */
const RANK: readonly PemKind[] = [
  'private-key',
  'encrypted-private-key',
  'public-key',
  'certificate',
  'certificate-request',
];
const SECRET: readonly PemKind[] = ['private-key', 'encrypted-private-key'];

/** Names a text with PEM blocks, whatever stands around them. A block that is cut off is known by its label. @see RFC 7468 */
export function examinePem(text: Buffer): Partial<Content> {
  const blocks = wholeBlocks(text);
  const named = blocks === null ? namesOnly(text) : blocks.slice(0, MOST_FOUND_KEYS).flatMap(nameBlock);
  const ranked = named.toSorted((left, right) => RANK.indexOf(left.kind) - RANK.indexOf(right.kind));
  const [first] = ranked;
  if (first === undefined) return {};
  return {
    kind: first.kind,
    encoding: 'PEM',
    isSecret: SECRET.includes(first.kind),
    keys: distinctKeys(ranked.flatMap(({ key }) => (key === null ? [] : [key]))),
    isImportable: blocks !== null && ranked.filter(({ kind }) => SECRET.includes(kind)).length <= 1,
  };
}

function wholeBlocks(text: Buffer): readonly PemBlock[] | null {
  try {
    return pemBlocks(text);
  } catch (error) {
    if (hasCode(error, 'PEM_MALFORMED')) return null;
    throw error;
  }
}

/** The kinds that the labels name, where the blocks cannot be read. */
function namesOnly(text: Buffer): readonly NamedBlock[] {
  const labels = text.toString('latin1').matchAll(/-----BEGIN ([A-Z0-9 .]{1,64})-----/gu);
  return [...labels].flatMap(([, label = '']) => {
    const kind = kindOfLabel(label);
    return kind === null ? [] : [{ kind, key: null }];
  });
}

function nameBlock(block: PemBlock): readonly NamedBlock[] {
  const kind = block.isTraditionallyEncrypted ? 'encrypted-private-key' : kindOfLabel(block.label);
  if (kind === null) return [];
  const read = block.isTraditionallyEncrypted ? null : readBlock(block);
  // The content says what it is; a label that says "private" is believed all the same.
  if (read === null || (SECRET.includes(kind) && !SECRET.includes(read.kind))) return [{ kind, key: null }];
  return [read];
}

function readBlock(block: PemBlock): ExaminedDer | null {
  let der: Buffer;
  try {
    der = derOfPem(block);
  } catch (error) {
    if (hasCode(error, 'PEM_MALFORMED')) return null;
    throw error;
  }
  try {
    return examineDer(der);
  } finally {
    der.fill(0);
  }
}

function kindOfLabel(label: string): PemKind | null {
  if (label === 'ENCRYPTED PRIVATE KEY') return 'encrypted-private-key';
  if (label.endsWith('PRIVATE KEY')) return 'private-key';
  if (label.endsWith('PUBLIC KEY')) return 'public-key';
  if (/^(?:X509 |TRUSTED )?CERTIFICATE$/u.test(label)) return 'certificate';
  return /^(?:NEW )?CERTIFICATE REQUEST$/u.test(label) ? 'certificate-request' : null;
}
