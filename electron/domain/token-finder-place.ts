import type { Place } from '../../shared/model/found-token.ts';

type Named = Pick<Place, 'kind' | 'name'>;

const MOST_BEFORE = 240;
/** Encodings in which the marks before a token stand, and what they mean. What is decoded is only looked at, never shown. */
const DECODED: readonly (readonly [RegExp, string])[] = [
  [/\0|\u00AD|[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|=\r?\n/gu, ''],
  [/\\{1,8}u0022|\\{0,8}["\u201C\u201D\u201E\u2018\u2019'`]|&quot;|&#34;|=22|%(?:25){0,4}22/giu, '"'],
  [/\\{1,8}u003d|=3D|%(?:25){0,4}3D/giu, '='],
  [/\\{1,8}u0026|&amp;|%(?:25){0,4}26/giu, '&'],
  [/%(?:25){0,4}3F/giu, '?'],
  [/%(?:25){0,4}23/gu, '#'],
  [/%(?:25){0,4}3A/giu, ':'],
  [/%(?:25){0,4}20|\\{1,8}t|[\u00A0\t]/gu, ' '],
  [/\\{1,8}r\\{1,8}n|\\{1,8}n|\r\n?/gu, '\n'],
  [/\n(?: ?>)+ ?/gu, '\n'],
  // Folded headers, continued lines, and a token on the line below its name.
  [/ ?[\\^]?\n(?: +|$)/gu, ' '],
];

const SCHEME = /(?:^|[\s":=,])(?:Bearer|Basic|DPoP|JWT|Token) {1,8}"?$/iu;
const PAIR = /"name" {0,8}: {0,8}"([^"]{1,128})",\s{0,40}"value" {0,8}: {0,8}"([^"]*)$/u;
const COOKIE =
  /(?:(?:^|[\n" ])(?:Set-)?Cookie"? {0,8}[:=] {0,8}"?|(?:-b|--cookie)[ =]"?)(?:[^\n":]*[; ])?([^\s=;:,"]{1,128})="?$/iu;
const QUERY = /([?&#;])([^\s?&#=;"]{1,128})=$/u;
const MEMBER = /"([^"\n]{1,128})" {0,8}[:=] {0,8}(?:\[\s{0,40})?"$/u;
const HEADER = /(?:^|[\n"]| )([A-Za-z][A-Za-z0-9-]{1,63})"? {0,8}: {0,8}"?$/u;
const FIELD = /([A-Za-z_$][\w.-]{0,63}) {0,8}(?:=|:=|:|=>) {0,8}"?$/u;
const ELEMENT = /<([A-Za-z_][\w:.-]{0,63})(?: [^<>]*)?>\s{0,40}$/u;
const URL_PATH = /https?:\/\/[^\s"<>]*\/$/iu;
/** Names that only headers have; others count as one only at the beginning of a line or of a quoted one. */
const KNOWN_HEADER = /^(?:(?:proxy-)?authorization|cx-[a-z-]+|x-[a-z-]+)$/iu;

/**
 * Names what stands directly before a token: the header, the cookie, the parameter, the member. It is a help for eyes and
 * proves nothing. Looks at a bounded number of octets.
 */
export function namePlace(bytes: Buffer, start: number): Named {
  const from = Math.max(0, start - MOST_BEFORE);
  const raw = bytes.toString('utf8', from, start);
  const all = DECODED.reduce(
    (text, [pattern, meaning]) => text.replace(pattern, meaning),
    from === 0 ? raw : ` ${raw}`,
  );
  const scheme = SCHEME.exec(all);
  const before =
    scheme === null ? all : all.slice(0, scheme.index + 1).replace(/[ ]+$/u, (spaces) => spaces.slice(0, 1));
  const found = ofPair(before) ?? ofUrl(before) ?? ofQuoted(before) ?? ofHeader(before) ?? ofField(before);
  if (found !== null) return found;
  if (scheme !== null) return { kind: 'text', name: scheme[0].replace(/[^A-Za-z]/gu, '') };
  return { kind: all.trim().replace(/"/gu, '') === '' && from === 0 ? 'bare' : 'text', name: null };
}

/** A name and a value side by side, as HTTP archives have headers and cookies. */
function ofPair(before: string): Named | null {
  const found = PAIR.exec(before);
  const [, name = '', value = ''] = found ?? [];
  if (found === null) return null;
  const cookie = /^(?:Set-)?Cookie$/iu.test(name) ? /([^\s=;]{1,128})=$/u.exec(value) : null;
  return cookie === null ? { kind: 'header', name } : { kind: 'cookie', name: cookie[1] ?? name };
}

function ofUrl(before: string): Named | null {
  const cookie = COOKIE.exec(before);
  if (cookie?.[1] !== undefined) return { kind: 'cookie', name: cookie[1] };
  const found = QUERY.exec(before);
  if (found === null) return URL_PATH.test(before) ? { kind: 'url', name: null } : null;
  const [, mark, name = ''] = found;
  const word = before.slice(before.search(/\S*$/u), found.index + 1);
  return mark === ';' ? null : { kind: word.includes('#') ? 'fragment' : 'query', name };
}

function ofQuoted(before: string): Named | null {
  const [, name] = MEMBER.exec(before) ?? [];
  return name === undefined ? null : { kind: 'json', name };
}

function ofHeader(before: string): Named | null {
  const found = HEADER.exec(before);
  const [whole = '', name] = found ?? [];
  if (name === undefined) return null;
  const isAtBeginning = found?.index === 0 || whole.startsWith('\n') || whole.startsWith('"');
  const isHeader = KNOWN_HEADER.test(name) || (isAtBeginning && name.includes('-'));
  return isHeader ? { kind: 'header', name } : null;
}

function ofField(before: string): Named | null {
  const element = ELEMENT.exec(before);
  if (element?.[1] !== undefined) return { kind: 'element', name: element[1] };
  const field = FIELD.exec(before);
  return field?.[1] === undefined ? null : { kind: 'field', name: field[1] };
}
