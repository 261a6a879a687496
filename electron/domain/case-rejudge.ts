import type { CaseDocument } from '../../shared/model/case-document.ts';
import type { VerdictFacts } from '../../shared/model/case.ts';
import type { CheckName, Judgement } from '../../shared/model/verdict.ts';
import { hasCode } from './errors.ts';
import { type KeySet, readKeySet } from './key-set.ts';
import { judgeToken } from './verdict.ts';

/**
 * Checks that token, set of keys and instant alone decide. How a key stood, and what was published when, its own home
 * alone can tell.
 */
const BY_THEMSELVES: readonly CheckName[] = ['format', 'header', 'algorithm', 'signature', 'claims', 'time'];

/** Judges the kept tokens of an exported case again, by the sets inside, at the instants of their verdicts. */
export function rejudge(document: Pick<CaseDocument, 'items' | 'sets' | 'ownKeys'>): {
  readonly agreeing: number;
  /** Verdicts whose token or set is not inside. */
  readonly notJudged: number;
  /** Numbers of the entries whose token is judged otherwise. */
  readonly differing: readonly number[];
} {
  const sets = new Map(document.sets.map(({ sha256, bytes }) => [sha256, Buffer.from(bytes, 'base64')]));
  const own = readKeySet('us', Buffer.from(JSON.stringify({ keys: document.ownKeys })), { isTolerant: true });
  let [agreeing, notJudged] = [0, 0];
  const differing: number[] = [];
  for (const { seq, content } of document.items) {
    if (content.kind !== 'token' || content.verdict === null) continue;
    const judged = content.token === null ? null : judgeAgain(content.token, content.verdict, sets, own);
    if (judged === null || !reachesSignature(content.verdict, judged)) notJudged += 1;
    else if (isSame(content.verdict, judged)) agreeing += 1;
    else differing.push(seq);
  }
  return { agreeing, notJudged, differing };
}

function judgeAgain(
  token: string,
  facts: VerdictFacts,
  sets: ReadonlyMap<string, Buffer>,
  own: KeySet,
): Judgement | null {
  const { snapshot, judgedAt, leewaySeconds, profile } = facts;
  const bytes = snapshot === null ? undefined : sets.get(snapshot.sha256);
  const primary = bytes === undefined ? null : readSet(bytes, snapshot?.id === null ? 'file' : 'dcm');
  if (snapshot !== null && primary === null) return null;
  return judgeToken({
    token,
    sets: primary === null ? [own] : [primary, own],
    instant: judgedAt === null ? null : Date.parse(judgedAt),
    leewaySeconds,
    profile,
    mode: 'jwt',
    snapshot,
    hasSource: facts.code !== 'NO_SNAPSHOT',
  });
}

function readSet(bytes: Buffer, name: 'file' | 'dcm'): KeySet | null {
  try {
    return readKeySet(name, bytes, { isTolerant: true });
  } catch (error) {
    if (hasCode(error, 'JWKS_REFUSED')) return null;
    throw error;
  }
}

/** A key that is not inside leaves open whether the signature fits, and all that comes after it. */
function reachesSignature(facts: VerdictFacts, judged: Judgement): boolean {
  const ofSignature = ({ name }: { readonly name: CheckName }) => name === 'signature';
  return !isAnswer(facts.checks.find(ofSignature)?.result) || isAnswer(judged.checks.find(ofSignature)?.result);
}

/** Compared where both came to an answer. */
function isSame(facts: VerdictFacts, judged: Judgement): boolean {
  return BY_THEMSELVES.every((name) => {
    const then = facts.checks.find((check) => check.name === name);
    const now = judged.checks.find((check) => check.name === name);
    if (!isAnswer(then?.result) || !isAnswer(now?.result)) return true;
    return then?.result === now?.result && then?.code === (now?.findings[0].code ?? null);
  });
}

function isAnswer(result: string | undefined): boolean {
  return result === 'pass' || result === 'fail';
}
