import { isUtf8 } from 'node:buffer';

/** A JSON object as parsed: every member is still unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What keeps bytes from being one unambiguous JSON object. */
export type JsonProblem = 'utf8' | 'json' | 'not-object' | 'duplicate' | 'depth' | 'number';

export type StrictJson =
  { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly problem: JsonProblem };

/** Deepest nesting that is read; what lies deeper would break code that clones or prints the value later. */
export const MAX_JSON_DEPTH = 32;

/**
 * Reads bytes as one JSON object: valid UTF-8 without a byte-order mark, no member twice at any depth, nested at most
 * 32 deep (or `maxDepth`), numbers finite. Nothing about its members is checked.
 * @see RFC 8259 §4 (duplicate names), RFC 7515 §5.2 step 3
 */
export function parseStrictObject(bytes: Buffer, maxDepth = MAX_JSON_DEPTH): StrictJson {
  if (!isUtf8(bytes)) return refuse('utf8');
  const text = bytes.toString('utf8');
  const shape = measure(text);
  if (shape.depth > maxDepth) return refuse('depth');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('json');
  }
  if (!isJsonObject(value)) return refuse('not-object');
  const members = countMembers(value);
  if (Number.isNaN(members)) return refuse('number');
  // The parser keeps the last of two members with one name. Then the text has more colons than the value has members.
  if (members !== shape.members) return refuse('duplicate');
  return { ok: true, value };
}

/** Tells whether a parsed value is an object, and neither an array nor `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(problem: JsonProblem): StrictJson {
  return { ok: false, problem };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts colons and nesting outside of strings. For a text that is not JSON the figures mean nothing, and nobody asks. */
function measure(text: string): { readonly members: number; readonly depth: number } {
  let [members, depth, deepest] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
    } else if (unit === 0x3a) {
      members += 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) {
      depth -= 1;
    }
  }
  return { members, depth: deepest };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at;
    at += unit === BACKSLASH ? 2 : 1;
  }
  return at;
}

/** Members of a value at every depth; NaN as soon as a number is not finite. Depth is bounded by then. */
function countMembers(value: object): number {
  let members = 0;
  const isList = Array.isArray(value);
  // The parser makes plain objects and lists only, so for-in meets their own members and nothing else.
  for (const name in value) {
    const member: unknown = (value as Record<string, unknown>)[name];
    if (!isList) members += 1;
    if (typeof member === 'number' && !Number.isFinite(member)) return Number.NaN;
    if (typeof member === 'object' && member !== null) members += countMembers(member);
  }
  return members;
}
