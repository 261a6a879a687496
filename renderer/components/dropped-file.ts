/** What came of looking at a dropped file. Only a text that shows no sign of a private key is given on. */
export type Dropped =
  { readonly is: 'text'; readonly text: string } | { readonly is: 'private' | 'binary' | 'too-large' | 'unreadable' };

const MOST_BYTES = 262_144;
/** Where keys begin, the steps are so small that of a PEM file its first line is known before its second is read. */
const CAREFUL_BYTES = 4096;
const CAREFUL_STEP = 24;
const STEP = 256;
/** The beginning of a PEM line that may become a private one, or a private member of a JWK. */
const PRIVATE = /-----BEGIN (?:PR|E|(?:RSA|DSA|OPENSSH) P)|PRIVATE KEY|"(?:d|k|p|q|dp|dq|qi|oth)"/u;
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
    for (let at = 0, step = CAREFUL_STEP; at < file.size; at += step) {
      step = at < CAREFUL_BYTES ? CAREFUL_STEP : STEP;
      const bytes = new Uint8Array(await file.slice(at, at + step).arrayBuffer());
      const seen = text.length;
      try {
        text += decoder.decode(bytes, { stream: true });
      } catch {
        return { is: 'binary' };
      } finally {
        bytes.fill(0);
      }
      const latest = text.slice(Math.max(0, seen - OVERLAP));
      if (latest.includes('\0')) return { is: 'binary' };
      if (PRIVATE.test(latest)) return { is: 'private' };
    }
    return { is: 'text', text: text + decoder.decode() };
  } catch {
    // It was moved or taken away while it was read, or ends within a letter.
    return { is: 'unreadable' };
  }
}
