import type { Finding, JudgedSnapshot, JudgedWarning, KeySetName } from '../../shared/model/verdict.ts';
import type { KeyEntry, KeySet } from './key-set.ts';
import type { Published } from './published-keys.ts';
import type { SignatureMethod } from './signature.ts';
import { failing, stating, warning } from './verdict-finding.ts';
import type { HeaderFacts } from './verdict-header.ts';

/** What there is to look a key up in. */
export interface KeySources {
  /** The first set is asked first; the others stand beside it. */
  readonly sets: readonly KeySet[];
  readonly mode: 'jwt' | 'jws';
  readonly snapshot: JudgedSnapshot | null;
  /** `false`: no key set of DCM is held at all. */
  readonly hasSource: boolean;
  readonly published: Published;
}

/** The outcome of the look-up. `method` is there only if the key may verify this token. */
export interface KeyFacts {
  readonly finding: Finding;
  /** Where the `kid` was found, fit or not. */
  readonly set: KeySetName | null;
  readonly entry: KeyEntry | null;
  readonly method: SignatureMethod | null;
  readonly warnings: readonly JudgedWarning[];
}

/** For a token whose key was not looked for. */
export const NO_KEY: KeyFacts = notFound(stating('not-reached'));

/**
 * Finds the one key of a token by its `kid`, exactly, and by nothing else; then sees whether that key is fit and of the
 * algorithm that the header names. No second key is ever tried.
 */
export function findKey({ kid, alg, header }: HeaderFacts, sources: KeySources): KeyFacts {
  const { sets, mode } = sources;
  if (!Object.hasOwn(header, 'kid')) {
    const bare = mode === 'jws' ? (sets[0]?.bare ?? null) : null;
    if (bare === null) return notFound(failing('KEY_UNKNOWN', 'key.kid-missing'));
    return agreeing(bare, sets[0]?.name ?? 'file', alg ?? '', stating('key.bare'), []);
  }
  const name = kid ?? '';
  const found = sets.flatMap((set) => {
    const entry = set.keys.get(name);
    return entry === undefined ? [] : [{ set: set.name, entry }];
  });
  const [first] = found;
  if (first === undefined) return notFound(absence(name, sources));
  const { set, entry } = first;
  const alarms = found.length > 1 ? [warning('KID_IN_BOTH_SETS', { kid: name })] : [];
  return agreeing(entry, set, alg ?? '', stating('key.ok', { kid: name, set }), alarms);
}

function agreeing(
  entry: KeyEntry,
  set: KeySetName,
  alg: string,
  found: Finding,
  warnings: readonly JudgedWarning[],
): KeyFacts {
  const kid = entry.kid ?? '';
  const refused = (finding: Finding): KeyFacts => ({ finding, set, entry, method: null, warnings });
  if (entry.problem !== null) {
    const { code, values } = entry.problem;
    const isOtherAlgorithm = code === 'ALG_NOT_ALLOWED';
    return refused(
      failing(isOtherAlgorithm ? 'ALG_NOT_ALLOWED' : 'KEY_UNUSABLE', 'key.unusable', {
        ...values,
        kid,
        set,
        problem: code,
      }),
    );
  }
  const method = entry.methods.get(alg);
  if (method !== undefined) return { finding: found, set, entry, method, warnings };
  // The algorithm is a property of the key. What the header says can only agree with it.
  if (entry.alg !== null) {
    return refused(failing('ALG_NOT_ALLOWED', 'key.alg-differs', { kid, set, alg, keyAlg: entry.alg }));
  }
  return refused(failing('KEY_UNUSABLE', 'key.type-differs', { kid, set, alg, kty: entry.kty }));
}

function absence(kid: string, { snapshot, hasSource, published }: KeySources): Finding {
  if (!hasSource) return failing('NO_SNAPSHOT', 'key.no-snapshot', { kid });
  const takenAt = snapshot?.takenAt ?? '';
  const seen = published(kid)?.spans.at(-1);
  if (seen === undefined) return failing('KEY_UNKNOWN', 'key.unknown', { kid, takenAt });
  return failing('KEY_UNKNOWN', 'key.not-published', { kid, takenAt, from: seen.from / 1000, to: seen.to / 1000 });
}

function notFound(finding: Finding): KeyFacts {
  return { finding, set: null, entry: null, method: null, warnings: [] };
}
