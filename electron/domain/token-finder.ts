import { createHash } from 'node:crypto';
import type { FoundToken } from '../../shared/model/found-token.ts';
import type { JsonObject } from './strict-json.ts';
import { requestsOf } from './token-finder-archive.ts';
import { mayBeginInBase64, readTokenInBase64 } from './token-finder-base64.ts';
import { lenientObject } from './token-finder-header.ts';
import { findJsonTokens } from './token-finder-json.ts';
import type { Meter } from './token-finder-part.ts';
import { namePlace } from './token-finder-place.ts';
import { mayBegin, type ReadToken, readToken } from './token-finder-read.ts';
import { positions, withoutNuls } from './token-finder-text.ts';

/** Tokens that stand in a text. */
export interface FoundTokens {
  /** The first ones, each once, in the order of the text. */
  readonly tokens: readonly FoundToken[];
  /** All, each once. */
  readonly distinct: number;
  /** Octets that were looked at. */
  readonly steps: number;
}

/** A token and where it stands, before it is described. */
type Hit = Pick<ReadToken, 'token' | 'start' | 'end' | 'repairs'> & {
  readonly kind: FoundToken['kind'];
  readonly header: JsonObject;
};

const LONGEST_HINT = 128;
/** 1: a token may begin with this octet, as it is or in base64. */
const BEGINS = Uint8Array.from({ length: 256 }, (_, octet) => ('eZVl'.includes(String.fromCharCode(octet)) ? 1 : 0));

/**
 * Finds every token in a text of UTF-8 (or any octets): compact ones, whatever they
 * are wrapped in, quoted, escaped or encoded by, those in base64 of one level, JWE, and both in JSON serialisation. Nothing
 * is verified, and what was undone to read a token is said with it. Never throws; time and memory grow with the length only.
 * `mostListed`: how many are described.
 */
export function findTokens(given: Buffer, mostListed: number): FoundTokens {
  const meter: Meter = { steps: 0, headers: new Map() };
  const bytes = withoutNuls(given);
  const wasSpread = bytes !== given;
  const found = new Map<string, { readonly hit: Hit; count: number }>();
  for (const hit of hitsIn(bytes, meter)) {
    const sha256 = createHash('sha256').update(hit.token).digest('hex');
    const known = found.get(sha256);
    if (known === undefined) found.set(sha256, { hit, count: 1 });
    else known.count += 1;
  }
  const listed = [...found].slice(0, mostListed);
  const positionOf = positions(bytes);
  const requestAt = listed.length === 0 ? null : requestsOf(bytes);
  const tokens = listed.map(([sha256, { hit, count }]): FoundToken => ({
    token: hit.token,
    kind: hit.kind,
    sha256,
    place: {
      ...placeOf(bytes, hit),
      ...positionOf(hit.start),
      request: requestAt?.(hit.start) ?? null,
    },
    repairs: wasSpread ? [{ id: 'nul-bytes', count: 1 }, ...hit.repairs] : [...hit.repairs],
    count,
    unverified: hintsOf(hit),
  }));
  return { tokens, distinct: found.size, steps: meter.steps };
}

/** Every token in the order of the text. None lies within another. */
function* hitsIn(bytes: Buffer, meter: Meter): Generator<Hit> {
  const inJson = findJsonTokens(bytes).toSorted((one, other) => one.start - other.start || other.end - one.end);
  let [at, nextJson] = [0, 0];
  while (at < bytes.length) {
    const json = inJson[nextJson];
    if (json !== undefined && json.start <= at) {
      nextJson += 1;
      if (json.start < at) continue;
      yield { ...json, token: json.text, repairs: [] };
      at = json.end;
      continue;
    }
    const from = at;
    const end = json?.start ?? bytes.length;
    while (at < end && BEGINS[bytes[at] ?? 0] !== 1) at += 1;
    meter.steps += at - from + 1;
    if (at >= end) continue;
    const hit = readAt(bytes, at, meter);
    if (hit !== null) yield hit;
    at = hit === null ? at + 1 : Math.max(hit.end, at + 1);
  }
}

/** Reads the token that begins at a place, plain or in base64. What cannot be the beginning of one is known at once. */
function readAt(bytes: Buffer, at: number, meter: Meter): ReadToken | null {
  const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0x20];
  if (mayBegin(first, second)) return readToken(bytes, at, meter);
  return mayBeginInBase64(first, second) ? readTokenInBase64(bytes, at, meter) : null;
}

function placeOf(bytes: Buffer, { start, end }: Hit): Pick<FoundToken['place'], 'kind' | 'name'> {
  const place = namePlace(bytes, start);
  const isAlone = place.kind !== 'bare' || isBlank(bytes.toString('utf8', end, end + LONGEST_HINT));
  return isAlone ? place : { ...place, kind: 'text' };
}

/** Nothing that can be seen, or the mark that closes what was opened before. */
function isBlank(text: string): boolean {
  return /^[\p{Cf}\s"'”’.]*$/u.test(text);
}

function hintsOf({ token, kind, header }: Hit): FoundToken['unverified'] {
  const claims = kind === 'jws' || kind === 'cut-off' ? lenientObject(token.split('.')[1] ?? '') : null;
  return {
    alg: shown(header['alg']),
    kid: shown(header['kid']),
    iss: shown(claims?.['iss']),
    sub: shown(claims?.['sub']),
  };
}

function shown(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, LONGEST_HINT) : null;
}
