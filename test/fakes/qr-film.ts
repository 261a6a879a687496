import { pictureOf } from './qr-picture.ts';

const SIDE = 720;
/** No colour. */
const MIDDLE = 0x80;

/** A film of QR codes one after another, as a camera would take it, for Chromium's fake one. @see yuv4mpeg(5) */
export function filmOf(
  codes: readonly string[],
  { framesEach, framesPerSecond }: { readonly framesEach: number; readonly framesPerSecond: number },
): Buffer {
  const head = `YUV4MPEG2 W${String(SIDE)} H${String(SIDE)} F${String(framesPerSecond)}:1 Ip A1:1 C420jpeg\n`;
  const colour = Buffer.alloc((SIDE * SIDE) / 2, MIDDLE);
  const frames = codes.flatMap((code) => {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), squareOf(code), colour]);
    return Array.from({ length: framesEach }, () => frame);
  });
  return Buffer.concat([Buffer.from(head), ...frames]);
}

function squareOf(code: string): Buffer {
  const { width, height, grey } = pictureOf(code, { scale: 6, margin: 10 });
  if (width > SIDE) throw new Error('the code is larger than the film');
  const square = Buffer.alloc(SIDE * SIDE, 0x70);
  const [left, top] = [Math.floor((SIDE - width) / 2), Math.floor((SIDE - height) / 2)];
  for (let row = 0; row < height; row += 1) {
    grey.copy(square, (top + row) * SIDE + left, row * width, (row + 1) * width);
  }
  return square;
}
