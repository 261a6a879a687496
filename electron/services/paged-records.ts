import type { OpenSpill, Spill } from '../adapters/spill/spill.ts';

/** Records of 80 octets by number, of which those that were used lately are in memory and the others in a private file. */
export interface PagedRecords {
  /** The pages in memory, as numbers of either kind. */
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
  /**
   * Brings a record into memory, to be read and written: gives its first place in `doubles`; in `words` it is twice that. A
   * record that was never opened is all zeros. The place counts until the next call. @throws DISK_FULL
   */
  open(record: number): number;
  erase(): void;
}

/** Doubles of a record, and words. */
export const RECORD_DOUBLES = 10;
const RECORDS_A_PAGE = 64;
const PAGE_DOUBLES = RECORDS_A_PAGE * RECORD_DOUBLES;
const PAGE_BYTES = PAGE_DOUBLES * 8;
/** 10 MB: 131,072 records. */
const MOST_FRAMES = 2048;

/** Makes an empty store; the file is made when there is something to put into it. `frames`: pages that memory has room for. */
export function pagedRecords(openSpill: OpenSpill, frames = MOST_FRAMES): PagedRecords {
  const memory = new ArrayBuffer(frames * PAGE_BYTES);
  const [words, doubles, bytes] = [new Uint32Array(memory), new Float64Array(memory), new Uint8Array(memory)];
  const pageOf = new Int32Array(frames).fill(-1);
  const isUsed = new Uint8Array(frames);
  // By page: its frame plus 1, and its place in the file plus 1; 0 for none.
  let [frameOf, placeOf] = [new Uint32Array(1024), new Uint32Array(1024)];
  let spill: Spill | null = null;
  let [filled, hand, places, lastPage, lastFrame] = [0, 0, 0, -1, 0];

  function freeFrame(): number {
    if (filled < frames) {
      filled += 1;
      return filled - 1;
    }
    for (;;) {
      const frame = hand;
      hand = (hand + 1) % frames;
      if (isUsed[frame] === 0) return emptied(frame);
      isUsed[frame] = 0;
    }
  }

  function emptied(frame: number): number {
    const page = pageOf[frame] ?? 0;
    const octets = bytes.subarray(frame * PAGE_BYTES, (frame + 1) * PAGE_BYTES);
    spill ??= openSpill();
    const place = placeOf[page] ?? 0;
    if (place === 0) {
      spill.append(octets);
      places += 1;
      placeOf[page] = places;
    } else {
      spill.write((place - 1) * PAGE_BYTES, octets);
    }
    frameOf[page] = 0;
    return frame;
  }

  function load(page: number): number {
    const frame = freeFrame();
    const octets = bytes.subarray(frame * PAGE_BYTES, (frame + 1) * PAGE_BYTES);
    const place = placeOf[page] ?? 0;
    if (place === 0) octets.fill(0);
    else spill?.read((place - 1) * PAGE_BYTES, octets);
    pageOf[frame] = page;
    frameOf[page] = frame + 1;
    return frame;
  }

  return {
    words,
    doubles,
    open(record) {
      const page = Math.floor(record / RECORDS_A_PAGE);
      if (page !== lastPage) {
        while (page >= frameOf.length) [frameOf, placeOf] = [doubled(frameOf), doubled(placeOf)];
        const held = frameOf[page] ?? 0;
        lastFrame = held === 0 ? load(page) : held - 1;
        lastPage = page;
        isUsed[lastFrame] = 1;
      }
      return lastFrame * PAGE_DOUBLES + (record % RECORDS_A_PAGE) * RECORD_DOUBLES;
    },
    erase: () => spill?.erase(),
  };
}

function doubled(from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(from.length * 2);
  wider.set(from);
  return wider;
}
