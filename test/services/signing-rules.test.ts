import { describe, expect, it } from 'vitest';
import { patternSchema } from '../../shared/model/pattern.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/model/policy.ts';
import { fitsPattern } from '../../electron/domain/pattern.ts';
import { readPolicy } from '../../electron/services/policy.ts';
import { refuseDeceivingText, refuseUnlisted } from '../../electron/services/signing-rules.ts';

const PRODUCTION = {
  name: 'p',
  baseUrl: 'https://d.example',
  counterpartyGuid: 'g',
  kind: 'production',
  ca: null,
} as const;
const CLAIMS = { sub: 'officer@bank.example', flow: 'sign-in', obj: '1' };

const errorOf = (work: () => void): { readonly code?: unknown; readonly hint?: unknown } | null => {
  try {
    work();
    return null;
  } catch (error) {
    return error as { code?: unknown; hint?: unknown };
  }
};
const refusal = (claims: object, list: Policy['productionSigning'], kind: 'production' | 'stage' = 'production') =>
  errorOf(() =>
    refuseUnlisted(
      { ...claims },
      { ...PRODUCTION, kind },
      { policy: { ...DEFAULT_POLICY, productionSigning: list }, sha256: '', problem: null, isFile: list !== null },
    ),
  );

describe('a pattern', () => {
  it.each(['a', '*', 'a*', '*a', 'sign-in', '*@bank.example', '.*', '[a-z]'])('may be %j', (pattern) => {
    expect(patternSchema.safeParse(pattern).success).toBe(true);
  });
  it.each(['', '**', '*a*', 'a*b', '***', 'a**', '*'.repeat(2000)])('may not be %j', (pattern) => {
    expect(patternSchema.safeParse(pattern).success).toBe(false);
  });

  it.each([
    ['a', 'a', true],
    ['a', 'A', false],
    ['a', 'ab', false],
    ['a*', 'ab', true],
    ['a*', 'a', false],
    ['*@bank.example', 'o@bank.example', true],
    ['*@bank.example', '@bank.example', false],
    ['*@bank.example', 'o@bank.example.evil', false],
    ['*@bank.example', 'o@evil-bank.example', false],
    ['*', 'x', true],
    ['*', '', false],
    ['.*', 'xx', false],
    ['*', undefined, false],
    ['*', 7, false],
  ])('%j against %j is %s', (pattern, value, fits) => {
    expect(fitsPattern(pattern, value)).toBe(fits);
  });
});

describe('production', () => {
  it('allows nothing until the list exists, and the hint says how to make the whole file', () => {
    const refused = refusal(CLAIMS, null);
    expect(refused?.code).toBe('SIGNING_NOT_ALLOWED');
    const snippet = /\{.*\]\s?\}/u.exec(String(refused?.hint))?.[0] ?? '';
    const made = readPolicy(Buffer.from(snippet));
    expect(made.problem).toBeNull();
    expect(refusal(CLAIMS, made.policy.productionSigning)).toBeNull();
    expect(refusal({ ...CLAIMS, sub: 'other@bank.example' }, made.policy.productionSigning)?.code).toBe(
      'SIGNING_NOT_ALLOWED',
    );
  });

  it('allows nothing by an empty list, and only what one rule allows whole', () => {
    expect(refusal(CLAIMS, [])?.code).toBe('SIGNING_NOT_ALLOWED');
    const list = [
      { sub: '*@bank.example', flow: 'sign-up' },
      { sub: 'robot', flow: '*' },
    ];
    expect(refusal(CLAIMS, list)?.code).toBe('SIGNING_NOT_ALLOWED');
    expect(refusal({ ...CLAIMS, flow: 'sign-up' }, list)).toBeNull();
    expect(refusal({ ...CLAIMS, sub: 'robot' }, list)).toBeNull();
    expect(refusal({ ...CLAIMS, sub: 'Robot' }, list)?.code).toBe('SIGNING_NOT_ALLOWED');
  });

  it('allows a platform token without sub and flow only by a rule for all of them', () => {
    expect(refusal({ iat: 1 }, [{ sub: '*@bank.example', flow: '*' }])?.code).toBe('SIGNING_NOT_ALLOWED');
    expect(refusal({ iat: 1 }, [{ sub: '*', flow: '*' }])).toBeNull();
    expect(refusal({ iat: 1, sub: ['robot'] }, [{ sub: '*', flow: '*' }])?.code).toBe('SIGNING_NOT_ALLOWED');
  });

  it('never proposes a rule that allows everything: what the token does not name is asked for', () => {
    for (const claims of [{ iat: 1 }, { ...CLAIMS, sub: ['robot'] }, { iat: 1, sub: 'robot' }]) {
      const hint = String(refusal(claims, null)?.hint);
      expect(hint).toContain('give the token');
      expect(hint).not.toContain('"*"');
    }
  });

  it('is the only kind that asks for a list', () => {
    expect(refusal(CLAIMS, null, 'stage')).toBeNull();
  });

  it('refuses a policy whose list has an expression, names its line, and then signs nothing at all', () => {
    const text = JSON.stringify({ ...DEFAULT_POLICY, productionSigning: [{ sub: 'a*b', flow: '*' }] }, null, 2);
    expect(readPolicy(Buffer.from(text)).problem).toMatch(/^line \d+: "productionSigning"/u);
  });
});

describe('a text that people read before they sign', () => {
  it.each(['a\nb', 'a\u0000', 'a\u202eb', 'a\u200bb', ' a', 'a ', 'a\u2028b', '\ufeffa'])('may not be %j', (value) => {
    expect(errorOf(() => refuseDeceivingText('sub', value))?.code).toBe('INPUT_INVALID');
  });
  it.each(['officer@bank.example', 'Олена Коваль', '123 456', null, undefined])('may be %j', (value) => {
    expect(errorOf(() => refuseDeceivingText('sub', value))).toBeNull();
  });
});
