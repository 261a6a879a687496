import { generateKeyPairSync } from 'node:crypto';
import { encodeQR } from 'qr';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { drawMatrix } from '../../renderer/components/qr-path.ts';

const SCALE = 4;

/** Paints an SVG path of `M x y h n v1 h-n z` in black on white, as a picture of four pixels to a module. */
function paint(path: string, modules: number) {
  const size = modules * SCALE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
      const start = (row * size + Number(x) * SCALE) * 4;
      for (let at = start; at < start + Number(length) * SCALE * 4; at += 4) data.set([0, 0, 0], at);
    }
  }
  return { width: size, height: size, data };
}

function jwkOf(bits: number): string {
  const jwk = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
  return JSON.stringify({ ...jwk, kid: 'ключ-2026', alg: 'RS256', use: 'sig' });
}

describe('a drawn QR code', () => {
  it.each([
    ['a thumbprint', 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
    ['a public RSA key of 2048 bits', jwkOf(2048)],
    ['a public RSA key of 4096 bits', jwkOf(4096)],
  ])('reads as what was put into it: %s', (_, value) => {
    const matrix = encodeQR(value, 'raw', { ecc: 'medium', border: 4 });
    expect(decodeQR(paint(drawMatrix(matrix), matrix.length))).toBe(value);
  });

  it('has four white modules round it', () => {
    const matrix = encodeQR('54321', 'raw', { ecc: 'medium', border: 4 });
    const edges = matrix.flatMap((row, y) =>
      row.filter((isDark, x) => isDark && [x, y, matrix.length - 1 - x, matrix.length - 1 - y].some((far) => far < 4)),
    );
    expect(edges).toEqual([]);
  });

  it('draws neighbours of a row as one rectangle', () => {
    expect(
      drawMatrix([
        [true, true, false, true],
        [false, false, false, false],
      ]),
    ).toBe('M0 0h2v1h-2zM3 0h1v1h-1z');
  });
});
