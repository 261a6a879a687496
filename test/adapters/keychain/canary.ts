import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';

/** The numbers that only the owner of a key may know, as bytes: six of an RSA key, one of any other. */
export function privateNumbersOf(key: KeyObject): readonly Buffer[] {
  const { d, p, q, dp, dq, qi } = key.export({ format: 'jwk' });
  return [d, p, q, dp, dq, qi].flatMap((number) =>
    typeof number === 'string' ? [Buffer.from(number, 'base64url')] : [],
  );
}

/** A private member of a JWK (RFC 7518 §6.2.2, §6.3.2, §6.4.1) with a value as long as one of a key; quotes may be escaped. */
const PRIVATE_MEMBER = /\\*"(?:d|p|q|dp|dq|qi|k|oth)\\*"\s*:\s*(?:\\*"[A-Za-z0-9_-]{20,}|\[)/u;

/** The texts that hold a private member of some JWK, whosever it is. */
export function privateMembersIn(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => PRIVATE_MEMBER.test(text)).map((text) => text.slice(0, 80));
}

/** The first 24 bytes of a secret in every clothing it could leave in: raw, hex, base64 of any alignment, UTF-16. */
export function formsOf(secret: Buffer): readonly Buffer[] {
  const bytes = secret.subarray(0, 24);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const base64url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = bytes.toString('hex');
  const texts = [...base64, ...base64url, hex, hex.toUpperCase()];
  return [bytes, ...texts.flatMap((text) => [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')])];
}

/** Line breaks and what stands between groups: as PEM, a listing of hex or a person lays a secret out; escaped where it stands in JSON. */
const LAYOUT = /\\+[nrt]|[\s:]+/gu;

/** The files below a folder, and the texts, in which a form of a secret is found: as it stands there, or laid out in lines and groups. */
export function leaksIn(folder: string, texts: readonly string[], secrets: readonly Buffer[]): readonly string[] {
  const forms = secrets.flatMap(formsOf);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const places: [string, Buffer][] = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, readFileSync(path)];
  });
  for (const text of texts) places.push([`text ${text.slice(0, 80)}`, Buffer.from(text, 'utf8')]);
  const isIn = finderOf(forms);
  const joined = (content: Buffer) => Buffer.from(content.toString('latin1').replace(LAYOUT, ''), 'latin1');
  return places.filter(([, content]) => isIn(content) || isIn(joined(content))).map(([place]) => place);
}

/** Looks for all forms in one reading, by their first four bytes: one after the other they take minutes in a database. */
function finderOf(forms: readonly Buffer[]): (content: Buffer) => boolean {
  const byStart = new Map<number, Buffer[]>();
  const starts = new Uint8Array(0x1_00_00);
  for (const form of forms) {
    const start = form.readUInt32BE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), form]);
    starts[form.readUInt16BE(0)] = 1;
  }
  return (content) => {
    for (let at = 0; at + 4 <= content.length; at += 1) {
      if (starts[((content[at] ?? 0) << 8) | (content[at + 1] ?? 0)] !== 1) continue;
      const maybe = byStart.get(content.readUInt32BE(at)) ?? [];
      if (maybe.some((form) => content.subarray(at, at + form.length).equals(form))) return true;
    }
    return false;
  };
}
