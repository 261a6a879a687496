import { describe, expect, it } from 'vitest';
import { JWK_PROBLEMS } from '../../shared/model/jwk-problem.ts';
import { REASON_IDS, WARNING_CODES } from '../../shared/model/verdict-reasons.ts';
import { type Judgement, VERDICT_CODES, verdictSchema } from '../../shared/model/verdict.ts';
import { REASONS_EN } from '../../shared/text/verdict-en.ts';
import { ATTACKS } from '../../shared/text/attacks.ts';
import { type HeadlineFacts, HEADLINES } from '../../shared/text/verdict-headlines.ts';
import { JWK_TEXT_EN, LINT_TEXT_EN } from '../../shared/text/verdict-jwk-en.ts';
import { JWK_TEXT_UK, LINT_TEXT_UK } from '../../shared/text/verdict-jwk-uk.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { REASONS_UK } from '../../shared/text/verdict-uk.ts';
import { showValues } from '../../shared/text/verdict-values.ts';
import { WARNINGS } from '../../shared/text/verdict-warnings.ts';
import { GOOD_CLAIMS, judge, KEPT_HERE, makeKey, NOW, NOW_MS, ownSetOf, setOf, signed, tokenOf } from './tokens.ts';

const dcm = makeKey('RS256', '54321');
const set = setOf('dcm', dcm.jwk);
const good = signed(dcm, { typ: 'JWT' }, GOOD_CLAIMS);

describe('sentences', () => {
  const shown = (language: 'en' | 'uk') => ({ ...showValues({}, language), text: (name: string) => `<${name}>` });
  it('exist in both languages for every reason, problem and warning, and differ', () => {
    for (const [en, uk, ids] of [
      [REASONS_EN, REASONS_UK, REASON_IDS],
      [JWK_TEXT_EN, JWK_TEXT_UK, JWK_PROBLEMS],
      [WARNINGS.en, WARNINGS.uk, WARNING_CODES],
    ] as const) {
      expect(Object.keys(en).sort()).toEqual([...ids].sort());
      expect(Object.keys(uk).sort()).toEqual([...ids].sort());
      for (const id of ids) {
        const [english, ukrainian] = [en, uk].map((texts) => (texts as typeof REASONS_EN)[id as 'not-reached']);
        if (english?.(shown('en')) === '<sentence>') continue;
        expect(english?.(shown('en')), id).toMatch(/^[^а-яіїєґ]{5,}$/iu);
        expect(ukrainian?.(shown('uk')), id).toMatch(/[а-яіїєґ]/iu);
      }
    }
    expect(Object.keys(LINT_TEXT_UK)).toEqual(Object.keys(LINT_TEXT_EN));
    for (const language of ['en', 'uk'] as const)
      expect(Object.keys(HEADLINES[language]).sort()).toEqual([...VERDICT_CODES].sort());
  });

  it('name the same values in both languages', () => {
    const namesIn = (sentence: (v: ReturnType<typeof shown>) => string) => {
      const names = new Set<string>();
      const note = (name: string) => (names.add(name), 'x');
      sentence({ text: note, time: note, span: note, has: () => true });
      return [...names].sort();
    };
    for (const id of REASON_IDS) expect(namesIn(REASONS_UK[id]), id).toEqual(namesIn(REASONS_EN[id]));
    for (const id of JWK_PROBLEMS) expect(namesIn(JWK_TEXT_UK[id]), id).toEqual(namesIn(JWK_TEXT_EN[id]));
  });
});

const FACTS: HeadlineFacts = {
  key: 'key',
  reason: 'Reason.',
  isSignatureOnly: false,
  isOwnerKnown: true,
  hasExpiry: true,
  wasPublished: false,
  isNameless: false,
  isByProfile: true,
  isEdited: false,
  otherEnv: '',
  isKnownLater: false,
  at: '',
};

describe('headlines', () => {
  const headline = (token: string, more = {}, now: number | null = NOW_MS) =>
    describeVerdict(judge(token, set, more), 'en', now).headline;
  it('give the answer first', () => {
    expect(headline(good)).toBe("Genuine: signed by DCM's key 54321, in force now.");
    expect(headline(good, {}, NOW_MS + 60_000)).toBe(
      "Genuine: signed by DCM's key 54321, in force on 2026-10-12 10:00:00 UTC.",
    );
    expect(headline(signed(makeKey('RS256', '54321'), {}, GOOD_CLAIMS))).toBe(
      "Forged: the signature does not fit DCM's key 54321.",
    );
    expect(headline(signed(dcm, {}, { exp: NOW - 300 }))).toMatch(/^Expired: signed by DCM's key 54321/u);
    expect(headline(signed(dcm, { kid: '9' }, {}))).toMatch(/^Can't tell: no set that we hold has a key 9/u);
  });

  it('never say in any language that an operation was allowed', () => {
    const allows = /authori[sz]ed|approved|permitted|дозволено (?:операц|плат)|операцію дозволено|санкціонован/iu;
    expect('The payment was authorised.').toMatch(allows);
    for (const language of ['en', 'uk'] as const) {
      const reasons = Object.values(language === 'en' ? REASONS_EN : REASONS_UK);
      const sentences = [...reasons, ...Object.values(WARNINGS[language])].map((say) => say(showValues({}, language)));
      const headlines = Object.values(HEADLINES[language]).map((say) => say(FACTS));
      for (const text of [...sentences, ...headlines, ...Object.values(ATTACKS[language])])
        expect(text).not.toMatch(allows);
    }
  });

  it('tell an edited token, and one of another environment, from a plain forgery', () => {
    const forged = judge(signed(makeKey('RS256', '54321'), {}, GOOD_CLAIMS), set);
    const say = (more: Partial<Judgement>, language: 'en' | 'uk' = 'en') =>
      describeVerdict({ ...forged, ...more }, language, NOW_MS).headline;
    expect(say({})).toBe("Forged: the signature does not fit DCM's key 54321.");
    expect(say({ attacks: ['edited-after-signing'] })).toBe(
      "Forged: DCM's key 54321 signed another text; the token was edited after signing, or its signature taken from another one.",
    );
    const warnings = [{ code: 'SIGNED_IN_OTHER_ENVIRONMENT', values: { env: 'stage', kid: '54321' } }] as const;
    expect(say({ warnings })).toMatch(/54321; it fits a key of environment stage\.$/u);
    expect(say({ warnings }, 'uk')).toMatch(/54321; йому відповідає ключ середовища stage\.$/u);
    const unknown = judge(signed(dcm, { kid: '9' }, {}), set);
    expect(describeVerdict({ ...unknown, warnings }, 'en').headline).toMatch(
      /Next: a key of environment stage signed it, so judge it by the keys of that one\.$/u,
    );
  });

  it('do not vouch for an owner that nobody knows', () => {
    const { headline: text } = describeVerdict(judge(good, setOf('file', dcm.jwk)), 'en');
    expect(text).not.toMatch(/genuine/iu);
  });
});

describe('foreign text', () => {
  it('is shown harmless: directions, controls and invisible characters are spelt out, long text is cut', () => {
    const kid = `5\u202e4\u200b3${'x'.repeat(200)}`;
    const { headline } = describeVerdict(judge(signed(dcm, { kid }, {}), set), 'en');
    expect(headline).toContain('5\\u{202e}4\\u{200b}3');
    expect(headline).not.toMatch(/[\u202e\u200b]/u);
    expect(headline.length).toBeLessThan(300);
  });
});

describe('the verdict as a document', () => {
  it('has exactly the members of the schema, in both languages, for every kind of token', () => {
    const own = ownSetOf([
      {
        ...KEPT_HERE,
        kid: 'us',
        jwk: dcm.jwk,
        state: 'compromised',
        compromisedSince: '2026-01-01T00:00:00.000Z',
      },
    ]);
    const tokens = [
      good,
      '',
      'a.b.c',
      tokenOf({ alg: 'none' }, {}, 'x'),
      signed(dcm, { kid: 'us' }, {}),
      signed(dcm, {}, { exp: 'x', iat: 1e18 }),
    ];
    for (const token of tokens) {
      for (const language of ['en', 'uk'] as const) {
        for (const instant of [NOW_MS, null]) {
          const verdict = describeVerdict(judge(token, [set, own], { instant }), language);
          expect(verdictSchema.parse(verdict)).toEqual(verdict);
          expect(structuredClone(verdict)).toEqual(verdict);
          expect(verdict.headline).not.toMatch(/undefined|NaN|\[object/u);
        }
      }
    }
  });

  it('gives a time out of range in the claims without falling over it', () => {
    expect(describeVerdict(judge(signed(dcm, {}, '{"exp":1e20,"iat":-1e300}'), set), 'en').code).toBe('CLAIM_INVALID');
  });
});

describe('a headline says what helps', () => {
  const headline = (token: string, language: 'en' | 'uk') => describeVerdict(judge(token, set), language).headline;

  it('and never to fetch keys for a token that names none, or an empty one', () => {
    for (const kid of [undefined, '']) {
      const token = signed(dcm, { kid }, GOOD_CLAIMS);
      expect(headline(token, 'en')).toContain('ask whoever sent it');
      expect(headline(token, 'en')).not.toMatch(/fetch|key {2}/u);
      expect(headline(token, 'uk')).toContain('попросіть того, хто його надіслав');
    }
    expect(headline(signed(dcm, { kid: 'another' }, GOOD_CLAIMS), 'en')).toContain('fetch the keys');
  });

  it('and speaks of a profile only where one demands something', () => {
    const odd = signed(dcm, {}, { ...GOOD_CLAIMS, aud: 7 });
    expect(headline(odd, 'en')).toContain('a claim that is not well formed: "aud" is neither');
    expect(headline(odd, 'uk')).toContain('з хибно записаним твердженням');
    const other = { ...GOOD_CLAIMS, flow: 'sign-out' };
    const short = describeVerdict(judge(signed(dcm, {}, other), set, { profile: 'bank' }), 'en');
    expect(short.headline).toContain('as the profile demands');
  });
});
