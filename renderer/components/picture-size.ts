const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Markers of a JPEG that begin a frame: all of C0 to CF but those of tables and arithmetic coding. */
const FRAMES = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads how large a PNG or JPEG is from its head, without opening it; `null`: it is neither, or does not say so.
 * @see PNG §11.2.1 (IHDR); ITU-T T.81 §B.2.2 (frame header)
 */
export function pictureSize(head: Uint8Array): PictureSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (PNG.every((octet, at) => head[at] === octet)) {
    return head.length < 24 ? null : sizeOf(view.getUint32(16), view.getUint32(20));
  }
  if (head[0] !== 0xff || head[1] !== 0xd8) return null;
  for (let at = 2; at + 9 <= head.length;) {
    if (head[at] !== 0xff) return null;
    const marker = head[at + 1] ?? 0;
    if (FRAMES.includes(marker)) return sizeOf(view.getUint16(at + 7), view.getUint16(at + 5));
    // Fill octets stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function sizeOf(width: number, height: number): PictureSize | null {
  return width > 0 && height > 0 ? { width, height } : null;
}
