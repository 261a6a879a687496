import { execFileSync } from 'node:child_process';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import { attackCorpus } from '../domain/attack-corpus.ts';
import { keys, set } from '../domain/attack-ground.ts';
import { mutants } from '../domain/mutants.ts';
import { timeMatrix } from '../domain/time-matrix.ts';
import { GOOD_CLAIMS, judge, NOW, NOW_MS, reasons, signed } from '../domain/tokens.ts';

/** The same tokens, keys, instant and leeway for three implementations. */
const LEEWAY = 30;
const [dcm] = keys;
const tokens: readonly string[] = [
  ...keys.map((key) => signed(key, {}, GOOD_CLAIMS)),
  ...keys.map((key) => signed(key, { typ: 'JWT' }, { ...GOOD_CLAIMS, nbf: NOW, jti: 'j', aud: ['a', 'b'] })),
  ...attackCorpus().map(({ token }) => token),
  ...new Set(dcm === undefined ? [] : timeMatrix().map(({ payload }) => signed(dcm, {}, payload))),
  ...[...mutants(1000)].map(({ token }) => token),
];

/** Why we refuse what both of them take, by the reason that we give. */
const BOTH_TAKE = {
  'format.alphabet':
    'white space and the letters of the other alphabet are skipped or taken: one token, many spellings',
  'format.duplicate': 'the last of two members stays: another reader may keep the first',
  'format.not-canonical': 'stray bits are dropped: one token, many spellings',
  'format.padding': 'padding is dropped',
  'header.typ': 'typ is not looked at unless one asks for it: a token of another kind passes for a JWT',
  'time.before-iat': 'iat in the future is no fault for RFC 7519; here it means a wrong clock or a forged time',
  'time.range': 'any number is a time, also one before 1970 or after 9999, so milliseconds live for millennia',
} as const;
const JOSE_TAKES = sortedByName({
  ...BOTH_TAKE,
  'format.number': '1e400 becomes Infinity, which never expires',
  'header.b64': 'b64 without crit is not looked at; RFC 7797 §6 wants it in crit',
  'key.kid-missing': 'without a kid the one key that fits the algorithm is taken: we never choose',
});
const JWCRYPTO_TAKES = sortedByName({
  ...BOTH_TAKE,
  'key.alg-differs': 'the algorithm is that of the header: the one of the key is not looked at',
  'time.expired': 'the very second in which exp and leeway have passed counts as in force',
  'time.not-number': 'in Python true and false are numbers, and iat may be anything at all',
});

function sortedByName(reasons: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(reasons).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

interface Answer {
  readonly ours: string;
  readonly jose: boolean;
  readonly jwcrypto: boolean;
}
let answers: readonly Answer[] = [];

async function askJose(): Promise<readonly boolean[]> {
  const keySet = createLocalJWKSet({ keys: keys.map(({ jwk }) => jwk) } as JSONWebKeySet);
  const options = { currentDate: new Date(NOW_MS), clockTolerance: LEEWAY, algorithms: [...SIGNATURE_ALGORITHMS] };
  const accepted: boolean[] = [];
  for (const token of tokens) {
    accepted.push(
      await jwtVerify(token, keySet, options).then(
        () => true,
        () => false,
      ),
    );
  }
  return accepted;
}

function askJwcrypto(): readonly boolean[] {
  const input = JSON.stringify({
    keys: keys.map(({ jwk }) => jwk),
    algorithms: SIGNATURE_ALGORITHMS,
    now: NOW,
    leeway: LEEWAY,
    tokens,
  });
  const script = new URL('differential.py', import.meta.url).pathname;
  const output = execFileSync('/usr/bin/python3', [script], { input, encoding: 'utf8', maxBuffer: 1e8 });
  return (JSON.parse(output) as readonly string[]).map((said) => said === 'accepted');
}

beforeAll(async () => {
  const [jose, jwcrypto] = [await askJose(), askJwcrypto()];
  answers = tokens.map((token, index) => {
    const judged = judge(token, set);
    const ours = judged.code === 'OK' ? 'OK' : reasons(judged).join(' + ');
    return { ours, jose: jose[index] === true, jwcrypto: jwcrypto[index] === true };
  });
});

describe('the same tokens by jose and by jwcrypto', () => {
  const distinct = (of: readonly Answer[]) => [...new Set(of.map(({ ours }) => ours))].toSorted();

  it('are judged by all three, and by each in both ways', () => {
    for (const accepts of [
      (one: Answer) => one.ours === 'OK',
      (one: Answer) => one.jose,
      (one: Answer) => one.jwcrypto,
    ]) {
      const count = answers.filter(accepts).length;
      expect(count).toBeGreaterThan(40);
      expect(count).toBeLessThan(tokens.length / 2);
    }
  });

  it('are never accepted by us where one of them refuses', () => {
    const alone = answers.flatMap((one, index) =>
      one.ours === 'OK' && !(one.jose && one.jwcrypto) ? [{ ...one, token: tokens[index] }] : [],
    );
    expect(alone).toEqual([]);
  });

  it('are refused by us where jose accepts, for these reasons alone', () => {
    expect(distinct(answers.filter((one) => one.ours !== 'OK' && one.jose))).toEqual(Object.keys(JOSE_TAKES));
  });

  it('are refused by us where jwcrypto accepts, for these reasons alone', () => {
    expect(distinct(answers.filter((one) => one.ours !== 'OK' && one.jwcrypto))).toEqual(Object.keys(JWCRYPTO_TAKES));
  });
});
