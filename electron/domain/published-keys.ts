import { createHash } from 'node:crypto';
import type { Stretch } from './jwks-stretches.ts';
import { isJsonObject, parseStrictObject } from './strict-json.ts';
import { thumbprintOfUnknown } from './thumbprint.ts';

/** One key as a set publishes it. Whether it is fit for use is not looked at. */
export interface PublishedJwk {
  /** `null`: it has none, being no public key of a known type. */
  readonly thumbprint: string | null;
  /** Differs when the key itself does, or what it may be used for. */
  readonly identity: string;
}

/** The keys of one set by their `kid`; those that no token can name are left out. */
export type PublishedSet = ReadonlyMap<string, PublishedJwk>;

/** When one key was seen published. Times are milliseconds since 1970. */
export interface Publication {
  readonly kid: string;
  readonly thumbprint: string | null;
  /** Oldest first. Between two of them it was seen to be away. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  readonly isListedNow: boolean;
}

/** When the key of this kid was seen published; `null`: never, or nobody can say. */
export type Published = (kid: string) => Pick<Publication, 'spans' | 'isListedNow'> | null;

/** Members that decide how a key is used, beside those that make it. */
const USE_MEMBERS = ['kty', 'crv', 'n', 'e', 'x', 'y', 'alg', 'use', 'key_ops'] as const;

/** Lists the keys of a set, good or bad; empty where it cannot be read. Nothing is judged. */
export function readPublishedSet(bytes: Buffer): PublishedSet {
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok) return new Map();
  const { keys } = parsed.value;
  const members: readonly unknown[] = Array.isArray(keys) ? keys : [parsed.value];
  const found = new Map<string, PublishedJwk>();
  for (const member of members) {
    if (!isJsonObject(member) || typeof member['kid'] !== 'string') continue;
    const identity = identityOf(member, found.get(member['kid'])?.identity ?? '');
    found.set(member['kid'], { thumbprint: thumbprintOfUnknown(member), identity });
  }
  return found;
}

/** A kid that stands twice is another thing than either of its keys. */
function identityOf(jwk: Readonly<Record<string, unknown>>, before: string): string {
  const parts = USE_MEMBERS.map((name) => jwk[name] ?? null);
  return createHash('sha256')
    .update(JSON.stringify([before, parts]))
    .digest('hex');
}

/** When each key was seen published, by kid and thumbprint, in the order of first being seen. Bad sets tell nothing. */
export function publications(
  stretches: readonly Stretch[],
  setOf: (snapshotId: number) => PublishedSet,
): readonly Publication[] {
  const found = new Map<string, { kid: string; thumbprint: string | null; spans: { from: number; to: number }[] }>();
  let open = new Set<string>();
  for (const { snapshotId, from, to, isBad } of stretches) {
    if (isBad) continue;
    const here = new Set<string>();
    for (const [kid, { thumbprint }] of setOf(snapshotId)) {
      const name = JSON.stringify([kid, thumbprint]);
      here.add(name);
      const known = found.get(name) ?? { kid, thumbprint, spans: [] };
      found.set(name, known);
      const last = known.spans.at(-1);
      if (last !== undefined && open.has(name)) last.to = Math.max(last.to, to);
      else known.spans.push({ from, to });
    }
    open = here;
  }
  return [...found].map(([name, one]) => ({ ...one, isListedNow: open.has(name) }));
}

/** When a kid was seen published, over all the keys that have had it. */
export function publishedBy(publications: readonly Publication[]): Published {
  return (kid) => {
    const found = publications.filter((one) => one.kid === kid);
    if (found.length === 0) return null;
    const spans = found.flatMap((one) => one.spans).toSorted((one, other) => one.from - other.from);
    return { spans, isListedNow: found.some((one) => one.isListedNow) };
  };
}
