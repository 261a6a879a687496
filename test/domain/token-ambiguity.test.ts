import { describe, expect, it } from 'vitest';
import { AMBIGUITY_CODES } from '../../shared/model/verdict-reasons.ts';
import { describeWarning } from '../../shared/text/verdict-text.ts';
import { spellingsOf } from '../../electron/domain/json-spelling.ts';
import { inspectToken } from '../../electron/domain/token.ts';
import { ambiguitiesOf } from '../../electron/domain/token-ambiguity.ts';
import { GOOD_CLAIMS, judge, makeKey, ownTimeMs, part, setOf, signed } from './tokens.ts';

const HEADER = '{"alg":"RS256","kid":"54321","typ":"JWT"}';
const found = (payload: string, header = HEADER) => ambiguitiesOf(`${part(header)}.${part(payload)}.AAAA`);
const codesOf = (payload: string, header = HEADER) => found(payload, header).map(({ code }) => code);
/** A Cyrillic letter, so that nobody takes it for the Latin one in this file. */
const CYRILLIC = { e: '\u0435', o: '\u043E', p: '\u0440', x: '\u0445', i: '\u0456' };

/** Each way of being read in two ways; most need the whole payload, some the header. */
const ODD: readonly (readonly [what: string, codes: readonly string[], payload: string, header?: string])[] = [
  ['two names that differ by case', ['MEMBER_TWINS', 'NAME_LOOK_ALIKE'], '{"sub":"a","Sub":"b"}'],
  ['two names that differ by case, deeper down', ['MEMBER_TWINS'], '{"a":[{"userId":1,"userid":2}]}'],
  ['a name with a foreign letter', ['NAME_LOOK_ALIKE'], `{"${CYRILLIC.e}xp":1}`],
  ['a name with a space', ['NAME_LOOK_ALIKE'], '{"exp ":1}'],
  ['a name in capitals in the header', ['NAME_LOOK_ALIKE'], '{}', '{"alg":"RS256","KID":"1"}'],
  ['a name written with escapes', ['NAME_ESCAPED'], '{"\\u0065xp":1}'],
  ['a name that programs know', ['NAME_BUILTIN'], '{"a":{"__proto__":1}}'],
  ['an empty name', ['NAME_EMPTY'], '{"":1}'],
  ['an unknown member of the header', ['HEADER_OTHER_MEMBER'], '{}', '{"alg":"RS256","zip":"DEF"}'],
  ['an exponent', ['NUMBER_ODD'], '{"exp":1.7e9}'],
  ['a fraction of zero', ['NUMBER_ODD'], '{"exp":1700000000.0}'],
  ['minus zero', ['NUMBER_ODD'], '{"exp":-0}'],
  ['nineteen digits', ['NUMBER_INEXACT'], '{"amount":1234567890123456789}'],
  ['half a second', ['TIME_FRACTION'], '{"iat":1700000000.5}'],
  ['a time as text', ['TIME_AS_TEXT'], '{"exp":"1700000000"}'],
  ['a date as text', ['TIME_AS_TEXT'], '{"exp":"2026-10-12T10:00:00Z"}'],
  ['a customer as a number', ['CLAIM_OTHER_TYPE'], '{"obj":123456789}'],
  ['a flow in capitals', ['VALUE_LOOK_ALIKE'], '{"flow":"Sign-In"}'],
  ['a flow with a foreign letter', ['TEXT_MIXED_SCRIPTS', 'VALUE_LOOK_ALIKE'], `{"flow":"s${CYRILLIC.i}gn-in"}`],
  ['half a character', ['TEXT_BROKEN'], '{"sub":"a\\ud800"}'],
  ['a turned direction', ['TEXT_INVISIBLE'], '{"sub":"gpj.\u202Eexe"}'],
  ['a zero-width space in a kid', ['TEXT_INVISIBLE'], '{}', '{"alg":"RS256","kid":"543\u200B21"}'],
  ['a zero byte', ['TEXT_INVISIBLE'], '{"sub":"admin\\u0000x"}'],
  ['a space at the end', ['TEXT_PADDED'], '{"sub":"officer@bank.example "}'],
  ['a letter in two pieces', ['TEXT_NOT_NORMAL'], '{"sub":"Rene\u0301"}'],
  ['two scripts in one word', ['TEXT_MIXED_SCRIPTS'], `{"sub":"${CYRILLIC.o}fficer@bank.example"}`],
  ['a byte-order mark', ['BYTE_ORDER_MARK'], '\uFEFF{"sub":"a"}'],
];

describe('what can be read in two ways', () => {
  it.each(ODD.map(([what, codes, payload, header = HEADER]) => [what, codes, payload, header] as const))(
    'is named: %s',
    (_what, codes, payload, header) => {
      expect(codesOf(payload, header).toSorted()).toEqual([...codes].toSorted());
    },
  );

  it('covers the whole closed list', () => {
    expect([...new Set(ODD.flatMap(([, codes]) => codes))].toSorted()).toEqual([...AMBIGUITY_CODES].toSorted());
  });

  it('is nothing in ordinary tokens, in either language and in any layout', () => {
    const ukrainian = {
      ...GOOD_CLAIMS,
      sub: 'Олена Коваль (відділ DCM)',
      amount: -1.5,
      list: [1, 'a', null, true, {}],
    };
    for (const claims of [GOOD_CLAIMS, ukrainian, {}, { aud: ['a', 'b'], jti: 'x', a: { sub: 1, b: { sub: 2 } } }]) {
      expect(codesOf(JSON.stringify(claims))).toEqual([]);
      expect(codesOf(JSON.stringify(claims, null, 2), JSON.stringify(JSON.parse(HEADER), null, 2))).toEqual([]);
    }
    for (const text of ['', 'a.b', 'a.b.c', '..', `${part('[]')}.${part('{')}.x`, 'x'.repeat(70_000)])
      expect(ambiguitiesOf(text)).toEqual([]);
  });

  it('changes no verdict, and is told by the decoder too, with what fools the eye spelt out', () => {
    const key = makeKey('ES256', 'k');
    const token = signed(key, {}, `{"sub":"a","\u202Esub":"b","exp":1e10}`);
    expect(judge(token, setOf('dcm', key.jwk)).code).toBe('OK');
    const warnings = inspectToken(token).warnings.filter(({ code }) => AMBIGUITY_CODES.some((one) => one === code));
    expect(warnings.map(({ code }) => code)).toEqual(['MEMBER_TWINS', 'NAME_LOOK_ALIKE', 'NUMBER_ODD']);
    expect(warnings[0]?.message).toBe(
      'the payload has "\\u{202e}sub" beside "sub": a reader that is careless of case or letters takes the two for one',
    );
    for (const language of ['en', 'uk'] as const)
      for (const [, , payload, header] of ODD)
        for (const one of found(payload, header))
          expect(describeWarning(one, language).message).not.toMatch(/undefined/u);
  });

  it('names each kind once, however often it occurs, in a time that grows with the length only', () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`e${String(at)} `, 1e30])));
    expect(codesOf(many)).toEqual(['NUMBER_INEXACT']);
    const token = `${part(HEADER)}.${part(many)}.AAAA`;
    expect(token.length).toBeGreaterThan(50_000);
    expect(ownTimeMs(() => ambiguitiesOf(token), 100)).toBeLessThan(100);
    const hard = `${part(HEADER)}.${part(`{"a":"${'\\"'.repeat(20_000)}"${' '.repeat(5000)}}`)}.AAAA`;
    expect(ownTimeMs(() => ambiguitiesOf(hard), 100)).toBeLessThan(100);
  });
});

describe('the spelling of a JSON text', () => {
  it('is its names, texts and numbers, with the object and the outermost member of each', () => {
    const text = '{"a" : -1.0e2, "b":[{"c\\u0064":"x:"},{"c":2}], "d":{"e":true}}';
    expect(
      spellingsOf(text).map(({ kind, raw, member, object }) => `${kind} ${raw} ${member} ${String(object)}`),
    ).toEqual([
      'name "a" a 0',
      'number -1.0e2 a 0',
      'name "b" b 0',
      'name "c\\u0064" b 1',
      'text "x:" b 1',
      'name "c" b 2',
      'number 2 b 2',
      'name "d" d 0',
      'name "e" d 3',
    ]);
  });
});
