import { AppError } from './errors.ts';

/** Deeper nesting is refused: it serves nobody, and recursion would run out of stack. */
const MAX_DEPTH = 64;

/**
 * Gives the one canonical text of a JSON value: members sorted by UTF-16 code units, no white space, shortest escapes.
 * Takes strings of well-formed Unicode, whole numbers that a double holds exactly, booleans, null, arrays and plain
 * objects; anything whose text could be argued about is refused.
 * @throws INPUT_INVALID naming the place as a JSON pointer, never the value
 * @see RFC 8785 §3.2
 */
export function canonicalJson(value: unknown): string {
  return serialize(value, '', 0);
}

function serialize(value: unknown, path: string, depth: number): string {
  if (depth > MAX_DEPTH) throw refused(path, `lies deeper than ${String(MAX_DEPTH)} levels`);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return serializeString(value, path);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw refused(path, 'is not a whole number within ±2^53');
    // ECMAScript's own form, as the RFC asks; minus zero becomes "0".
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    // Array.from also visits the holes of a sparse array, which are then refused as undefined.
    return `[${Array.from(value, (item, at) => serialize(item, `${path}/${String(at)}`, depth + 1)).join(',')}]`;
  }
  if (isPlainObject(value)) return serializeObject(value, path, depth);
  throw refused(path, 'is not a JSON value');
}

function serializeString(text: string, path: string): string {
  // A lone surrogate has no UTF-8: two texts could end up as the same bytes.
  if (!text.isWellFormed()) throw refused(path, 'is not well-formed Unicode');
  return JSON.stringify(text);
}

function serializeObject(value: Readonly<Record<string, unknown>>, path: string, depth: number): string {
  // The default sort of strings compares UTF-16 code units, as RFC 8785 §3.2.3 wants.
  const members = Object.keys(value)
    .sort()
    .map((name) => {
      const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return `${serializeString(name, at)}:${serialize(value[name], at, depth + 1)}`;
    });
  return `{${members.join(',')}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0;
}

function refused(path: string, problem: string): AppError {
  return new AppError('INPUT_INVALID', `"${path.toWellFormed()}" ${problem}`, {
    hint: 'use text, whole numbers, true, false, null, lists and objects only',
  });
}
