const BYTES = 32;

/** A fingerprint as people have it, hex in groups or base64url, as base64url; `null`: it is none. */
export function parseFingerprint(typed: string): string | null {
  const bare = typed.replace(/\s/gu, '');
  if (/^[A-Za-z0-9_-]{43}$/u.test(bare)) return bare;
  const hex = bare.replaceAll(':', '');
  if (!/^[0-9a-f]+$/iu.test(hex) || hex.length !== 2 * BYTES) return null;
  const bytes = String.fromCharCode(...(hex.match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16)));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '');
}
