import { createHmac } from 'node:crypto';
import type { CaseItem } from '../../shared/model/case.ts';
import type { ShownMember } from '../../shared/model/case-report.ts';
import { isJsonObject, type JsonObject, parseStrictObject } from './strict-json.ts';

/** Whose names a report may tell. */
export interface Shown {
  readonly sub: boolean;
  readonly obj: boolean;
}

/** Takes out of a case what its report must not tell. */
export interface Redaction {
  /** A text that people or a token wrote: without tokens, without long base64url, and with pseudonyms for names. */
  text(text: string): string;
  claims(json: string | null): ShownMember[];
  header(json: string | null): ShownMember[];
  /** The same for the same value within one case; nobody can guess back from it without the salt. */
  pseudonym(kind: string, value: string): string;
}

/** Claims that name no person; every other one, known here or not, is a pseudonym. @see RFC 7519 §4.1 */
const CLAIMS: readonly string[] = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'flow'];
const HEADER: readonly string[] = ['alg', 'kid', 'typ', 'cty'];
const MASKED = '[…]';
/** What is base64url of a JSON object, and runs as long as a signature: ES256 has 86 characters, a SHA-256 in hex 64. */
const TOKEN_PARTS = String.raw`eyJ[\w-]{8,}(?:\.[\w-]*){0,2}|[\w-]{80,}`;
/** Shorter values stand in other words too: they are taken out only where they stand alone. */
const SHORT = 4;

/** Makes the redaction of one case. `salt`: its secret, hex. */
export function createRedaction(items: readonly CaseItem[], salt: string, shown: Shown): Redaction {
  const key = Buffer.from(salt, 'hex');
  const pseudonym: Redaction['pseudonym'] = (kind, value) =>
    `${kind}-${createHmac('sha256', key).update(`${kind}\0${value}`).digest('hex').slice(0, 12)}`;
  const names = namesOf(items, shown);
  const pattern = new RegExp([TOKEN_PARTS, ...[...names.keys()].map(patternOf)].join('|'), 'giu');

  function text(given: string): string {
    return given.replace(pattern, (found) => {
      const name = names.get(found.toLowerCase());
      return name === undefined ? MASKED : pseudonym(name.kind, name.value);
    });
  }

  function members(json: string | null, allowed: readonly string[]): ShownMember[] {
    return Object.entries(objectOf(json)).map(([name, value]) => {
      const isAllowed = allowed.includes(name) || ((name === 'sub' || name === 'obj') && shown[name]);
      const kind = /^[a-z][a-z0-9_]{0,15}$/u.test(name) ? name : 'value';
      return isAllowed
        ? { name: text(name), value: text(textOf(value)), isPseudonym: false }
        : { name: text(name), value: pseudonym(kind, textOf(value)), isPseudonym: true };
    });
  }

  return {
    text,
    pseudonym,
    claims: (json) => members(json, CLAIMS),
    header: (json) => members(json, HEADER),
  };
}

interface Name {
  readonly kind: 'sub' | 'obj';
  readonly value: string;
}

/** Every `sub` and `obj` of the case, at any depth, by how it can be written; the longest first. */
function namesOf(items: readonly CaseItem[], shown: Shown): ReadonlyMap<string, Name> {
  const found: Name[] = [];
  for (const { content } of items) {
    if (content.kind !== 'token') continue;
    collect(objectOf(content.verdict?.claimsJson ?? null), found);
    // Where judging ended early the verdict has no claims; a kept token has them all the same.
    if (content.token !== null) collect(payloadOf(content.token), found);
  }
  const written = found
    .filter(({ kind, value }) => !shown[kind] && value !== '')
    .flatMap((name) => [name.value, encodeURIComponent(name.value.toWellFormed())].map((way) => [way, name] as const))
    .toSorted(([one], [other]) => other.length - one.length);
  return new Map(written.map(([way, name]) => [way.toLowerCase(), name]));
}

function collect(value: unknown, found: Name[]): void {
  if (Array.isArray(value)) for (const one of value) collect(one, found);
  if (!isJsonObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'sub' || name === 'obj') found.push({ kind: name, value: textOf(inner) });
    collect(inner, found);
  }
}

function patternOf(written: string): string {
  const escaped = written.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
  return written.length < SHORT ? String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])` : escaped;
}

function payloadOf(token: string): JsonObject {
  const parsed = parseStrictObject(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  return parsed.ok ? parsed.value : {};
}

function objectOf(json: string | null): JsonObject {
  const value: unknown = json === null ? {} : JSON.parse(json);
  return isJsonObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
