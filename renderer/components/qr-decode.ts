/** Pixels as RGBA, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Reads the QR code in pixels; `null`: there is none, or it cannot be read. The decoder is fetched when it is first needed. */
export async function decodePixels(pixels: Pixels, how: { readonly patienceMs: number }): Promise<string | null> {
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(pixels, { format: 'RGBA', timeLimit: how.patienceMs });
  } catch {
    return null;
  }
}

/** The pixels of a code as it is drawn, each module a square. */
export function pixelsOfMatrix(matrix: readonly (readonly boolean[])[], scale: number): Pixels {
  const side = matrix.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (matrix[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}
