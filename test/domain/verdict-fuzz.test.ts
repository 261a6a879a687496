import { describe, expect, it } from 'vitest';
import { examineRefused } from '../../electron/domain/refused-token.ts';
import { ambiguitiesOf } from '../../electron/domain/token-ambiguity.ts';
import { prepareJudge } from '../../electron/domain/verdict.ts';
import { inspectToken } from '../../electron/domain/token.ts';
import { VERDICT_CODES } from '../../shared/model/verdict.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { hasCode } from '../../electron/domain/errors.ts';
import { GOOD_CLAIMS, makeKey, NOW_MS, ownTimeMs, part, setOf, signed, tokenOf } from './tokens.ts';

/** Mulberry32: the same tokens on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const keys = (['RS256', 'PS256', 'ES256', 'EdDSA'] as const).map((alg) => makeKey(alg, alg));
const set = setOf('dcm', ...keys.map(({ jwk }) => jwk));
const judgeOf = (mode: 'jwt' | 'jws') =>
  prepareJudge({ sets: [set], leewaySeconds: 30, profile: 'bank', mode, snapshot: null });
const ALPHABET = 'ABCDEFGHabcdefgh0123456789-_.=+/ {}[]":,\\\n\0\u00e9\u200b\ud800\uff21';
const HEADERS = ['alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'x5c', '__proto__', 'toString'];
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'none',
  'RS256',
  [],
  [[]],
  {},
  { a: { b: 1 } },
  '\ud800',
  '\u0000',
  'x'.repeat(300),
];

describe('twenty thousand mutated tokens', () => {
  it(
    'each get a verdict of the closed list, in less than 200 ms, and none passes that was changed',
    { timeout: 120_000 },
    () => {
      const random = seeded(20_261_012);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      const originals = keys.map((key) => signed(key, {}, GOOD_CLAIMS));
      const judges = [judgeOf('jwt'), judgeOf('jws')];
      const seen = new Map<string, number>();
      const named = new Map<string, number>();
      let slowest = 0;
      for (let round = 0; round < 20_000; round += 1) {
        const original = pick(originals);
        const token = mutate(original, random, pick);
        for (const judge of judges) {
          const { code, headline } = describeVerdict(judge(token, NOW_MS), 'en');
          expect(VERDICT_CODES).toContain(code);
          if (token !== original && code === 'OK') throw new Error(`a changed token passed: ${headline}`);
          seen.set(code, (seen.get(code) ?? 0) + 1);
        }
        const work = () => {
          // Fresh judges: they have not met this header yet.
          for (const mode of ['jwt', 'jws'] as const) describeVerdict(judgeOf(mode)(token, NOW_MS), 'en');
        };
        slowest = Math.max(slowest, ownTimeMs(work, 200));
        // Slower than judging by nature, and only ever done to one token at a time.
        if (round % 8 === 0)
          slowest = Math.max(
            slowest,
            ownTimeMs(() => lookCloser(token, named), 200),
          );
        try {
          inspectToken(token);
        } catch (error) {
          if (!hasCode(error, 'TOKEN_MALFORMED')) throw error;
        }
      }
      expect(slowest).toBeLessThan(200);
      // The mutations are worth something only if they reach every check before the good signature.
      for (const code of [
        'TOKEN_MALFORMED',
        'HEADER_NOT_ALLOWED',
        'ALG_NOT_ALLOWED',
        'KEY_UNKNOWN',
        'SIGNATURE_INVALID',
      ])
        expect(seen.get(code) ?? 0, code).toBeGreaterThan(100);
      for (const attack of ['edited-after-signing', 'embedded-key', 'critical-extension'])
        expect(named.get(attack) ?? 0, attack).toBeGreaterThan(5);
    },
  );
});

/** Names what a mutated token tries, and counts it. */
function lookCloser(token: string, named: Map<string, number>): void {
  const judge = judgeOf('jwt');
  const known = () =>
    keys.flatMap(({ jwk: { kid = '' } }) => {
      const entry = set.keys.get(kid);
      return entry === undefined ? [] : [{ kid, set: 'dcm' as const, otherEnv: null, entry }];
    });
  const judgeAgain = (other: string) => judge(other, NOW_MS);
  const { attacks } = examineRefused({ token, judgement: judge(token, NOW_MS), known, judgeAgain });
  for (const attack of attacks) named.set(attack, (named.get(attack) ?? 0) + 1);
  ambiguitiesOf(token);
}

function mutate(token: string, random: () => number, pick: <T>(list: readonly T[]) => T): string {
  const at = Math.floor(random() * token.length);
  const kind = Math.floor(random() * 7);
  if (kind === 0) return token.slice(0, at) + pick([...ALPHABET]) + token.slice(at + 1);
  if (kind === 1) return token.slice(0, at) + token.slice(at + 1 + Math.floor(random() * 9));
  if (kind === 2)
    return token.slice(0, at) + pick([...ALPHABET]).repeat(1 + Math.floor(random() * 40)) + token.slice(at);
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (kind === 3) {
    const octets = Buffer.from(signature, 'base64url');
    octets[Math.floor(random() * octets.length)] = Math.floor(random() * 256);
    return `${header}.${payload}.${octets.toString('base64url')}`;
  }
  const members = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
  if (kind === 4) return `${part({ ...members, [pick(HEADERS)]: pick(VALUES) })}.${payload}.${signature}`;
  if (kind === 5)
    return `${header}.${part({ ...GOOD_CLAIMS, [pick(['exp', 'iat', 'aud', 'flow'])]: pick(VALUES) })}.${signature}`;
  return tokenOf(
    JSON.stringify({ ...members, pad: 1 }),
    '['.repeat(Math.floor(random() * 3000)),
    signature.slice(0, 20),
  );
}
