import { describe, expect, it } from 'vitest';
import { HELP_IDS } from '../../shared/model/help.ts';
import { VERDICT_CODES } from '../../shared/model/verdict.ts';
import { REASON_IDS, WARNING_CODES } from '../../shared/model/verdict-reasons.ts';
import { HELP_GROUPS, HELP_INDEX, helpNamed, helpOfVerdict, helpOfWarning } from '../../shared/text/help-index.ts';
import { type HelpTopic, helpTopics } from '../../shared/text/help.ts';

/** What a check says when nothing is wrong, or when it was not run: it needs no topic. */
const NO_PROBLEM = /\.(?:ok|bare|jws|any|bank|platform|ours|not-ours|no-claims)$|^not-reached$/u;

/** Everything that a verdict can say and that no topic is about. */
function withoutTopic(index: typeof HELP_INDEX): string[] {
  const entries = Object.values(index);
  const [codes, warnings, reasons] = (['codes', 'warnings', 'reasons'] as const).map(
    (kind) => new Set<string>(entries.flatMap((entry) => entry[kind])),
  );
  return [
    ...VERDICT_CODES.filter((code) => codes?.has(code) !== true),
    ...WARNING_CODES.filter((code) => warnings?.has(code) !== true),
    ...REASON_IDS.filter((id) => !NO_PROBLEM.test(id) && reasons?.has(id) !== true),
  ];
}

function twice(kind: 'codes' | 'warnings' | 'reasons'): string[] {
  const all = Object.values(HELP_INDEX).flatMap((entry): readonly string[] => entry[kind]);
  return all.filter((one, at) => all.indexOf(one) !== at);
}

describe('the offline help', () => {
  it('finds a planted code, warning and reason without a topic', () => {
    const planted = {
      ...HELP_INDEX,
      V15: { ...HELP_INDEX.V15, codes: [] },
      V31: { ...HELP_INDEX.V31, warnings: [] },
      V25: { ...HELP_INDEX.V25, reasons: [] },
    };
    expect(withoutTopic(planted)).toEqual(['SIGNATURE_INVALID', 'NOT_RECORDED', 'time.before-iat']);
  });

  it('has exactly one topic for each code, each warning and each reason', () => {
    expect(withoutTopic(HELP_INDEX)).toEqual([]);
    expect([...twice('codes'), ...twice('warnings'), ...twice('reasons')]).toEqual([]);
  });

  it('stands in the list once, whatever its subject', () => {
    expect(Object.values(HELP_GROUPS).flat().sort()).toEqual([...HELP_IDS].sort());
  });

  it('is found by an id, a code, a warning or a reason, in any case of letters', () => {
    expect(['v15', 'signature_invalid', ' KID_IN_BOTH_SETS', 'time.before-iat', 'nothing'].map(helpNamed)).toEqual([
      'V15',
      'V15',
      'V20',
      'V25',
      null,
    ]);
    expect([helpOfWarning('HEADER_JKU'), helpOfWarning('elsewhere')]).toEqual(['V07', null]);
  });

  it('prefers the exact reason to the code', () => {
    const check = { name: 'time', result: 'fail', reason: '', values: {} } as const;
    const verdict = (reasonId: string) => ({
      code: 'TOKEN_NOT_YET_VALID' as const,
      checks: [{ ...check, code: 'TOKEN_NOT_YET_VALID' as const, reasonId }],
    });
    expect(helpOfVerdict(verdict('time.before-iat'))).toBe('V25');
    expect(helpOfVerdict(verdict('of a later version'))).toBe('V24');
    expect(helpOfVerdict({ code: 'OK', checks: [] })).toBe('V29');
  });
});

describe('the words of the help', () => {
  const said = ({ title, happened, sure, next, call }: HelpTopic) => [title, happened, sure, ...next, call];
  const [en, uk] = [helpTopics('en'), helpTopics('uk')];

  it('are whole in both languages: what happened, how to be sure, what to do, whom to call', () => {
    for (const topics of [en, uk]) {
      expect(topics.map(({ id }) => id)).toEqual(HELP_IDS);
      for (const topic of topics) {
        expect(said(topic).filter((text) => text.trim().length < 4)).toEqual([]);
        expect(topic.title).not.toMatch(/\.$/u);
        for (const text of said(topic).slice(1)) expect(text).toMatch(/[.!]$/u);
        expect(topic.next.length).toBeGreaterThan(0);
      }
    }
    for (const [at, topic] of en.entries()) {
      expect(said(topic).length).toBe(said(uk[at] ?? topic).length);
      for (const text of said(topic)) expect(said(uk[at] ?? topic)).not.toContain(text);
    }
  });

  it('are Ukrainian in Ukrainian: no letter that only Russian has, no Latin letter inside a word', () => {
    const texts = uk.flatMap(said);
    expect(texts.filter((text) => /[ыэъё]/iu.test(text))).toEqual([]);
    expect(texts.filter((text) => /\p{Script=Cyrillic}[A-Za-z]|[A-Za-z]\p{Script=Cyrillic}/u.test(text))).toEqual([]);
  });

  it('never call an operation allowed because a token is genuine', () => {
    const allows = /(?:payment|operation) (?:is|was) (?:allowed|authori[sz]ed)|(?:платіж|операцію) дозволено/iu;
    expect('The payment was authorised.').toMatch(allows);
    expect([...en, ...uk].flatMap(said).filter((text) => allows.test(text))).toEqual([]);
  });
});
