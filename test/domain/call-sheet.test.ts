import { describe, expect, it } from 'vitest';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { judgeToken } from '../../electron/domain/verdict.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { callSheet } from '../../shared/text/call-sheet.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { makeKey, NOW, NOW_MS, part, signed } from './tokens.ts';

const key = makeKey('RS256', '54321');
const set = readKeySet('dcm', Buffer.from(JSON.stringify({ keys: [key.jwk] })));
const CLAIMS = {
  flow: 'sign-in',
  obj: '380441234567',
  sub: 'olena.koval@bank.example',
  jti: '0b9e7a52-9d5c-4f0e-8a43-1d4a4b1f2c33',
  iat: NOW - 60,
  exp: NOW + 240,
};

function judge(token: string): Verdict {
  const judgement = judgeToken({
    token,
    sets: [set],
    instant: NOW_MS,
    leewaySeconds: 30,
    profile: 'any',
    mode: 'jwt',
    snapshot: { id: 1, takenAt: '2026-10-12T09:50:00.000Z', trust: 'fetched', sha256: '9f'.repeat(32) },
  });
  return describeVerdict(judgement, 'en', NOW_MS);
}

const sheet = (verdict: Verdict, language: 'en' | 'uk' = 'en') =>
  callSheet({ verdict, isAsOf: false, contact: null }, language);

/** Stretches of a token, encoded or decoded, that stand on a sheet: eight characters of it are no chance. */
function replayable(lines: readonly string[], token: string, claims: Readonly<Record<string, unknown>>): string[] {
  const text = lines.join('\n');
  const [, payload = '', signature = ''] = token.split('.');
  const secrets = [payload, signature, ...['sub', 'obj', 'jti'].map((name) => String(claims[name] ?? ''))];
  return secrets.flatMap((secret) => {
    const stretches = Array.from({ length: Math.max(0, secret.length - 7) }, (_, at) => secret.slice(at, at + 8));
    return stretches.filter((stretch) => text.includes(stretch));
  });
}

describe('the call sheet', () => {
  const token = signed(key, {}, CLAIMS);
  const genuine = judge(token);
  const tampered = judge(token.replace(/\.[^.]*\./u, `.${part({ ...CLAIMS, obj: '380447654321' })}.`));

  it('shows a planted piece of a token', () => {
    const piece = token.slice(-30, -20);
    expect(replayable([...sheet(genuine), `digest ${piece}`], token, CLAIMS)).not.toEqual([]);
    expect(replayable([`about ${CLAIMS.sub}`], token, CLAIMS)).not.toEqual([]);
  });

  it('holds nothing of the payload, the signature, the jti, nor a whole sub or obj', () => {
    for (const language of ['en', 'uk'] as const) {
      for (const verdict of [genuine, tampered, judge(signed(key, {}, { ...CLAIMS, exp: NOW - 3600 }))]) {
        expect(replayable(sheet(verdict, language), token, CLAIMS)).toEqual([]);
        expect(sheet(verdict, language).join()).not.toContain(verdict.tokenSha256);
      }
    }
  });

  it('holds nothing that a stranger has put into a kid, an algorithm or a flow', () => {
    const stranger = makeKey('RS256', token.slice(-250));
    const strange = { ...CLAIMS, flow: token.slice(-200), iat: token.slice(-90) };
    const verdict = judge(signed(stranger, { typ: token.slice(-40) }, strange));
    const unknown = judge(signed(stranger, {}, strange));
    for (const one of [verdict, unknown]) {
      expect(replayable(sheet(one), token.slice(0, -300), CLAIMS)).toEqual([]);
      const longest = Math.max(
        ...[12, 13, 20].filter((size) => sheet(one).join().includes(token.slice(-250).slice(0, size))),
        0,
      );
      expect(longest).toBeLessThanOrEqual(12);
    }
  });

  it('is eight numbered lines, whatever the token is', () => {
    for (const text of [token, '', 'rubbish', `a.b\u2028.c`, signed(makeKey('RS256', 'x\u202Ey'), {}, {})]) {
      for (const language of ['en', 'uk'] as const) {
        const lines = sheet(judge(text), language);
        expect(lines.map((line) => line.slice(0, 2))).toEqual(['1 ', '2 ', '3 ', '4 ', '5 ', '6 ', '7 ', '8 ']);
        for (const line of lines) expect(line).toMatch(/^\d [^:]+: [^\p{C}\p{Zl}\p{Zp}]+$/u);
      }
    }
  });

  it('says what, who, about whom by the ends alone, since when, how sure, what next and whom to call', () => {
    expect(sheet(genuine)).toEqual([
      '1 What: VALID: a genuine token, which does not mean that the operation was allowed (OK, V29)',
      `2 Token: SHA-256 begins ${genuine.tokenSha256.slice(0, 16).replace(/(.{4})(?=.)/gu, '$1 ')}; key 54321`,
      '3 Signed by: DCM',
      '4 It says: flow sign-in (a client’s operation); sub o…le (24 characters); obj 3…67 (12 characters)',
      '5 Life: made 2026-10-12 09:59:00 UTC; ends 2026-10-12 10:04:00 UTC',
      '6 How sure: judged now, 2026-10-12 10:00:00 UTC; DCM’s keys fetched 2026-10-12 09:50:00 UTC',
      '7 Next: A genuine token is not an allowed payment. Check the operation by your own rules.',
      '8 Call: Nobody, for the token. For the operation: whoever may allow it.',
    ]);
  });

  it('names no signer and calls the content unverified before the signature has passed', () => {
    const [, , who, about] = sheet(tampered);
    expect([who, about]).toEqual([
      '3 Signed by: not established',
      expect.stringMatching(/^4 It says: unverified: flow sign-in/u),
    ]);
  });

  it('says that it is not of now, that it is an alarm, that it was not recorded, and the number to dial', () => {
    const verdict: Verdict = {
      ...genuine,
      issuer: 'us',
      warnings: [
        { code: 'SIGNED_ELSEWHERE', message: '' },
        { code: 'NOT_RECORDED', message: '' },
      ],
    };
    const contact = { name: 'Duty desk', phone: '+380 44 000 00 00', hours: 'day and night' };
    const lines = callSheet({ verdict, isAsOf: true, contact }, 'en');
    expect(lines[0]).toBe('1 What: ALARM: Signed with our key, but not here (SIGNED_ELSEWHERE, V19)');
    expect(lines[2]).toBe('3 Signed by: a key of our bank, but not by this installation');
    expect(lines[5]).toMatch(/NOT NOW, judged as of 2026-10-12 10:00:00 UTC.*NOT RECORDED/u);
    expect(lines[7]).toMatch(/DCM: Duty desk, \+380 44 000 00 00, day and night$/u);
  });
});
