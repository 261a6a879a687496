import { crc32, deflateSync } from 'node:zlib';
import { encodeQR } from 'qr';

/** Grey pixels, row by row: 0 is black. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Buffer;
}

/** A QR code as a camera would see it on paper, in the middle of a grey picture. */
export function pictureOf(text: string, { scale = 6, margin = 40 } = {}): Picture {
  const matrix = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const side = matrix.length * scale + 2 * margin;
  const grey = Buffer.alloc(side * side, 0x99);
  for (const [row, modules] of matrix.entries()) {
    for (const [column, isDark] of modules.entries()) {
      for (let line = 0; line < scale; line += 1) {
        const start = (margin + row * scale + line) * side + margin + column * scale;
        grey.fill(isDark ? 0x10 : 0xf5, start, start + scale);
      }
    }
  }
  return { width: side, height: side, grey };
}

/** The picture as a PNG file. */
export function pngOf({ width, height, grey }: Picture): Buffer {
  const lines = Array.from({ length: height }, (_, row) =>
    Buffer.concat([Buffer.of(0), grey.subarray(row * width, (row + 1) * width)]),
  );
  return pngFile(width, height, deflateSync(Buffer.concat(lines)));
}

/** A PNG that says of itself that it is this large; what is in it need not be. */
export function pngFile(width: number, height: number, data: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
