import { describe, expect, it } from 'vitest';
import { describeVerdictLines } from '../../electron/cli/verdict-lines.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { GOOD_CLAIMS, judge, makeKey, NOW_MS, setOf, signed, tokenOf } from '../domain/tokens.ts';

const key = makeKey('ES256', 'k');
const set = setOf('dcm', key.jwk);
const linesOf = (token: string, more: object = {}, language: 'en' | 'uk' = 'en') =>
  describeVerdictLines(describeVerdict({ ...judge(token, set), ...more }, language, NOW_MS), language).join('\n');

describe('a verdict in the terminal', () => {
  it('begins with the answer, and says in words who signed and what that does not mean', () => {
    const text = linesOf(signed(key, {}, GOOD_CLAIMS));
    expect(text).toMatch(/^Genuine: /u);
    expect(text).toContain('Signed by DCM. Whether the operation may be done, a token does not say.');
    expect(linesOf(tokenOf({ alg: 'none' }, {}, 'x'))).toContain('Who signed it is not known.');
    expect(linesOf(signed(key, {}, GOOD_CLAIMS), {}, 'uk')).toContain('Підписав DCM. Чи можна виконати операцію');
  });

  it('names each attempt with its id, and our own signing with its event', () => {
    const text = linesOf(tokenOf({ alg: 'none' }, {}, 'x'), { attacks: ['alg-none', 'kid-path'] });
    expect(text.split('\n').filter((line) => line.includes('attempt'))).toHaveLength(2);
    const signedHere = { at: '2026-10-12T09:00:00.000Z', auditSeq: 7, purpose: 'token', reason: 'ticket\u001b[2J' };
    // What an officer typed can't move the cursor of whoever reads it.
    expect(linesOf(signed(key, {}, GOOD_CLAIMS), { signedHere })).toContain('(event 7, token): "ticket\\u001b[2J"');
  });
});
