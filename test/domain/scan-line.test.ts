import { describe, expect, it } from 'vitest';
import { lineFacts } from '../../electron/domain/scan-line.ts';
import { stampAtStart, stampOf } from '../../electron/domain/scan-stamp.ts';
import { seeded } from './token-plants.ts';

const factsOf = (before: string, behind = '') => {
  const text = Buffer.from(`${before}TOKEN${behind}\n10.9.9.9 is of the next line`, 'latin1');
  return lineFacts(text, { from: 0, start: before.length, end: before.length + 5 }, null);
};

describe('the quick look at a line that begins with its time', () => {
  it('never says another time than the whole look', () => {
    const random = seeded(11);
    const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
    const number = (most: number, width = 2) => String(Math.floor(random() * most)).padStart(width, '0');
    let quick = 0;
    for (let turn = 0; turn < 30_000; turn += 1) {
      const day = `20${number(100)}-${number(14)}-${number(33)}`;
      const time = `${number(25)}:${number(61)}:${number(62)}`;
      const fraction = pick([
        '',
        '',
        `.${number(1000, 3)}`,
        `,${number(10)}`,
        `.${number(1e9, 9)}`,
        '.',
        '.1234567890',
      ]);
      const zone = pick(['Z', 'Z', 'Z', '', 'z', ' Z', '+02:00', 'Z5', ' UTC', 'GMT']);
      const line = `${day}${pick(['T', ' ', '_'])}${time}${fraction}${zone}${pick([' x', '', ' {"ts":1791799200}', ':'])}`;
      const bytes = Buffer.from(line, 'latin1');
      const found = stampAtStart(bytes, 0, bytes.length);
      if (found === null) continue;
      quick += 1;
      expect([line, found]).toEqual([line, stampOf(line, null)]);
    }
    expect(quick).toBeGreaterThan(2000);
  });

  it('does not look beyond where the token begins', () => {
    const line = Buffer.from('2026-10-12T10:00:00Z');
    expect(stampAtStart(line, 0, 20)).toBe(Date.UTC(2026, 9, 12, 10));
    expect(stampAtStart(line, 0, 19)).toBeNull();
  });
});

describe('the address beside a token', () => {
  const STAMP = '2026-10-12T10:00:00Z';
  it.each([
    [`${STAMP} 10.1.2.3 `, '', '10.1.2.3'],
    [`${STAMP} `, ' from 10.1.2.3', '10.1.2.3'],
    [`${STAMP} client=fe80::1 `, '', 'fe80::1'],
    [`${STAMP} [2001:db8::ff00:42:8329] `, '', '2001:db8::ff00:42:8329'],
    [`${STAMP} 2001:db8:0:0:0:0:0:1 `, '', '2001:db8:0:0:0:0:0:1'],
    [`${STAMP} [::ffff:10.0.0.1] `, '', '10.0.0.1'],
  ])('is found in %j %j', (before, behind, address) => {
    expect(factsOf(before, behind)).toEqual({ arrivedAt: Date.UTC(2026, 9, 12, 10), isZoneless: false, address });
  });

  it.each([
    `${STAMP} `,
    '2026-10-12 10:00:00 ',
    '2026-10-12 10:00:00,123 ',
    `${STAMP} 12:34:56:78:9a:bc `,
    `${STAMP} v1.2.3 `,
  ])('is no time of day, no version and no other number: %j', (before) => {
    expect(factsOf(before).address).toBeNull();
  });
});
