import type { Spill } from '../../electron/adapters/spill/spill.ts';

/** A private file that lies in memory. */
export function memorySpill(): Spill {
  let [bytes, size] = [Buffer.alloc(1024), 0];
  return {
    append(added) {
      const at = size;
      if (at + added.length > bytes.length) {
        const wider = Buffer.alloc((at + added.length) * 2);
        bytes.copy(wider);
        bytes = wider;
      }
      bytes.set(added, at);
      size = at + added.length;
      return at;
    },
    write(at, written) {
      if (at + written.length > size) throw new RangeError('beyond the end');
      bytes.set(written, at);
    },
    read(at, into) {
      if (at + into.length > size) throw new RangeError('beyond the end');
      into.set(bytes.subarray(at, at + into.length));
    },
    erase() {
      size = 0;
    },
  };
}
