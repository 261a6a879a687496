import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../electron/ipc/handlers.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import { contract } from '../../shared/ipc/contract.ts';

/** A table in which no channel does anything. */
const inert = Object.fromEntries(CHANNELS.map((channel) => [channel, () => null])) as unknown as Handlers;

describe('10,000 hostile calls per channel', () => {
  /** Real inputs' member names make the fuzz reach past the first refusal. */
  const names = [...new Set(Object.values(contract).flatMap(({ input }) => Object.keys(input.def.shape ?? {})))];
  const hostile = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
    fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), fc.anything(), { maxKeys: 6 }),
    fc.record(Object.fromEntries(names.slice(0, 8).map((name) => [name, fc.jsonValue()])), { requiredKeys: [] }),
  );
  const CALLS = 10_000;

  it.each(CHANNELS)('%s never throws and never gives an untyped error', { timeout: 120_000 }, async (channel) => {
    const router = createRouter(inert);
    const seen = new Set<string>();
    const check = fc.asyncProperty(hostile, async (payload) => {
      const result = await router.answer(channel, payload);
      if (!result.ok) seen.add(result.error.code);
      return result.ok || ['INPUT_INVALID', 'INPUT_TOO_LARGE', 'INTERNAL'].includes(result.error.code);
    });
    await fc.assert(check, { numRuns: CALLS });
    expect(seen).toContain('INPUT_INVALID');
  });

  it('would notice a router that lets an error through', async () => {
    const broken = {
      answer: (_channel: string, payload: unknown) => Promise.resolve(contract['job.cancel'].input.parse(payload)),
    };
    const check = fc.asyncProperty(hostile, async (payload) => {
      await broken.answer('job.cancel', payload);
    });
    await expect(fc.assert(check, { numRuns: 100 })).rejects.toThrow();
  });
});
