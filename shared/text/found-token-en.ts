import type { FoundKind, Place, RepairId } from '../model/found-token.ts';

/** The words for what was found, where, and what was undone to read it. */
export interface FoundTokenTexts {
  readonly kinds: Readonly<Record<FoundKind, string>>;
  /** "in the header X": follows "found". */
  readonly places: Readonly<Record<Place['kind'], (name: string) => string>>;
  at(line: number, column: number): string;
  ofRequest(url: string): string;
  readonly repairs: Readonly<Record<RepairId, (count: number) => string>>;
  times(count: number): string;
}

const counted = (count: number, one: string, many: string) => (count === 1 ? `one ${one}` : `${String(count)} ${many}`);

export const FOUND_TOKEN_EN: FoundTokenTexts = {
  kinds: {
    jws: 'a token',
    jwe: 'an encrypted token (JWE)',
    'jws-json': 'a signed text as JSON (JWS JSON)',
    'jwe-json': 'an encrypted text as JSON (JWE JSON)',
    'cut-off': 'a token that was cut off',
    parts: 'a token with more parts than three',
  },
  places: {
    bare: () => 'alone',
    header: (name) => `in the header ${name}`,
    cookie: (name) => `in the cookie ${name}`,
    query: (name) => `in the address, parameter ${name}`,
    fragment: (name) => `in the address behind #, parameter ${name}`,
    json: (name) => `in the JSON member ${name}`,
    field: (name) => `in the field ${name}`,
    element: (name) => `in the element ${name}`,
    url: () => 'in the path of an address',
    text: (name) => (name === '' ? 'in the text' : `in the text, behind ${name}`),
  },
  at: (line, column) => `line ${String(line)}, column ${String(column)}`,
  ofRequest: (url) => `request to ${url}`,
  repairs: {
    'line-breaks': (count) => `removed ${counted(count, 'line break', 'line breaks')}`,
    'quote-marks': (count) => `removed ${counted(count, 'mark', 'marks')} of quoted mail`,
    spaces: (count) => `removed ${counted(count, 'space', 'spaces')}`,
    invisible: (count) => `removed ${counted(count, 'invisible character', 'invisible characters')}`,
    'nul-bytes': () => 'read UTF-16 that was pasted as plain text',
    hyphens: (count) => `made ${counted(count, 'typographic hyphen', 'typographic hyphens')} plain`,
    'quoted-printable': (count) => `undid quoted-printable in ${counted(count, 'place', 'places')}`,
    percent: (count) => `undid percent-encoding in ${counted(count, 'place', 'places')}`,
    'percent-twice': (count) => `undid double percent-encoding in ${counted(count, 'place', 'places')}`,
    'json-escapes': (count) => `undid JSON escapes in ${counted(count, 'place', 'places')}`,
    'html-entities': (count) => `undid HTML entities in ${counted(count, 'place', 'places')}`,
    backslashes: (count) => `removed ${counted(count, 'backslash', 'backslashes')}`,
    base64: () => 'decoded it from base64',
    'text-after': () => 'left aside what was glued to its end',
  },
  times: (count) => `${String(count)} times in all`,
};
