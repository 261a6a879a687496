import { part } from './tokens.ts';

/** Mulberry32: the same tokens on every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Change = (text: string) => string;

const SIGNATURE_OCTETS: Readonly<Record<string, number>> = { RS256: 256, PS256: 384, ES256: 64, EdDSA: 64, RS512: 512 };

/** A token as DCM's are, with a signature of random octets: finding does not verify. */
export function plantedToken(random: () => number): string {
  const algorithms = Object.keys(SIGNATURE_OCTETS);
  const alg = algorithms[Math.floor(random() * algorithms.length)] ?? 'RS256';
  const octets = (count: number) => Buffer.from(Array.from({ length: count }, () => Math.floor(random() * 256)));
  const header = [
    { alg, typ: 'JWT', kid: octets(8).toString('hex') },
    { typ: 'JWT', alg },
    { kid: '54321', alg },
  ][Math.floor(random() * 3)];
  const spaced = [undefined, 1, '\t'][Math.floor(random() * 3)];
  const claims = {
    flow: 'sign-in',
    obj: String(random()),
    sub: `officer-${octets(6).toString('hex')}@bank.example`,
    iat: 1,
  };
  return `${part(JSON.stringify(header, null, spaced))}.${part(claims)}.${octets(SIGNATURE_OCTETS[alg] ?? 0).toString('base64url')}`;
}

/** What happens to a token alone. */
export const DAMAGE: Readonly<Record<string, Change>> = {
  none: (token) => token,
  'wrapped at 76': (token) => wrapped(token, 76, '\n'),
  'wrapped at 64 with CRLF': (token) => wrapped(token, 64, '\r\n'),
  'folded header': (token) => wrapped(token, 70, '\r\n '),
  'quoted mail': (token) => wrapped(token, 72, '\n> '),
  'quoted twice': (token) => wrapped(token, 72, '\r\n>> '),
  'continued lines': (token) => wrapped(token, 60, '\\\n'),
  'spaces where lines ended': (token) => wrapped(token, 76, ' '),
  'no-break spaces': (token) => wrapped(token, 76, '\u00A0'),
  'zero-width spaces': (token) => wrapped(token, 33, '\u200B'),
  'soft hyphens': (token) => wrapped(token, 40, '\u00AD'),
  'marks of direction': (token) => `\u202A${token.slice(0, 10)}\u2066${token.slice(10)}\u202C`,
  'byte-order mark': (token) => `\uFEFF${token}`,
  'a part a line': (token) => token.replaceAll('.', '.\n'),
  'a dot on the next line': (token) => token.replaceAll('.', '\n.'),
  'hyphens that do not break': (token) => token.replaceAll('-', '\u2011'),
  'marked down': (token) => token.replaceAll('_', '\\_').replaceAll('.', '\\.'),
  'one letter a line at its start': (token) => `${token.slice(0, 1)}\n${token.slice(1, 2)}\n${token.slice(2)}`,
};

/** What a token stands in, and by which kind and name it is to be known. */
export const PLACES: Readonly<Record<string, readonly [Change, string, string | null]>> = {
  alone: [(token) => token, 'bare', null],
  Bearer: [(token) => `Bearer ${token}`, 'text', 'Bearer'],
  'header of Authorization': [
    (token) => `GET / HTTP/1.1\r\nHost: dcm.example\r\nAuthorization: Bearer ${token}\r\nAccept: */*\r\n`,
    'header',
    'Authorization',
  ],
  'header in small letters': [(token) => `cx-authorization:${token}`, 'header', 'cx-authorization'],
  'header of a session': [(token) => `X-Session-ID: ${token}\nX-Other: 1`, 'header', 'X-Session-ID'],
  curl: [
    (token) => `curl -sS -X POST 'https://dcm.example/a' \\\n  -H 'CX-Authorization: ${token}' \\\n  -d '{}'`,
    'header',
    'CX-Authorization',
  ],
  'curl with smart quotes': [
    (token) => `curl --header=\u201CAuthorization: Bearer ${token}\u201D https://dcm.example`,
    'header',
    'Authorization',
  ],
  'curl for Windows': [
    (token) => `curl --header "Authorization: Bearer ${token}" ^\r\n "https://dcm.example"`,
    'header',
    'Authorization',
  ],
  'member of JSON': [(token) => `{"id": 7, "access_token": "${token}", "expires_in": 300}`, 'json', 'access_token'],
  'list in JSON': [(token) => `{"tokens": [\n "${token}"]}`, 'json', 'tokens'],
  cookie: [(token) => `Cookie: theme=dark; session=${token}; lang=uk`, 'cookie', 'session'],
  'cookie that is set': [(token) => `Set-Cookie: sid=${token}; Path=/; HttpOnly`, 'cookie', 'sid'],
  'query of an address': [
    (token) => `GET https://bank.example/cb?state=1&id_token=${token}&x=y HTTP/1.1`,
    'query',
    'id_token',
  ],
  'fragment of an address': [
    (token) => `https://bank.example/cb#access_token=${token}&token_type=bearer`,
    'fragment',
    'access_token',
  ],
  'path of an address': [(token) => `https://bank.example/verify/${token}/status`, 'url', null],
  'pair of an archive': [
    (token) => `{"headers":[{"name":"CX-Authorization","value":"Bearer ${token}"}]}`,
    'header',
    'CX-Authorization',
  ],
  'variable of a shell': [(token) => `export DCM_TOKEN=${token}\n`, 'field', 'DCM_TOKEN'],
  element: [(token) => `<soap:Header><wsse:Token Id="1">${token}</wsse:Token></soap:Header>`, 'element', 'wsse:Token'],
  'end of a sentence': [(token) => `He sent me this: ${token}. Is it ours?`, 'field', 'this'],
  'line of a log': [(token) => `2026-10-12T10:00:00Z WARN [eyJ] refused token (${token}) from 10.0.0.7`, 'text', null],
};

/** What happens to the whole text. */
export const ENCODINGS: Readonly<Record<string, Change>> = {
  plain: (text) => text,
  'JSON string': (text) => JSON.stringify(text),
  'JSON string twice': (text) => JSON.stringify(JSON.stringify(text)),
  'JSON with escaped dots': (text) => JSON.stringify(text).replaceAll('.', '\\u002e').replaceAll('-', '\\u002D'),
  'percent-encoded': (text) => encodeURIComponent(text),
  'percent-encoded, dots too': percent,
  'percent-encoded twice, dots too': (text) => encodeURIComponent(percent(text)),
  'quoted-printable': quotedPrintable,
  'quoted-printable, dots too': (text) => quotedPrintable(text, /[^A-Za-z0-9\n\r ]/gu),
  'entities of HTML': (text) => text.replaceAll('.', '&#46;').replaceAll('-', '&#x2d;').replaceAll('"', '&quot;'),
  'UTF-16 as text': (text) => [...text].map((one) => `${one}\0`).join(''),
};

/** Base64 takes no damage within: what is in it was not wrapped by hands. */
export const BASE64: Readonly<Record<string, Change>> = {
  base64: (text) => `Authorization: Basic ${Buffer.from(text).toString('base64')}\n`,
  'base64, one octet before': (text) => Buffer.from(`a${text}`).toString('base64'),
  'base64, two octets before': (text) => Buffer.from(`ab${text}`).toString('base64'),
  base64url: (text) => `state=${Buffer.from(text).toString('base64url')}&`,
  'base64 in lines': (text) => wrapped(Buffer.from(`x${text}`).toString('base64'), 76, '\r\n'),
  'base64 in JSON': (text) => JSON.stringify({ body: Buffer.from(text).toString('base64') }).replaceAll('/', '\\/'),
  'base64, percent-encoded': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
};

function wrapped(text: string, width: number, between: string): string {
  return (text.match(new RegExp(`.{1,${String(width)}}`, 'gsu')) ?? []).join(between);
}

function percent(text: string): string {
  return encodeURIComponent(text).replaceAll('.', '%2E').replaceAll('-', '%2d').replaceAll('_', '%5F');
}

function quotedPrintable(text: string, escaped = /[=\u0080-\uFFFF]/gu): string {
  const octets = (one: string) =>
    [...Buffer.from(one)].map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  const lines = text.replace(escaped, octets).split(/\r?\n/u);
  // A soft break never divides an escape.
  return lines.map((line) => (line.match(/(?:=..|[^=]){1,70}/gu) ?? []).join('=\r\n')).join('\r\n');
}
