import { afterEach, describe, expect, it } from 'vitest';
import type { Template } from '../../shared/model/template.ts';
import type { SignRequest } from '../../shared/model/token.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { applyTemplate, BUILT_IN_TEMPLATES } from '../../electron/domain/template.ts';
import { KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

const REFUND: Template = {
  version: 1,
  name: 'refund',
  profile: 'bank',
  ttlSeconds: 120,
  withoutExpiry: false,
  claims: { flow: { is: 'sign-in' }, sub: { like: '*@bank.example' }, obj: { like: '*' } },
  note: null,
};
const asked = (change: Partial<SignRequest> = {}): SignRequest => ({
  ...signRequest('k'),
  flow: null,
  ttlSeconds: 120,
  ...change,
});

describe('a template', () => {
  it('fills in what it fixes, and nothing else', () => {
    expect(applyTemplate(asked(), REFUND)).toEqual(asked({ flow: 'sign-in' }));
    expect(applyTemplate(asked({ flow: 'sign-in' }), REFUND).flow).toBe('sign-in');
  });

  it.each([
    ['another value than the fixed one', { flow: 'sign-up' }, 'TEMPLATE_REFUSED'],
    ['a text that does not fit', { sub: 'officer@bank.example.evil' }, 'TEMPLATE_REFUSED'],
    ['a claim left out', { obj: null }, 'INPUT_INVALID'],
    ['an empty claim', { obj: '' }, 'INPUT_INVALID'],
    ['a claim that it does not have', { extraClaims: { aud: 'x' } }, 'TEMPLATE_REFUSED'],
    ['a longer life', { ttlSeconds: 121 }, 'TEMPLATE_REFUSED'],
    ['another profile', { profile: 'platform' }, 'TEMPLATE_REFUSED'],
    ['no expiry', { withoutExpiry: true }, 'TEMPLATE_REFUSED'],
  ] as const)('refuses %s', async (_name, change, code) => {
    expect(await codeOf(() => applyTemplate(asked(change), REFUND))).toBe(code);
  });

  it('fixes claims of any JSON, and lets no text pass for a number', async () => {
    const template: Template = {
      ...REFUND,
      profile: 'platform',
      claims: { aud: { is: ['dcm', 'x'] }, level: { is: 3 } },
    };
    const platform = asked({ profile: 'platform', sub: null, obj: null });
    expect(applyTemplate(platform, template).extraClaims).toEqual({ aud: ['dcm', 'x'], level: 3 });
    expect(await codeOf(() => applyTemplate({ ...platform, extraClaims: { level: '3' } }, template))).toBe(
      'TEMPLATE_REFUSED',
    );
  });

  it('is there for each flow of DCM and for the platform, and cannot be changed or taken away', async () => {
    expect(BUILT_IN_TEMPLATES.map(({ name }) => name)).toEqual([
      'sign-in',
      'sign-up',
      'sign-up-processing',
      'sign-up-emission',
      'platform',
    ]);
    const { home } = (opened = await openTestHome());
    expect(await codeOf(() => home.templates.save({ ...REFUND, name: 'sign-in' }, { mayReplace: true }))).toBe(
      'INPUT_INVALID',
    );
    expect(await codeOf(() => home.templates.remove('sign-in', 'r'))).toBe('INPUT_INVALID');
  });

  const UNSOUND: Readonly<Record<string, object>> = {
    'leaves out a claim of the bank profile': { claims: { flow: { is: 'sign-in' }, sub: { like: '*' } } },
    'adds one': { claims: { ...REFUND.claims, aud: { is: 'x' } } },
    'fixes a flow that DCM does not know': { claims: { ...REFUND.claims, flow: { is: 'sign-out' } } },
    'has a pattern that no flow fits': { claims: { ...REFUND.claims, flow: { like: 'x*' } } },
    'fixes an empty text': { claims: { ...REFUND.claims, obj: { is: '' } } },
    'fixes a number where a text belongs': { claims: { ...REFUND.claims, obj: { is: 7 } } },
    'never runs out in the bank profile': { withoutExpiry: true },
    'sets what the app sets': { profile: 'platform', claims: { exp: { is: 1 } } },
    'has a name that is a path': { name: '../x' },
    'has a member that nobody knows': { more: 1 },
    'has an expression': { claims: { ...REFUND.claims, sub: { like: 'a*b' } } },
    'has a rule that says nothing': { claims: { ...REFUND.claims, sub: {} } },
  };

  it('is neither saved nor imported where no good token could be signed by it, or it cannot be read', async () => {
    const { home } = (opened = await openTestHome());
    const read = (text: string) => codeOf(() => home.templates.importBytes(Buffer.from(text), { mayReplace: true }));
    for (const [what, change] of Object.entries(UNSOUND)) {
      expect([what, await read(JSON.stringify({ ...REFUND, ...change }))]).toEqual([what, 'INPUT_INVALID']);
    }
    for (const text of ['', '[]', '{}', '{"version":1,"version":1}']) expect(await read(text)).toBe('INPUT_INVALID');
    expect(await codeOf(() => home.templates.save({ ...REFUND, withoutExpiry: true }, { mayReplace: true }))).toBe(
      'INPUT_INVALID',
    );
    expect(home.templates.list()).toHaveLength(5);
    expect(await read(JSON.stringify(REFUND))).toBe('done');
  });

  it('goes through a file to another home unchanged, and each change of it stands in the trail', async () => {
    const { home } = (opened = await openTestHome());
    const { sha256 } = home.templates.save(REFUND, { mayReplace: false });
    expect(await codeOf(() => home.templates.save(REFUND, { mayReplace: false }))).toBe('INPUT_INVALID');
    const file = Buffer.from(home.templates.exportText('refund'));
    home.templates.remove('refund', 'drill');
    expect(await codeOf(() => home.templates.get('refund'))).toBe('TEMPLATE_NOT_FOUND');
    expect(home.templates.importBytes(file, { mayReplace: false }).sha256).toBe(sha256);
    home.templates.save({ ...REFUND, ttlSeconds: 60 }, { mayReplace: true });
    expect(opened.reopen().templates.get('refund')).toMatchObject({ ttlSeconds: 60, isBuiltIn: false });
    const events = [...home.store.audit.all()].filter(({ type }) => type.startsWith('template.'));
    expect(events.map(({ type, payload }) => [type, payload['replacedSha256'] ?? null])).toEqual([
      ['template.saved', null],
      ['template.removed', null],
      ['template.saved', null],
      ['template.saved', sha256],
    ]);
  });
});

describe('signing by a template', () => {
  it('keeps its rules at the signature itself, and names it in the event with its digest', async () => {
    const { home } = (opened = await openTestHome());
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const { sha256 } = home.templates.save(REFUND, { mayReplace: false });
    const request = { ...asked({ template: 'refund' }), kid };
    const { claims } = await home.signing.sign({ ...request, requester: 'I. Melnyk', ticket: 'T-1' });
    expect(claims).toMatchObject({ flow: 'sign-in', sub: 'officer@bank.example' });
    expect(home.store.audit.head()?.payload).toMatchObject({
      template: 'refund',
      templateSha256: sha256,
      requester: 'I. Melnyk',
      ticket: 'T-1',
      reason: 'ticket 1',
      sentence: expect.stringContaining('“officer@bank.example” acts for “123456789”') as string,
    });
    expect(await codeOf(() => home.signing.sign({ ...request, sub: 'x@elsewhere.example' }))).toBe('TEMPLATE_REFUSED');
    expect(await codeOf(() => home.signing.preview({ ...request, obj: null }))).toBe('INPUT_INVALID');
    expect(await codeOf(() => home.signing.sign({ ...request, template: 'nobody' }))).toBe('TEMPLATE_NOT_FOUND');
    expect(home.store.signed.countByKid(kid)).toBe(1);
  });
});

describe('a jti', () => {
  const platform = (kid: string): SignRequest => ({
    ...signRequest(kid),
    profile: 'platform',
    flow: null,
    sub: null,
    obj: null,
  });

  it('is signed once, whatever the generator gives, in whichever process, and though its row is lost', async () => {
    const randomBytes = (size: number): Buffer => Buffer.alloc(size, 7);
    const { home, reopen } = (opened = await openTestHome({ signingRandom: randomBytes }));
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const first = await home.signing.sign(platform(kid));
    expect(first.claims['jti']).toBe(randomBytes(16).toString('base64url'));
    expect(await codeOf(() => home.signing.sign(platform(kid)))).toBe('SELF_TEST_FAILED');
    const other = reopen();
    expect(await codeOf(() => other.signing.sign(platform(kid)))).toBe('SELF_TEST_FAILED');
    Object.assign(other.store.signed, { hasJti: () => false });
    expect(await codeOf(() => other.signing.sign(platform(kid)))).toBe('SELF_TEST_FAILED');
    Object.assign(other.store.audit, { knowsJti: () => false });
    expect(await codeOf(() => other.signing.sign(platform(kid)))).not.toBe('done');
    expect(home.store.signed.countByKid(kid)).toBe(1);
  });

  it('differs between two that race for the same one: one is signed', async () => {
    const { home, reopen } = (opened = await openTestHome({ signingRandom: (size) => Buffer.alloc(size, 9) }));
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const other = reopen();
    const codes = await Promise.all([home, other].map((one) => codeOf(() => one.signing.sign(platform(kid)))));
    expect(codes.toSorted()).toEqual(['SELF_TEST_FAILED', 'done']);
  });
});
