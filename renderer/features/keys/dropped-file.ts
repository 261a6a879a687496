/** What came of looking at a dropped file. Only a text that shows no sign of a private key is given on. */
export type Dropped =
  { readonly is: 'text'; readonly text: string } | { readonly is: 'private' | 'binary' | 'too-large' | 'unreadable' };

const MOST_BYTES = 262_144;
/** So small that of a private key hardly more than its first line is read before it is recognised. */
const STEP_BYTES = 256;
/** A PEM line, or a private member of a JWK; both stand before what is secret. */
const PRIVATE = /PRIVATE KEY|"(?:d|k|p|q|dp|dq|qi|oth)"\s*:/u;
/** Longer than any of these signs, so that one on the border of two steps is seen. */
const OVERLAP = 64;

/**
 * Reads a dropped file step by step, and stops at the first sign of a private key: such a file is chosen by the system's
 * dialog instead, and read by the core alone. DER and PKCS#12 are never text.
 */
export async function readDropped(file: Blob): Promise<Dropped> {
  if (file.size > MOST_BYTES) return { is: 'too-large' };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for (let at = 0; at < file.size; at += STEP_BYTES) {
      const bytes = new Uint8Array(await file.slice(at, at + STEP_BYTES).arrayBuffer());
      const before = text.slice(-OVERLAP);
      try {
        text += decoder.decode(bytes, { stream: true });
      } catch {
        return { is: 'binary' };
      } finally {
        bytes.fill(0);
      }
      if (text.includes('\0')) return { is: 'binary' };
      if (PRIVATE.test(before + text.slice(before.length === 0 ? 0 : -STEP_BYTES))) return { is: 'private' };
    }
    return { is: 'text', text: text + decoder.decode() };
  } catch {
    // It was moved or taken away while it was read.
    return { is: 'unreadable' };
  }
}
