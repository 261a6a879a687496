import { decodePixels } from './qr-decode.ts';
import { pictureSize } from './picture-size.ts';

const MOST_BYTES = 32 * 1024 * 1024;
/** What a phone takes at most; four times as many bytes are needed to look at it. */
const MOST_PIXELS = 64_000_000;
/** A photograph is read more easily when it is smaller; a code that is small in it, when it is not. */
const LONGEST_SIDES = [1200, 2400];

export type PictureCode =
  { readonly is: 'code'; readonly text: string } | { readonly is: 'PICTURE_REFUSED' | 'QR_NOT_FOUND' };

/** Finds the QR code in a picture. How large it is, is read before it is opened: a small file can hold a huge picture. */
export async function codeInPicture(file: Blob): Promise<PictureCode> {
  if (file.size > MOST_BYTES) return { is: 'PICTURE_REFUSED' };
  const size = pictureSize(new Uint8Array(await file.slice(0, 512 * 1024).arrayBuffer()));
  if (size === null || size.width * size.height > MOST_PIXELS) return { is: 'PICTURE_REFUSED' };
  const longest = Math.max(size.width, size.height);
  for (const side of LONGEST_SIDES) {
    const scale = Math.min(1, side / longest);
    const width = Math.max(1, Math.round(size.width * scale));
    const height = Math.max(1, Math.round(size.height * scale));
    const pixels = await pixelsOf(file, width, height);
    if (pixels === null) return { is: 'PICTURE_REFUSED' };
    const text = await decodePixels(pixels, { patienceMs: 3000 });
    if (text !== null) return { is: 'code', text };
    if (scale === 1) break;
  }
  return { is: 'QR_NOT_FOUND' };
}

/** The pixels, smaller where the picture is larger; `null`: it is none, whatever its head says. */
async function pixelsOf(file: Blob, width: number, height: number): Promise<ImageData | null> {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
    const brush = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    brush?.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return brush?.getImageData(0, 0, width, height) ?? null;
  } catch {
    return null;
  }
}
