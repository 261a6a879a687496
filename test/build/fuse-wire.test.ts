import { describe, expect, it } from 'vitest';
import { expectedWire, FUSES, readFuseWires } from '../../build/fuse-wire.ts';
import { fuseWire } from './stand-in-dist.ts';

describe('fuses', () => {
  it('of a release stand as decided, those of a test build differ in the fourth alone', () => {
    expect(expectedWire('release')).toBe('000011001');
    expect(expectedWire('test')).toBe('000111001');
    expect(FUSES).toHaveLength(9);
  });

  it('are read wherever they are in a binary, and each time they are there', () => {
    const binary = Buffer.concat([
      Buffer.alloc(4096, 7),
      fuseWire('10110r011'),
      Buffer.alloc(9),
      fuseWire('000011001'),
    ]);
    expect(readFuseWires(binary)).toEqual(['10110r011', '000011001']);
  });

  it('are not believed where the wire is absent, cut, of another version or of other letters', () => {
    const whole = fuseWire('000011001');
    const otherVersion = Buffer.from(whole);
    otherVersion[32] = 2;
    for (const bad of [
      Buffer.alloc(100),
      whole.subarray(0, 40),
      whole.subarray(0, 33),
      otherVersion,
      fuseWire('0000x'),
    ]) {
      expect(() => readFuseWires(bad)).toThrow();
    }
  });
});
