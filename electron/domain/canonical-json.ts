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
  return serialize(value, []);
}

/** Names and positions on the way to a value; written out only where something is refused. */
type Path = (string | number)[];

function serialize(value: unknown, path: Path): string {
  if (path.length > MAX_DEPTH) throw refused(path, `lies deeper than ${String(MAX_DEPTH)} levels`);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return serializeString(value, path);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw refused(path, 'is not a whole number within ±2^53');
    // ECMAScript's own form, as the RFC asks; minus zero becomes "0".
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return serializeArray(value, path);
  if (isPlainObject(value)) return serializeObject(value, path);
  throw refused(path, 'is not a JSON value');
}

function serializeString(text: string, path: Path): string {
  // A lone surrogate has no UTF-8: two texts could end up as the same bytes.
  if (!text.isWellFormed()) throw refused(path, 'is not well-formed Unicode');
  return JSON.stringify(text);
}

function serializeArray(value: readonly unknown[], path: Path): string {
  let text = '[';
  // By position, so that the holes of a sparse array are visited too, and refused as undefined.
  for (let at = 0; at < value.length; at += 1) {
    path.push(at);
    text += (at === 0 ? '' : ',') + serialize(value[at], path);
    path.pop();
  }
  return `${text}]`;
}

function serializeObject(value: Readonly<Record<string, unknown>>, path: Path): string {
  let text = '{';
  // The default sort of strings compares UTF-16 code units, as RFC 8785 §3.2.3 wants.
  for (const name of Object.keys(value).sort()) {
    path.push(name);
    text += `${text === '{' ? '' : ','}${serializeString(name, path)}:${serialize(value[name], path)}`;
    path.pop();
  }
  return `${text}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0;
}

function refused(path: Path, problem: string): AppError {
  const pointer = path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return new AppError('INPUT_INVALID', `"${pointer.toWellFormed()}" ${problem}`, {
    hint: 'use text, whole numbers, true, false, null, lists and objects only',
  });
}
