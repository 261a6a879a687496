import { expect, test } from 'vitest';
import { parsePin } from '../../electron/domain/certificate-pin.ts';

const BYTES = Buffer.from(Array.from({ length: 32 }, (_, at) => 255 - at * 7));
const PIN = BYTES.toString('base64url');
const HEX = BYTES.toString('hex');

test.each([
  PIN,
  `${PIN}=`,
  BYTES.toString('base64'),
  BYTES.toString('base64').replace('=', ''),
  HEX,
  HEX.toUpperCase(),
  HEX.toUpperCase().match(/../gu)?.join(':') ?? '',
  `sha256/${PIN}`,
  `sha256//${BYTES.toString('base64')}`,
  `SHA256:${HEX}`,
  `pin-sha256="${BYTES.toString('base64')}"`,
  `  ${PIN}\n`,
])('%j is the one pin', (text) => {
  expect(parsePin(text)).toBe(PIN);
});

test.each(['', 'x', HEX.slice(2), `${HEX}00`, PIN.slice(1), `${PIN}A`, `sha1/${PIN}`, `${PIN.slice(0, -1)}!`])(
  '%j is refused',
  (text) => {
    expect(() => parsePin(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  },
);

test('text whose last bits are not zero is no second name of a pin', () => {
  const zeros = `${'A'.repeat(42)}A`;
  expect(parsePin(zeros)).toBe(zeros);
  expect(() => parsePin(`${'A'.repeat(42)}B`)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
});
