import { createHash } from 'node:crypto';
import type { Language } from '../../shared/model/language.ts';
import type { ClaimProfile, JudgedSnapshot, Verdict } from '../../shared/model/verdict.ts';
import { describeVerdict, describeWarning } from '../../shared/text/verdict-text.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { type KeyEntry, type KeySet, ownKeySet, readKeySet, withDisowned } from '../domain/key-set.ts';
import type { Publication, Published } from '../domain/published-keys.ts';
import { nameAttacks } from '../domain/token-attacks.ts';
import { judgeToken } from '../domain/verdict.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import type { JwksArchive } from './jwks-archive.ts';
import { keyAsOf } from './key-as-of.ts';
import type { OwnTrailReader } from './own-trail.ts';

/** Whose keys a token is judged by. */
export type KeySource =
  | { readonly from: 'environment'; readonly env: string }
  | { readonly from: 'snapshot'; readonly id: number }
  | { readonly from: 'own' }
  /** A JWKS or one JWK, from a file or pasted; whose it is, nobody here knows. */
  | { readonly from: 'jwks'; readonly bytes: Buffer };

export interface JudgeRequest {
  readonly token: string;
  readonly source: KeySource;
  /** Judged instant, milliseconds since 1970. */
  readonly instant: number;
  /** The clock's time, so that a sentence can say "now". */
  readonly now: number;
  readonly leewaySeconds: number;
  readonly profile: ClaimProfile;
  /** `jws`: the signature alone. */
  readonly mode: 'jwt' | 'jws';
  readonly language: Language;
}

/** Judges tokens. Never opens a socket or the keychain, and answers even where nothing can be recorded. */
export interface TokenChecks {
  /** @throws ENVIRONMENT_UNKNOWN, SNAPSHOT_NOT_FOUND, JWKS_REFUSED */
  judge(request: JudgeRequest): Verdict;
}

/** What judging needs of a home. Without a home only a given JWKS can be judged by. */
export interface HomeOfChecks {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly environments: Environments;
  readonly archive: JwksArchive;
  readonly history: ArchiveHistory;
  readonly ownTrail: OwnTrailReader;
}

interface Sources {
  readonly sets: readonly KeySet[];
  readonly snapshot: JudgedSnapshot | null;
  readonly isLaterSnapshot: boolean;
  readonly hasSource: boolean;
  readonly published?: Published;
}

/** Makes the judge of one home. */
export function createTokenChecks({
  store,
  trail,
  ownTrail,
  environments,
  archive,
  history,
}: HomeOfChecks): TokenChecks {
  function sources(source: KeySource, instant: number, now: number): Sources {
    // The events of a key are read for another time only: a key of now is as it stands.
    const own = ownKeySet(instant === now ? (kid) => store.keys.get(kid) : (kid) => keyAsOf(store, kid, instant));
    if (source.from === 'jwks') return givenSet(source.bytes);
    if (source.from === 'own') return { sets: [own], snapshot: null, isLaterSnapshot: false, hasSource: true };
    const chosen =
      source.from === 'snapshot' ? archive.open(source.id) : archive.choose(environments.get(source.env).name, instant);
    if (chosen === null) return { sets: [own], snapshot: null, isLaterSnapshot: false, hasSource: false };
    const { id, env, takenAt, trust, sha256 } = chosen.snapshot;
    return {
      sets: [withDisowned(chosen.set, distrusted(env), (kid) => earlier(env, kid)), own],
      snapshot: { id, takenAt, trust, sha256 },
      isLaterSnapshot: chosen.isLater,
      hasSource: true,
      // A snapshot that somebody chose is judged by as it is, whatever DCM published at other times.
      ...(source.from === 'environment' ? { published: publishedIn(env) } : {}),
    };
  }

  /** Since when each key of an environment's DCM is said to be stolen, and when we heard of it. */
  function distrusted(env: string): Parameters<typeof withDisowned>[1] {
    const here = store.distrusts.list().filter((one) => one.env === env);
    return new Map(
      here.map(({ kid, since, notedAt }) => [kid, { since: Date.parse(since), notedAt: Date.parse(notedAt) }]),
    );
  }

  /** The key as the newest good set lists it that has it. A kid that is ours by now is ours. */
  function earlier(env: string, kid: string): KeyEntry | undefined {
    if (store.keys.get(kid) !== null) return undefined;
    const ids = history.stretches(env).flatMap(({ snapshotId, isBad }) => (isBad ? [] : [snapshotId]));
    const id = ids.findLast((one) => history.setOf(one).has(kid));
    return id === undefined ? undefined : archive.open(id).set.keys.get(kid);
  }

  /** Read when a token first asks, and once. */
  function publishedIn(env: string): Published {
    let read: readonly Publication[] | null = null;
    return (kid) => {
      read ??= history.publications(env);
      const found = read.filter((one) => one.kid === kid);
      if (found.length === 0) return null;
      const spans = found.flatMap((one) => one.spans).toSorted((one, other) => one.from - other.from);
      return { spans, isListedNow: found.some((one) => one.isListedNow) };
    };
  }

  return {
    judge(request) {
      const verdict = judgeBy(sources(request.source, request.instant, request.now), request, ownTrail);
      const recorded = trail.note('token.judged', {
        tokenSha256: verdict.tokenSha256,
        outcome: verdict.outcome,
        code: verdict.code,
        issuer: verdict.issuer,
        judgedAt: verdict.judgedAt,
        source: request.source.from,
        snapshotSha256: verdict.snapshot?.sha256 ?? null,
      });
      return recorded ? verdict : withWarning(verdict, request.language);
    },
  };
}

/** Judges by a given JWKS, with no home: nothing is read and nothing is written. @throws JWKS_REFUSED */
export function judgeByGivenSet(request: Omit<JudgeRequest, 'source'>, jwks: Buffer): Verdict {
  return judgeBy(givenSet(jwks), request, null);
}

function givenSet(bytes: Buffer): Sources {
  return {
    sets: [readKeySet('file', bytes)],
    snapshot: { id: null, takenAt: null, trust: 'file', sha256: createHash('sha256').update(bytes).digest('hex') },
    isLaterSnapshot: false,
    hasSource: true,
  };
}

function judgeBy(from: Sources, request: Omit<JudgeRequest, 'source'>, ownTrail: OwnTrailReader | null): Verdict {
  const { token, instant, now, leewaySeconds, profile, mode, language } = request;
  const by = ownTrail === null ? from : { ...from, ownTrail };
  const judgement = judgeToken({ ...by, token, instant, leewaySeconds, profile, mode });
  // A token of ours is known by its digest, whatever it is judged by.
  const signedHere = judgement.signedHere ?? ownTrail?.findListed(judgement.tokenSha256) ?? null;
  return describeVerdict({ ...judgement, signedHere, attacks: nameAttacks(token, judgement) }, language, now);
}

function withWarning(verdict: Verdict, language: Language): Verdict {
  return {
    ...verdict,
    warnings: [...verdict.warnings, describeWarning({ code: 'NOT_RECORDED', values: {} }, language)],
  };
}
