/** A text, or why there is none. */
type ReadText = { readonly is: 'text'; readonly text: string } | { readonly is: 'too-large' | 'unreadable' };

/** As many characters of ASCII as are looked through at once. */
const MOST_BYTES = 5 * 1024 * 1024;

/** Reads a dropped file as text: UTF-16 where its first two octets say so, else UTF-8, of which what is no good stays out. */
export async function readTextFile(file: Blob): Promise<ReadText> {
  if (file.size > MOST_BYTES) return { is: 'too-large' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [first, second] = bytes;
    const isLittle = first === 0xff && second === 0xfe;
    const isBig = first === 0xfe && second === 0xff;
    return { is: 'text', text: new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8').decode(bytes) };
  } catch {
    // It was moved or taken away while it was read.
    return { is: 'unreadable' };
  }
}
