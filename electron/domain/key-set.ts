import type { JwkProblem } from '../../shared/model/jwk-problem.ts';
import type { Key, KeyState } from '../../shared/model/key.ts';
import type { KeySetName } from '../../shared/model/verdict.ts';
import { AppError, hasCode } from './errors.ts';
import { problem } from './jwk-members.ts';
import { judgeJwk } from './jwk-policy.ts';
import { moduliWithSharedPrime } from './rsa-modulus.ts';
import { type SignatureMethod, signatureMethods } from './signature.ts';
import { isJsonObject, type JsonObject, parseStrictObject } from './strict-json.ts';

/** What we know of a key's life. Only of our own keys, and of keys that their owner has disowned. */
export interface KeyStanding {
  readonly state: KeyState;
  /** Milliseconds since 1970; `null`: unknown, so from the beginning. */
  readonly compromisedSince: number | null;
  /** When that became known here, milliseconds since 1970; `null`: it is not, or nobody wrote it down. */
  readonly compromiseKnownAt: number | null;
  /** The state at the judged instant, where that is not now; `null`: it is now, or nobody knows. */
  readonly stateThen: KeyState | 'not-made' | null;
  /** Whether it is known that the private half is ours: it is kept here, or its holder has proved it. */
  readonly isProven: boolean;
  /** Where the private half is, as far as is known. */
  readonly places: 'only-here' | 'also-elsewhere' | 'elsewhere';
}

/** One key of a set: fit to verify with, or kept with the reason why not. */
export interface KeyEntry {
  readonly kid: string | null;
  /** The algorithm that the key itself names. */
  readonly alg: string | null;
  readonly kty: string;
  /** By algorithm; empty when the key has a problem. */
  readonly methods: ReadonlyMap<string, SignatureMethod>;
  readonly problem: JwkProblem | null;
  /** The members of a fit key as its publisher wrote them, in his order; `null` for an unfit one. */
  readonly members: JsonObject | null;
  readonly standing: KeyStanding | null;
}

/** Finds a key by its exact `kid`. */
export interface KeysByKid {
  readonly get: (kid: string) => KeyEntry | undefined;
}

/** Keys of one origin, found by `kid` and by nothing else. */
export interface KeySet {
  readonly name: KeySetName;
  readonly keys: KeysByKid;
  /** The key, where the source is one bare JWK and no set. */
  readonly bare: KeyEntry | null;
  /** Elements that no token can name: without a `kid`, or no key at all. */
  readonly unnamed: readonly { readonly index: number; readonly problem: JwkProblem | null }[];
}

/** A set that was read whole, so that its keys can be listed. */
export interface ReadKeySet extends KeySet {
  readonly keys: ReadonlyMap<string, KeyEntry>;
}

const MAX_SET_BYTES = 262_144;
const MAX_KEYS = 100;

/**
 * Reads a JWKS, or one bare JWK, into a set of keys to judge by. A key that is unfit stays findable by its `kid`, with
 * its reason. The whole set is refused when it holds private or symmetric material, a `kid` twice, more than 100 keys or
 * 256 KiB, or is no unambiguous JSON object. `isTolerant` is for a kept set that may be bad: private, symmetric and
 * doubled keys are then unusable, and the others, however many, can be judged by.
 * @throws JWKS_REFUSED
 * @see RFC 7517 §5
 */
export function readKeySet(
  name: KeySetName,
  bytes: Buffer,
  { isTolerant = false }: { readonly isTolerant?: boolean } = {},
): ReadKeySet {
  const source = parseSource(bytes);
  const members: readonly unknown[] = source.keys;
  if (members.length > MAX_KEYS && !isTolerant) throw refused(`has more than ${String(MAX_KEYS)} keys`);
  const entries = withoutSharedFactors(members.map((member) => readEntry(member)));
  const secret = entries.find((one) => one.entry.problem !== null && isSecret(one.entry.problem));
  if (secret !== undefined && !isTolerant) {
    throw refused(
      'holds private or symmetric key material',
      'a public set never does: tell its owner, and wipe the copy',
    );
  }
  const keys = new Map<string, KeyEntry>();
  for (const { entry } of entries) {
    if (entry.kid === null) continue;
    const isDouble = keys.has(entry.kid);
    if (isDouble && !isTolerant) throw refused('has one kid twice', 'ask its owner which of the two keys is meant');
    keys.set(entry.kid, isDouble ? unusable(entry, problem('KID_DUPLICATE', 'kid')) : entry);
  }
  const unnamed = entries.flatMap(({ entry }, index) =>
    entry.kid === null ? [{ index, problem: entry.problem }] : [],
  );
  return { name, keys, bare: source.isBare ? (entries[0]?.entry ?? null) : null, unnamed };
}

/** Whether these bytes are a set of keys at all, good or bad: only then can they be judged by, if need be with `isTolerant`. */
export function isKeySet(bytes: Buffer): boolean {
  try {
    parseSource(bytes);
    return true;
  } catch (error) {
    if (hasCode(error, 'JWKS_REFUSED')) return false;
    throw error;
  }
}

/**
 * The same set, in which keys that their owner has disowned carry that. `since`: suspected since, and when we heard of
 * it, milliseconds since 1970, by kid. `earlier` finds a disowned key that the set lists no more: with it a token can be told to be of that
 * key, and nothing becomes valid by it.
 */
export function withDisowned(
  set: KeySet,
  since: ReadonlyMap<string, { readonly since: number; readonly notedAt: number }>,
  earlier: (kid: string) => KeyEntry | undefined,
): KeySet {
  if (since.size === 0) return set;
  const get = (kid: string): KeyEntry | undefined => {
    const said = since.get(kid);
    if (said === undefined) return set.keys.get(kid);
    const entry = set.keys.get(kid) ?? earlier(kid);
    const times = { compromisedSince: said.since, compromiseKnownAt: said.notedAt };
    return entry && { ...entry, standing: { ...DISOWNED, ...times } };
  };
  return { ...set, keys: { get } };
}

const DISOWNED = { state: 'compromised', stateThen: null, isProven: false, places: 'elsewhere' } as const;

/** A key of ours, as judging needs it. */
export type OwnKey = Pick<
  Key,
  | 'kid'
  | 'jwk'
  | 'state'
  | 'compromisedSince'
  | 'compromisedAt'
  | 'custody'
  | 'origin'
  | 'copies'
  | 'possessionProvenAt'
> & { readonly stateThen?: KeyStanding['stateThen'] };

/** Our own keys as a set to judge by, with what we know of their life. A key is looked up when a token names it. */
export function ownKeySet(find: (kid: string) => OwnKey | null): KeySet {
  return { name: 'us', keys: { get: (kid) => entryOfOwn(find(kid)) }, bare: null, unnamed: [] };
}

function entryOfOwn(key: OwnKey | null): KeyEntry | undefined {
  if (key === null) return undefined;
  const { kid, jwk, state, stateThen = null, custody, origin, copies, possessionProvenAt } = key;
  const isProven = custody === 'here' || possessionProvenAt !== null;
  // A copy that is said to be gone was there once, and may have signed.
  const wasAlwaysHere = origin === 'generated' && copies.length === 0;
  const places = custody === 'elsewhere' ? 'elsewhere' : wasAlwaysHere ? 'only-here' : 'also-elsewhere';
  const compromisedSince = instantOf(key.compromisedSince);
  const standing = { compromisedSince, compromiseKnownAt: instantOf(key.compromisedAt), stateThen };
  return { ...readEntry({ ...jwk }).entry, kid, standing: { ...standing, state, isProven, places } };
}

function instantOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

interface ReadEntry {
  readonly entry: KeyEntry;
  readonly modulus: bigint | null;
}

function parseSource(bytes: Buffer): { readonly keys: readonly unknown[]; readonly isBare: boolean } {
  if (bytes.length > MAX_SET_BYTES) throw refused('is larger than 256 KiB');
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok) throw refused(`is no unambiguous JSON object (${parsed.problem})`);
  const { keys, kty } = parsed.value;
  if (Array.isArray(keys)) return { keys, isBare: false };
  if (keys === undefined && typeof kty === 'string') return { keys: [parsed.value], isBare: true };
  throw refused('has no list "keys", and is no single JWK');
}

function readEntry(member: unknown): ReadEntry {
  const jwk: JsonObject = isJsonObject(member) ? member : {};
  const text = (name: string) => (typeof jwk[name] === 'string' ? jwk[name] : null);
  const facts = { kid: text('kid'), alg: text('alg'), kty: text('kty') ?? '', standing: null };
  const judged = judgeJwk(member);
  if (!judged.ok)
    return { entry: { ...facts, methods: new Map(), problem: judged.problem, members: null }, modulus: null };
  const methods = signatureMethods(judged.key);
  return { entry: { ...facts, methods, problem: null, members: jwk }, modulus: judged.key.modulus };
}

/** Two keys of one set that share a prime are both broken, each by the other. */
function withoutSharedFactors(read: readonly ReadEntry[]): readonly ReadEntry[] {
  const moduli = read.flatMap(({ modulus }) => (modulus === null ? [] : [modulus]));
  if (moduli.length < 2) return read;
  const shared = moduliWithSharedPrime(moduli);
  return read.map((one) => {
    if (one.modulus === null || !shared.has(one.modulus)) return one;
    return { entry: unusable(one.entry, problem('RSA_SHARED_FACTOR', 'n')), modulus: one.modulus };
  });
}

function unusable(entry: KeyEntry, reason: JwkProblem): KeyEntry {
  return { ...entry, methods: new Map(), problem: reason };
}

function isSecret({ code }: JwkProblem): boolean {
  return code === 'PRIVATE_MEMBER' || code === 'SYMMETRIC_KEY';
}

function refused(what: string, hint = 'get the set again from its owner; the last good one stays in use'): AppError {
  return new AppError('JWKS_REFUSED', `the JWKS ${what}`, { hint });
}
