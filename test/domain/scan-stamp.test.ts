import { describe, expect, it } from 'vitest';
import { stampOf } from '../../electron/domain/scan-stamp.ts';
import { readZone } from '../../electron/domain/scan-zone.ts';

const iso = (line: string, zone: string | null = null) => {
  const stamp = stampOf(line, zone === null ? null : readZone(zone));
  return typeof stamp === 'number' ? new Date(stamp).toISOString() : stamp;
};

describe('the time that a line says', () => {
  it.each([
    ['2026-10-12T10:00:00Z start', '2026-10-12T10:00:00.000Z'],
    ['2026-10-12T13:00:00.5+03:00 start', '2026-10-12T10:00:00.500Z'],
    ['2026-10-12 13:00:00,250 +0300 [main] INFO', '2026-10-12T10:00:00.250Z'],
    ['10.0.0.1 - - [12/Oct/2026:13:00:00 +0300] "GET / HTTP/1.1"', '2026-10-12T10:00:00.000Z'],
    ['{"level":"info","ts":1791799200.25,"msg":"x"}', '2026-10-12T10:00:00.250Z'],
    ['{"timestamp":1791799200000,"msg":"x"}', '2026-10-12T10:00:00.000Z'],
    ['{\\"@timestamp\\":\\"2026-10-12T10:00:00.000Z\\"}', '2026-10-12T10:00:00.000Z'],
    ['1791799200 something', '2026-10-12T10:00:00.000Z'],
    ['<34>1 2026-10-12T10:00:00.000003Z host app', '2026-10-12T10:00:00.000Z'],
  ])('%s', (line, expected) => {
    expect(iso(line)).toBe(expected);
  });

  it.each([
    ['no time at all', null],
    ['id 1791799200123456 is no time', null],
    ['2026-02-31T10:00:00Z is no day', null],
    ['order 12345678901', null],
    ['{"amount":1791799200}', null],
  ])('%s', (line, expected) => {
    expect(iso(line)).toBe(expected);
  });

  it('without a zone is a time only where somebody says which zone is meant', () => {
    expect(iso('2026-10-12 13:00:00 start')).toBe('zoneless');
    expect(iso('2026-10-12 13:00:00 start', '+03:00')).toBe('2026-10-12T10:00:00.000Z');
    expect(iso('2026-10-12 13:00:00 start', 'Europe/Kyiv')).toBe('2026-10-12T10:00:00.000Z');
    expect(iso('2026-12-12 12:00:00 start', 'Europe/Kyiv')).toBe('2026-12-12T10:00:00.000Z');
  });

  it('in the hour that happens twice is the first of both, and around the change no other', () => {
    expect(iso('2026-10-25 03:30:00', 'Europe/Kyiv')).toBe('2026-10-25T00:30:00.000Z');
    expect(iso('2026-10-25 04:30:00', 'Europe/Kyiv')).toBe('2026-10-25T02:30:00.000Z');
    expect(iso('2026-03-29 02:30:00', 'Europe/Kyiv')).toBe('2026-03-29T00:30:00.000Z');
  });

  it('knows no zone that is none', () => {
    expect(['Kyiv', '+3', '+25:00', ''].map((text) => readZone(text))).toEqual([null, null, null, null]);
  });
});
