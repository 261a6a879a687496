import { createZstdDecompress } from 'node:zlib';
import { DamageBehindText } from './damage-behind-text.ts';

const MAGIC = 4;

/** A frame, or one that is to be skipped. */
function isFrame(octets: Buffer): boolean {
  return /^(?:28b52ffd|5[\da-f]2a4d18)$/u.test(octets.toString('hex', 0, MAGIC));
}

/**
 * Decodes a file of Zstandard frames, one behind the other, as `cat` and rotation of logs write them. The decoder of Node ends
 * with a frame and drops what stands behind it: that is handed to a new one. Damage is an error.
 *
 * @see RFC 8878 §3
 */
export async function* zstdFrames(raw: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const take = async (): Promise<Buffer | null> => {
    const { value } = (await raw.next()) as { readonly value: Buffer | undefined };
    return value ?? null;
  };
  for (let [first, isFirst] = [await take(), true]; first !== null; isFirst = false) {
    if (!isFirst && first.length >= MAGIC && !isFrame(first))
      throw new DamageBehindText('this is no frame of Zstandard');
    const decoder = createZstdDecompress();
    let [offered, last]: [number, Buffer] = [0, first];
    const feed = async (from: Buffer) => {
      for (let chunk: Buffer | null = from; chunk !== null; chunk = await take()) {
        const written = chunk;
        last = written;
        offered += written.length;
        const isTaken = await new Promise<boolean>((resolve) => {
          decoder.write(written, (error) => resolve((error ?? null) === null));
        });
        // The frame ended within the chunk: the decoder takes nothing more.
        if (!isTaken || decoder.bytesWritten < offered) return;
      }
      decoder.end();
    };
    feed(first).catch((error: unknown) => decoder.destroy(error instanceof Error ? error : new Error(String(error))));
    for await (const decoded of decoder) yield decoded as Buffer;
    const left = offered - decoder.bytesWritten;
    first = left > 0 ? last.subarray(last.length - left) : null;
  }
}
