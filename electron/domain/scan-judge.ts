import { type KeyEntry, type KeySet, ownKeySet, readKeySet, withDisowned } from './key-set.ts';
import { publishedBy } from './published-keys.ts';
import type { PlainKeySet, ScanRules } from './scan-job.ts';
import { fitsSignature } from './signature.ts';
import { type JudgeAt, prepareReader } from './verdict.ts';

/** Judges by the keys that were DCM's at an instant (milliseconds since 1970; `null`: now, and no time is judged). */
export interface ScanJudge {
  /** Which of the readers is used at an instant. */
  segmentAt(instant: number | null): number;
  /** The token as that segment's keys judge it, at any instant of it. */
  read(segment: number, token: string, tokenSha256: string): JudgeAt;
}

/** Prepares a judge from plain data. `fits`: how a signature is checked. It has no trail: what was signed here, it cannot say. @throws JWKS_REFUSED */
export function prepareScanJudge(
  rules: Omit<ScanRules, 'language' | 'instant' | 'wantsVerdicts' | 'wantsTokens'>,
  fits: typeof fitsSignature = fitsSignature,
): ScanJudge {
  const { sources, leewaySeconds, profile, now } = rules;
  const ownKeys = new Map(sources.own.map((key) => [key.kid, key]));
  const own = ownKeySet((kid) => ownKeys.get(kid) ?? null);
  const sets = sources.sets.map((one) => openSet(one));
  const published = sources.published === null ? undefined : publishedBy(sources.published);
  const readers = sources.segments.map(({ set, hasSource, isLater }) => {
    const primary = set === null ? undefined : sets[set];
    return prepareReader({
      sets: [...(primary === undefined ? [] : [primary]), ...(primary?.name === 'file' ? [] : [own])],
      leewaySeconds,
      profile,
      mode: 'jwt',
      snapshot: set === null ? null : (sources.sets[set]?.snapshot ?? null),
      isLaterSnapshot: isLater,
      hasSource,
      fits,
      ...(published === undefined ? {} : { published }),
    });
  });
  return {
    segmentAt(instant) {
      const at = instant ?? now;
      const found = sources.segments.findLastIndex(({ from }) => from <= at);
      return Math.max(found, 0);
    },
    read(segment, token, tokenSha256) {
      const reader = readers[segment];
      if (reader === undefined) throw new RangeError(`a scan has no segment ${String(segment)}`);
      return reader(token, tokenSha256);
    },
  };
}

function openSet({ name, jwks, isTolerant, disowned, earlier }: PlainKeySet): KeySet {
  const set = readKeySet(name, Buffer.from(jwks), { isTolerant });
  const listed = new Map(earlier);
  const entryBefore = (kid: string): KeyEntry | undefined => {
    const bytes = listed.get(kid);
    return bytes && readKeySet(name, Buffer.from(bytes), { isTolerant: true }).keys.get(kid);
  };
  return withDisowned(set, new Map(disowned), entryBefore);
}
