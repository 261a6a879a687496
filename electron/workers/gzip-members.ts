import { once } from 'node:events';
import { crc32, createInflateRaw } from 'node:zlib';
import { DamageBehindText } from './damage-behind-text.ts';

/** Octets of it that are offered at a time: they decode to sixteen megabytes at most. */
const STEP = 16_384;
/** What was decoded into a room of this size when damage is met is lost. */
const ROOM = 32_768;
/** @see RFC 1952 §2.3.1 */
const [FIXED_HEADER, TRAILER, DEFLATE] = [10, 8, 8];
const FLAG = { headerCheck: 2, extra: 4, name: 8, comment: 16 } as const;

/**
 * Decodes the members of a gzip file, one behind the other. The decoder of Node drops what it has decoded when something else
 * stands behind a member, or when the check of the member does not fit: here all of it is given first, and then the damage is
 * an error. Zeros at the end are padding.
 *
 * @see RFC 1952 §2.2
 */
export async function* gzipMembers(raw: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = octetsOf(raw);
  for (let isFirst = true; await source.has(1); isFirst = false) {
    if (!isFirst && (await isPadding(source))) return;
    await skipHeader(source, isFirst);
    yield* inflated(source);
  }
}

interface Octets {
  /** Whether so many are there. */
  has(count: number): Promise<boolean>;
  /** What is there without waiting, at least one as long as there are any; nothing is taken by that. */
  peek(): Buffer;
  take(count: number): void;
}

function octetsOf(raw: AsyncIterable<Buffer>): Octets {
  const source = raw[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return {
    async has(count) {
      while (held.length < count) {
        const next = await source.next();
        if (next.done === true) return false;
        held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
      }
      return true;
    },
    peek: () => held,
    take(count) {
      held = held.subarray(count);
    },
  };
}

async function isPadding(source: Octets): Promise<boolean> {
  if (source.peek()[0] !== 0) return false;
  while (await source.has(1)) {
    if (source.peek().some((octet) => octet !== 0)) throw new DamageBehindText('something stands behind the text');
    source.take(source.peek().length);
  }
  return true;
}

async function skipHeader(source: Octets, isFirst: boolean): Promise<void> {
  const need = async (count: number) => {
    if (!(await source.has(count))) throw noMember(isFirst);
    return source.peek();
  };
  const head = await need(FIXED_HEADER);
  if (head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== DEFLATE) throw noMember(isFirst);
  const flags = head[3] ?? 0;
  source.take(FIXED_HEADER);
  if ((flags & FLAG.extra) !== 0) source.take(2 + (await need(2)).readUInt16LE(0));
  for (const flag of [FLAG.name, FLAG.comment]) {
    if ((flags & flag) === 0) continue;
    for (let octet = 1; octet !== 0; source.take(1)) octet = (await need(1))[0] ?? 0;
  }
  if ((flags & FLAG.headerCheck) !== 0) {
    await need(2);
    source.take(2);
  }
}

function noMember(isFirst: boolean): Error {
  const what = 'this is no member of a gzip file';
  return isFirst ? Object.assign(new Error(what), { code: 'Z_DATA_ERROR' }) : new DamageBehindText(what);
}

async function* inflated(source: Octets): AsyncGenerator<Buffer> {
  const decoder = createInflateRaw({ chunkSize: ROOM });
  const state: { decoded: Buffer[]; failure: Error | null } = { decoded: [], failure: null };
  decoder.on('data', (chunk: Buffer) => state.decoded.push(chunk));
  decoder.on('error', (error) => (state.failure = error));
  let [check, length, isOver] = [0, 0, false];
  while (!isOver && state.failure === null) {
    if (await source.has(1)) {
      const [step, before] = [source.peek().subarray(0, STEP), decoder.bytesWritten];
      await new Promise((resolve) => decoder.write(step, resolve));
      source.take(decoder.bytesWritten - before);
      // The deflated text ended within the step: the decoder takes nothing more.
      isOver = decoder.bytesWritten - before < step.length;
    } else {
      const end = once(decoder, 'close');
      decoder.end();
      await end;
      isOver = true;
    }
    for (const chunk of state.decoded.splice(0)) {
      check = crc32(chunk, check);
      length += chunk.length;
      yield chunk;
    }
  }
  if (state.failure !== null) throw state.failure;
  decoder.destroy();
  if (!(await source.has(TRAILER))) throw new DamageBehindText('the check of a member is missing');
  const trailer = source.peek();
  source.take(TRAILER);
  if (trailer.readUInt32LE(0) === check && trailer.readUInt32LE(4) === length % 2 ** 32) return;
  throw new DamageBehindText('the check of a member does not fit');
}
