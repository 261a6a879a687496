import { describe, expect, it } from 'vitest';
import { readPayload } from '../../electron/ipc/payload.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import type { Handlers } from '../../electron/ipc/handlers.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { MOST_PASTED } from '../../shared/ipc/check-contract.ts';
import { CHANNELS } from '../../shared/ipc/channels.ts';

/** A table in which no channel does anything; the ones given answer as told. */
function handlersWith(answers: Partial<Record<string, (input: unknown) => unknown>>, calls: string[] = []): Handlers {
  const table = CHANNELS.map((channel) => [
    channel,
    (input: unknown) => {
      calls.push(channel);
      return answers[channel]?.(input) ?? null;
    },
  ]);
  return Object.fromEntries(table) as Handlers;
}

async function codeOf(channel: string, payload: unknown, handlers = handlersWith({})): Promise<string> {
  const result = await createRouter(handlers).answer(channel, payload);
  return result.ok ? 'ok' : result.error.code;
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

const settings = { language: 'uk', theme: 'dark' };

describe('router', () => {
  it('answers a channel with what its handler gives', async () => {
    const router = createRouter(handlersWith({ 'settings.write': (input) => input }));
    expect(await router.answer('settings.write', settings)).toEqual({ ok: true, value: settings });
  });

  it('refuses names that are no channel, inherited ones among them', async () => {
    for (const name of ['', 'key.steal', 'constructor', '__proto__', 'toString', 'KEY.LIST', 'key.list ']) {
      expect(await codeOf(name, {})).toBe('INPUT_INVALID');
    }
  });

  it('refuses unknown members, wrong types and missing members before any handler runs', async () => {
    const calls: string[] = [];
    const handlers = handlersWith({ 'settings.write': (input) => input }, calls);
    for (const payload of [{ ...settings, more: 1 }, { language: 1, theme: 'dark' }, {}, null, undefined, [], 'x']) {
      expect(await codeOf('settings.write', payload, handlers)).toBe('INPUT_INVALID');
    }
    expect(calls).toEqual([]);
    expect(await codeOf('settings.write', settings, handlers)).toBe('ok');
    expect(calls).toEqual(['settings.write']);
  });

  it('lets nothing leave that the contract does not name', async () => {
    const leaking = handlersWith({ 'settings.read': () => ({ ...settings, d: 'private' }) });
    const result = await createRouter(leaking).answer('settings.read', {});
    expect(result.ok ? 'ok' : result.error.code).toBe('INTERNAL');
    expect(JSON.stringify(result)).not.toContain('private');
  });

  it('passes code, message and hint of an error of ours, and nothing else of it', async () => {
    const failing = handlersWith({
      'key.list': () => {
        throw new AppError('KEYCHAIN_LOCKED', 'keychain is locked', { hint: 'unlock it', cause: new Error('canary') });
      },
    });
    expect(await createRouter(failing).answer('key.list', {})).toEqual({
      ok: false,
      error: { code: 'KEYCHAIN_LOCKED', message: 'keychain is locked', hint: 'unlock it' },
    });
  });

  it('says nothing of a stranger’s error', async () => {
    const strangers = [new Error('canary'), 'canary', { code: 'KEYCHAIN_LOCKED', message: 'canary' }, null];
    for (const stranger of strangers) {
      const throwing = handlersWith({ 'key.list': () => Promise.reject(stranger) });
      const result = await createRouter(throwing).answer('key.list', {});
      expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
      expect(JSON.stringify(result)).not.toContain('canary');
    }
  });
});

describe('payload', () => {
  it('copies plain data', () => {
    const payload = { a: [1, 'é', null, true], b: { c: -0.5 } };
    expect(readPayload(payload)).toEqual(payload);
    expect(readPayload(payload)).not.toBe(payload);
  });

  it('takes 16 levels and refuses 17, at whatever number of them', () => {
    expect(readPayload(nested(16))).toEqual(nested(16));
    for (const levels of [17, 1000, 200_000]) {
      expect(() => readPayload(nested(levels))).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
  });

  it('refuses more than 256 KiB, counted in UTF-8', () => {
    expect(readPayload('x'.repeat(262_000))).toHaveLength(262_000);
    for (const big of ['x'.repeat(262_145), 'é'.repeat(131_073), Array(300_000), { ['x'.repeat(300_000)]: 1 }]) {
      expect(() => readPayload(big)).toThrow(expect.objectContaining({ code: 'INPUT_TOO_LARGE' }));
    }
  });

  it('takes more only where its channel says so, and no more than that', async () => {
    expect(readPayload('x'.repeat(300_000), 400_000)).toHaveLength(300_000);
    expect(() => readPayload('x'.repeat(400_001), 400_000)).toThrow(
      expect.objectContaining({ code: 'INPUT_TOO_LARGE' }),
    );
    const nothing = { tokens: [], distinct: 0, is: 'nothing-known', holdsKey: false, nearMiss: null };
    const handlers = handlersWith({ 'token.find': () => nothing });
    expect(await codeOf('token.find', { text: 'є'.repeat(MOST_PASTED) }, handlers)).toBe('ok');
    expect(await codeOf('token.find', { text: 'x'.repeat(MOST_PASTED + 1) }, handlers)).toBe('INPUT_INVALID');
    expect(await codeOf('token.find', { text: 'x'.repeat(4 * MOST_PASTED) }, handlers)).toBe('INPUT_TOO_LARGE');
    expect(await codeOf('token.inspect', { token: 'x'.repeat(300_000) })).toBe('INPUT_TOO_LARGE');
  });

  it('refuses names that reach a prototype, at any depth', () => {
    const hostile = ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}', '{"a":[{"prototype":1}]}'];
    for (const text of hostile) {
      expect(() => readPayload(JSON.parse(text))).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('refuses what is no plain data, and runs nothing of it', () => {
    let ran = 0;
    const touch = () => {
      ran += 1;
      return 1;
    };
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const strange = [
      Object.defineProperty({}, 'a', { get: touch, enumerable: true }),
      10n,
      Symbol('s'),
      touch,
      circular,
      new Date(Number.NaN),
      new Map(),
      new Uint8Array(8),
      new ArrayBuffer(1 << 20),
      [1, , 3],
      Number.NaN,
      Infinity,
      { [Symbol('s')]: 1 },
      { toJSON: touch },
    ];
    for (const payload of strange) {
      expect(() => readPayload(payload)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
    expect(ran).toBe(0);
  });
});
