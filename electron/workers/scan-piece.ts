import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { NO_HITS } from '../domain/scan-hits.ts';
import { requestsOf } from '../domain/token-finder-archive.ts';
import {
  LONGEST_RANGE,
  type ScanPart,
  type ScanPiece,
  type ScanRules,
  type StreamEncoding,
} from '../domain/scan-job.ts';
import { type SearchedMemory, searchedMemory } from './find-starts.ts';
import { DamageBehindText } from './damage-behind-text.ts';
import { gzipMembers } from './gzip-members.ts';
import type { HitKeeper } from './judge-hits.ts';
import { scanWindow } from './scan-window.ts';
import { zstdFrames } from './zstd-frames.ts';

/** A token may reach so far back into the part before, and ahead into the next: more than any that is judged, encoded twice. */
const [BEHIND, AHEAD] = [65_536, 262_144];
const NOTHING = { hits: NO_HITS, lines: 0, tail: 0, isLast: true, sha256: null, error: null } as const;

/** Works through pieces, one after the other, in one memory. */
export interface PieceScanner {
  scan(piece: ScanPiece): AsyncGenerator<ScanPart>;
}

/** Makes the scanner of one thread. What goes wrong with a file is said in its last part. */
export function createPieceScanner(rules: ScanRules, keeper: HitKeeper): PieceScanner {
  const memory = searchedMemory(BEHIND + LONGEST_RANGE + AHEAD);
  return {
    async *scan(piece) {
      try {
        if (piece.kind === 'range') yield scanRange(memory, piece, { rules, keeper });
        else if (piece.kind === 'digest') yield await digestOf(piece.path, piece.bytes);
        else if (piece.encoding === 'har') yield scanArchive(piece.path, { rules, keeper });
        else yield* scanStream(memory, piece.path, piece.encoding, { rules, keeper });
      } catch (error) {
        yield { ...NOTHING, bytes: 0, error: codeOf(error) };
      }
    },
  };
}

interface By {
  readonly rules: ScanRules;
  readonly keeper: HitKeeper;
}

function scanRange(memory: SearchedMemory, piece: Extract<ScanPiece, { kind: 'range' }>, by: By): ScanPart {
  const { path, from, to, isWhole } = piece;
  const first = Math.max(0, from - BEHIND);
  const file = openSync(path, 'r');
  try {
    const length = readFully(file, memory.bytes.subarray(0, to - first + AHEAD), first);
    const end = Math.min(length, to - first);
    const part = scanWindow(memory, { before: 0, from: from - first, to: end, end: length }, by);
    const sha256 = isWhole ? createHash('sha256').update(memory.bytes.subarray(0, end)).digest('hex') : null;
    // The file was shortened while it was read.
    const error = end < to - first ? 'FILE_CHANGED' : null;
    return {
      ...part,
      bytes: Math.max(0, end - (from - first)),
      isLast: true,
      sha256: error === null ? sha256 : null,
      error,
    };
  } finally {
    closeSync(file);
  }
}

function readFully(file: number, target: Buffer, position: number): number {
  let length = 0;
  for (;;) {
    const read = readSync(file, target, length, target.length - length, position + length);
    length += read;
    if (read === 0 || length === target.length) return length;
  }
}

/** Of as many octets as are scanned: a log may grow meanwhile. */
async function digestOf(path: string, bytes: number): Promise<ScanPart> {
  const digest = createHash('sha256');
  const source = createReadStream(path, { end: bytes - 1, highWaterMark: 1_048_576 });
  let left = bytes;
  for await (const chunk of source) {
    digest.update(chunk as Buffer);
    left -= (chunk as Buffer).length;
  }
  // It may have been shortened after its ranges were read: the digest would be that of another file.
  if (left > 0) return { ...NOTHING, bytes: 0, error: 'FILE_CHANGED' };
  return { ...NOTHING, bytes: 0, sha256: digest.digest('hex') };
}

function scanArchive(path: string, by: By): ScanPart {
  const bytes = readFileSync(path);
  const memory = searchedMemory(bytes.length);
  bytes.copy(memory.bytes);
  const requestAt = requestsOf(bytes);
  const arrivedAt = (at: number) => {
    const iso = requestAt?.(at)?.at ?? null;
    return iso === null ? null : Date.parse(iso);
  };
  const part = scanWindow(memory, { before: 0, from: 0, to: bytes.length, end: bytes.length }, { ...by, arrivedAt });
  return {
    ...part,
    bytes: bytes.length,
    isLast: true,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    error: null,
  };
}

/** Decodes a file from its beginning, and looks at each window of the text as it comes. */
async function* scanStream(
  memory: SearchedMemory,
  path: string,
  encoding: Exclude<StreamEncoding, 'har'>,
  by: By,
): AsyncGenerator<ScanPart> {
  const digest = createHash('sha256');
  let [taken, from, end]: [number, number, number] = [0, 0, 0];
  let [isCut, damage]: [boolean, string | null] = [false, null];
  async function* raw(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
      digest.update(chunk as Buffer);
      taken += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  }
  const look = (to: number): ScanPart => {
    const part = scanWindow(memory, { before: 0, from, to, end }, by);
    const kept = Math.max(0, to - BEHIND);
    memory.bytes.copyWithin(0, kept, end);
    [from, end] = [to - kept, end - kept];
    const bytes = taken;
    taken = 0;
    return { ...part, bytes, isLast: false, sha256: null, error: null };
  };
  try {
    for await (const decoded of decode(raw(), encoding)) {
      for (let at = 0; at < decoded.length;) {
        const copied = decoded.copy(memory.bytes, end, at);
        at += copied;
        end += copied;
        if (end === memory.bytes.length) yield look(end - AHEAD);
      }
    }
  } catch (error) {
    damage = codeOf(error);
    isCut = !(error instanceof DamageBehindText);
  }
  // Of a text that is cut off the last line is not whole: what is cut off by that is no finding.
  const last = look(isCut ? Math.max(from, memory.bytes.lastIndexOf(0x0a, end - 1) + 1) : end);
  const sha256 = damage === null ? digest.digest('hex') : null;
  yield { ...last, isLast: true, sha256, error: damage };
}

async function* decode(raw: AsyncGenerator<Buffer>, encoding: Exclude<StreamEncoding, 'har'>): AsyncGenerator<Buffer> {
  if (encoding === 'zstd') {
    yield* zstdFrames(raw);
    return;
  }
  if (encoding === 'gzip') {
    yield* gzipMembers(raw);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of raw) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}

/**
 * A code for the summary: the system could not read the file, or its decoder could not. Anything else is a fault of this
 * program, and is none of the file's: it is thrown on.
 */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^E[A-Z]+$/u.test(code)) return 'FILE_UNREADABLE';
  if (/^(?:Z_|ZSTD_|ERR_STREAM_)/u.test(code)) return 'FILE_DAMAGED';
  throw error;
}
