import { describe, expect, it } from 'vitest';
import { hasCode } from '../../electron/domain/errors.ts';
import { inspectToken } from '../../electron/domain/token.ts';
import { type Judge, prepareJudge } from '../../electron/domain/verdict.ts';
import { VERDICT_CODES } from '../../shared/model/verdict.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { set } from './attack-ground.ts';
import { mutants } from './mutants.ts';
import { NOW_MS, ownTimeMs } from './tokens.ts';

const MOST_MS = 200;
const judgeOf = (mode: 'jwt' | 'jws'): Judge =>
  prepareJudge({ sets: [set], leewaySeconds: 30, profile: 'bank', mode, snapshot: null });
/** Codes that the mutations must reach, or they are worth nothing: every check before a good signature. */
const REACHED = ['TOKEN_MALFORMED', 'HEADER_NOT_ALLOWED', 'ALG_NOT_ALLOWED', 'KEY_UNKNOWN', 'SIGNATURE_INVALID'];

/** The first mutant that a judge lets pass although it was changed. */
function firstPassed(judges: readonly Judge[], count: number): string | null {
  for (const { original, token } of mutants(count)) {
    const passes = judges.some((judge) => judge(token, NOW_MS).code === 'OK');
    if (passes && token !== original) return token;
  }
  return null;
}

describe('twenty thousand mutated tokens', () => {
  it('would find a judge that decodes as leniently as the runtime does', () => {
    const judge = judgeOf('jws');
    const canonical = (text: string) => Buffer.from(text, 'base64url').toString('base64url');
    const careless: Judge = (token, instant) => judge(token.split('.').map(canonical).join('.'), instant);
    expect(firstPassed([careless], 2000)).not.toBeNull();
  });

  it('each get a verdict of the closed list, in less than 200 ms, and none passes that was changed', () => {
    // Judges that have met the other tokens; those that are timed have met none.
    const judges = [judgeOf('jwt'), judgeOf('jws')];
    const seen = new Map<string, number>();
    let slowest = 0;
    for (const { original, token } of mutants(20_000)) {
      for (const judge of judges) {
        const { code } = judge(token, NOW_MS);
        if (token !== original && code === 'OK') expect.fail(`a changed token passed: ${token}`);
        seen.set(code, (seen.get(code) ?? 0) + 1);
      }
      slowest = Math.max(
        slowest,
        ownTimeMs(() => describeVerdict(judgeOf('jwt')(token, NOW_MS), 'en'), MOST_MS),
      );
      try {
        inspectToken(token);
      } catch (error) {
        if (!hasCode(error, 'TOKEN_MALFORMED')) throw error;
      }
    }
    expect(slowest).toBeLessThan(MOST_MS);
    expect([...seen.keys()].filter((code) => !(VERDICT_CODES as readonly string[]).includes(code))).toEqual([]);
    for (const code of REACHED) expect(seen.get(code) ?? 0, code).toBeGreaterThan(100);
  });
});
