import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

const DAY = 86_400_000;
const clock = { at: Date.now(), now: () => clock.at, monotonicMs: () => performance.now() };
let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
  clock.at = Date.now();
});
const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

interface Holder {
  readonly home: Home;
  readonly kid: string;
  sign(payload: string, header?: object, privateKey?: KeyObject): Promise<string>;
}

/** A home that knows the public half of a key, and the colleague who has the private one. */
async function keyHeldElsewhere(): Promise<Holder> {
  opened = await openTestHome({
    clock,
    openKeychain: () => {
      throw new Error('the keychain was opened');
    },
  });
  const { home } = opened;
  const held = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const { key } = await home.keyImport.import({
    bytes: Buffer.from(createPublicKey(held).export({ format: 'pem', type: 'spki' })),
    source: null,
    passphrase: () => Promise.reject(new Error('no passphrase')),
    kid: 'back-end-1',
    alg: null,
    label: null,
    env: ENV,
    expiresAt: null,
    isDraft: false,
    details: { owner: 'Back end', heldBy: 'back-end' },
  });
  return {
    home,
    kid: key.kid,
    sign: (payload, header = { alg: 'RS256', kid: key.kid }, privateKey = held) =>
      new CompactSign(Buffer.from(payload)).setProtectedHeader(header as { alg: string }).sign(privateKey),
  };
}

describe('a proof of possession', () => {
  it('is a JWS by that key over the text that was asked for, and counts once', async () => {
    const { home, kid, sign } = await keyHeldElsewhere();
    expect([home.keys.get(kid).possessionProvenAt, home.possession.pending(kid)]).toEqual([null, null]);
    const challenge = home.possession.ask(kid);
    expect(home.possession.pending(kid)).toEqual(challenge);
    expect(home.keyLife.read(kid).possession).toEqual(challenge);
    expect(Date.parse(challenge.expiresAt) - clock.at).toBe(DAY);
    const answer = await sign(challenge.payload);
    const key = home.possession.prove(kid, `\n${answer} \r\n`);
    expect(key).toMatchObject({ kid, heldBy: 'back-end', possessionProvenAt: new Date(clock.at).toISOString() });
    expect(home.possession.pending(kid)).toBeNull();
    expect(await codeOf(() => home.possession.prove(kid, answer))).toBe('INPUT_INVALID');
    const told = [...home.store.audit.all()].slice(-2);
    expect(told.map(({ type }) => type)).toEqual(['key.possession-asked', 'key.possession-proven']);
    expect(JSON.stringify(told)).not.toContain(answer.split('.')[2]);
  });

  it('asks for a text with a nonce of its own each time; only the last one counts', async () => {
    const { home, kid, sign } = await keyHeldElsewhere();
    const first = home.possession.ask(kid);
    const second = home.possession.ask(kid);
    const nonceOf = ({ payload }: { payload: string }) => (JSON.parse(payload) as { nonce: string }).nonce;
    expect(JSON.parse(second.payload)).toEqual({
      purpose: 'dcm-key-manager proof of possession',
      kid,
      nonce: nonceOf(second),
      askedAt: second.askedAt,
      expiresAt: second.expiresAt,
    });
    expect(Buffer.from(nonceOf(second), 'base64url')).toHaveLength(32);
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(await codeOf(async () => home.possession.prove(kid, await sign(first.payload)))).toBe('POSSESSION_REFUSED');
    expect(await codeOf(async () => home.possession.prove(kid, await sign(second.payload)))).toBe('done');
  });

  it('is refused with what is wrong, and a better answer is taken afterwards', async () => {
    const { home, kid, sign } = await keyHeldElsewhere();
    const { payload } = home.possession.ask(kid);
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const good = await sign(payload);
    const answers: readonly (readonly [string, string])[] = [
      ['no compact JWS', payload],
      ['signature does not fit', await sign(payload, undefined, stranger)],
      ['signature does not fit', `${good.slice(0, -8)}AAAAAAAA`],
      ['another key', await sign(payload, { alg: 'RS256', kid: 'somebody' }, stranger)],
      ['another key, or none', await sign(payload, { alg: 'RS256' })],
      ['another algorithm', await sign(payload, { alg: 'PS256', kid })],
      ['another text', await sign(payload.replace('proof', 'Proof'))],
      ['another text', await sign(JSON.stringify({ ...JSON.parse(payload), extra: 1 }))],
      ['line break', await sign(`${payload}\n`)],
      ['header', await sign(payload, { alg: 'RS256', kid, typ: 'secevent+jwt' })],
    ];
    for (const [what, answer] of answers) {
      const refused = expect.objectContaining({
        code: 'POSSESSION_REFUSED',
        message: expect.stringContaining(what) as unknown,
      });
      expect(() => home.possession.prove(kid, answer)).toThrow(refused);
      expect(home.keys.get(kid).possessionProvenAt).toBeNull();
    }
    expect(home.possession.prove(kid, good).possessionProvenAt).not.toBeNull();
  });

  it('comes within 24 hours, or is asked once more', async () => {
    const { home, kid, sign } = await keyHeldElsewhere();
    const answer = await sign(home.possession.ask(kid).payload);
    clock.at += DAY;
    expect(home.possession.pending(kid)).toBeNull();
    expect(() => home.possession.prove(kid, answer)).toThrow(
      expect.objectContaining({ code: 'POSSESSION_REFUSED', message: expect.stringContaining('too late') as unknown }),
    );
    const next = home.possession.ask(kid);
    clock.at += DAY - 1;
    expect(home.possession.prove(kid, await sign(next.payload)).possessionProvenAt).not.toBeNull();
  });

  it('is asked of no key that is kept here, unknown, or at its end', async () => {
    const { home, kid, sign } = await keyHeldElsewhere();
    const answer = await sign(home.possession.ask(kid).payload);
    home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
    expect(await codeOf(() => home.possession.prove(kid, answer))).toBe('KEY_NOT_ACTIVE');
    expect(home.possession.pending(kid)).toBeNull();
    expect(await codeOf(() => home.possession.ask(kid))).toBe('KEY_NOT_ACTIVE');
    expect(await codeOf(() => home.possession.ask('nobody'))).toBe('KEY_NOT_FOUND');
    await opened?.close();
    opened = await openTestHome();
    const here = await opened.home.keys.generate(KEY_REQUEST);
    expect(await codeOf(() => opened?.home.possession.ask(here.kid))).toBe('INPUT_INVALID');
    expect(await codeOf(() => opened?.home.possession.prove(here.kid, answer))).toBe('INPUT_INVALID');
  });

  it('is no token that DCM takes, though the same key signs one that it does', async () => {
    const { home, kid, sign } = await keyHeldElsewhere();
    await home.registrations.send(kid, ENV);
    const answer = await sign(home.possession.ask(kid).payload);
    expect(await home.dcmChecks.checkToken(ENV, answer)).toMatchObject({ accepted: false, sessionToken: null });
    const iat = Math.floor(Date.now() / 1000);
    const bank = await sign(JSON.stringify({ flow: 'sign-in', sub: 's', obj: 'o', iat, exp: iat + 60 }));
    expect(await home.dcmChecks.checkToken(ENV, bank)).toMatchObject({ accepted: true });
  });
});
