import { describe, expect, it } from 'vitest';
import type { CaseItem } from '../../shared/model/case.ts';
import { caseReportSchema } from '../../shared/model/case-report.ts';
import { describeCaseReport } from '../../shared/text/case-report.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { verdictFacts } from '../../electron/domain/case-facts.ts';
import { caseReport } from '../../electron/domain/case-report.ts';
import { judgeToken } from '../../electron/domain/verdict.ts';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { makeKey, NOW, NOW_MS, signed, tokenOf } from './tokens.ts';

const SUB = 'Olena.Koval+7@bank.example';
const OBJ = '3012345678';
const key = makeKey('ES256', `dcm-of-${OBJ}`);
const set = readKeySet('dcm', Buffer.from(JSON.stringify({ keys: [key.jwk] })));
const claims = {
  flow: 'sign-in',
  sub: SUB,
  obj: OBJ,
  iat: NOW,
  exp: NOW + 300,
  jti: `${SUB}/1`,
  email: SUB,
  act: { sub: SUB, x: 'boss' },
};
const genuine = signed(key, { jku: `https://x.example/${SUB}` }, claims);
const [head = '', payload = '', signature = ''] = genuine.split('.');
const unsigned = tokenOf({ alg: 'none', kid: key.jwk.kid }, { sub: 'ab', obj: 9 }, '');

function tokenItem(seq: number, token: string, note: string | null): CaseItem {
  const judgement = judgeToken({
    token,
    sets: [set],
    instant: NOW_MS,
    leewaySeconds: 30,
    profile: 'any',
    mode: 'jwt',
    snapshot: null,
  });
  const verdict = verdictFacts(describeVerdict(judgement, 'en', NOW_MS));
  return item(seq, { kind: 'token', tokenSha256: judgement.tokenSha256, token, verdict, note });
}

function item(seq: number, content: CaseItem['content']): CaseItem {
  const frame = { case: '2026-001', at: '2026-10-12T10:00:00.000Z', by: 'ivan@desk (not verified)', auditSeq: seq };
  return { ...frame, seq, content, prevHash: '0'.repeat(64), hash: `${String(seq)}${'0'.repeat(63)}` };
}

const items: readonly CaseItem[] = [
  item(1, { kind: 'opened', title: `Sign-ins of ${SUB.toUpperCase()}` }),
  tokenItem(2, genuine, `seen with ${encodeURIComponent(SUB)} at the proxy`),
  tokenItem(3, unsigned, 'ab and 9 stand here, abc and 19 are others'),
  item(4, { kind: 'note', text: `payload ${payload}, signature ${signature}, customer ${OBJ}.` }),
  item(5, { kind: 'closed', reason: `told ${SUB}` }),
];
const report = (salt: string, shown = { sub: false, obj: false }) =>
  caseReport({ id: '2026-001', items, salt, shown, madeAt: '2026-10-12T11:00:00.000Z', installId: 'i' });
const SALT = 'ab'.repeat(32);
const FORBIDDEN = [genuine, head, payload, signature, SUB, encodeURIComponent(SUB), OBJ, unsigned, 'boss'];

/** Which of the forbidden texts stand in a text, however they are capitalised. */
const found = (text: string) => FORBIDDEN.filter((one) => text.toLowerCase().includes(one.toLowerCase()));

describe('the redacted report of a case', () => {
  it('holds no token, no signature, no sub and no obj, on paper, in the terminal and as JSON', () => {
    // The planted fault: the entries themselves hold every one of them, so the search finds what is there.
    expect(found(items.map((one) => JSON.stringify(one)).join('\n'))).toEqual(FORBIDDEN);
    const redacted = report(SALT);
    expect(caseReportSchema.parse(redacted)).toEqual(redacted);
    expect(found(JSON.stringify(redacted))).toEqual([]);
    for (const language of ['en', 'uk'] as const) {
      expect(found(describeCaseReport(redacted, language).join('\n'))).toEqual([]);
      const who = describeCaseReport(redacted, language).filter((line) => line.includes('ivan@desk'));
      expect(who).toHaveLength(6);
      const words = language === 'en' ? '(not verified)' : '(не перевірено)';
      expect(who.filter((line) => !line.includes(`ivan@desk ${words}`))).toEqual([]);
    }
  });

  it('still says what was found: outcome, codes, digest, flow and times', () => {
    const [, token] = report(SALT).entries;
    expect(token?.content).toMatchObject({
      tokenSha256: items[1]?.content.kind === 'token' ? items[1].content.tokenSha256 : '',
      verdict: { outcome: 'valid', issuer: 'dcm', code: 'OK' },
    });
    const shownClaims = token?.content.kind === 'token' ? token.content.verdict?.claims : [];
    expect(shownClaims).toContainEqual({ name: 'flow', value: 'sign-in', isPseudonym: false });
    expect(shownClaims).toContainEqual({ name: 'exp', value: String(NOW + 300), isPseudonym: false });
  });

  it('gives one name to one value in a case, another in another case, and none that can be tried out', () => {
    const named = (salt: string) => JSON.stringify(report(salt)).match(/sub-[0-9a-f]{12}/gu) ?? [];
    const ofCase = named(SALT);
    const ofOther = named('cd'.repeat(32));
    expect(new Set(ofCase).size).toBe(2);
    expect(new Set([...ofCase, ...ofOther]).size).toBe(4);
    // Hashes of entries would confirm each guess of a name; so would the digest of a token without a signature.
    const text = JSON.stringify(report(SALT));
    expect(items.filter(({ hash }) => text.includes(hash))).toEqual([]);
    expect(report(SALT).entries[2]?.content).toMatchObject({ tokenSha256: null });
  });

  it('takes short names out where they stand alone', () => {
    const content = report(SALT).entries[2]?.content;
    expect(content?.kind === 'token' ? content.note : '').toMatch(
      /^sub-[0-9a-f]{12} and obj-[0-9a-f]{12} stand here, abc and 19 are others$/u,
    );
  });

  it('names sub or obj only where the officer chose so, and never the token', () => {
    const withSub = JSON.stringify(report(SALT, { sub: true, obj: false }));
    expect(found(withSub)).toEqual([SUB, encodeURIComponent(SUB)]);
    const withBoth = JSON.stringify(report(SALT, { sub: true, obj: true }));
    expect(found(withBoth)).toEqual([SUB, encodeURIComponent(SUB), OBJ]);
  });
});
