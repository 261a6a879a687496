import { createDecipheriv, createPrivateKey, createPublicKey } from 'node:crypto';
import { thumbprintOfUnknown } from '../../electron/domain/thumbprint.ts';
import { atZero } from './gf256.ts';

/**
 * What somebody restores who has the papers, a copy of the file and the description of the format, and nothing of ours: the
 * thumbprints of the keys that come out. Throws where the tag of the file does not fit.
 */
export function restoredByThirdParty(file: object, papers: readonly string[]): readonly (string | null)[] {
  const points = papers.map(octetsOfPaper);
  const key = Buffer.from(
    Array.from({ length: 32 }, (_, at) => atZero(points.map((of) => ({ x: of[12] ?? 0, y: of[13 + at] ?? 0 })))),
  );
  const { nonce, sealed: text, ...clear } = file as { readonly nonce: string; readonly sealed: string };
  const octets = Buffer.from(text, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
  cipher.setAAD(Buffer.from(sortedJson(clear)));
  cipher.setAuthTag(octets.subarray(-16));
  const plain = Buffer.concat([cipher.update(octets.subarray(0, -16)), cipher.final()]);
  const found: (string | null)[] = [];
  for (let at = 0; at < plain.length; at += 4 + plain.readUInt32BE(at)) {
    found.push(thumbprintOfPkcs8(plain.subarray(at + 4, at + 4 + plain.readUInt32BE(at))));
  }
  return found;
}

/** The RFC 7638 thumbprint of the public half of a private key in PKCS#8 DER. */
export function thumbprintOfPkcs8(pkcs8: Uint8Array): string | null {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return thumbprintOfUnknown(createPublicKey(key).export({ format: 'jwk' }));
}

/** Every choice of so many, in order. */
export function subsetsOf<T>(of: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return of.flatMap((one, at) => subsetsOf(of.slice(at + 1), size - 1).map((rest) => [one, ...rest]));
}

/** The octets of a share, by the description: five bits a character, every fifth character of the groups is a check. */
function octetsOfPaper(paper: string): number[] {
  const bits = paper
    .split('-')
    .slice(1)
    .map((group) =>
      [...group.slice(0, 4)].map((one) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(one).toString(2).padStart(5, '0')),
    )
    .flat()
    .join('');
  return (bits.match(/.{8}/gu) ?? []).map((octet) => Number.parseInt(octet, 2));
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${sortedJson(one)}`).join(',')}}`;
}
