import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../electron/ipc/handlers.ts';
import { createRouter, type Router } from '../../electron/ipc/router.ts';
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
  /** Made once, for making them costs more than answering them: every channel gets all of them, and a new seed each run. */
  const seed = Date.now();
  const payloads = fc.sample(hostile, { numRuns: 10_000, seed });

  /** The first payload that the router answers with anything but a `Result` of a known code; `null` if there is none. */
  async function firstUnanswered(answer: Router['answer'], channel: string, seen: Set<string>): Promise<string | null> {
    for (const [at, payload] of payloads.entries()) {
      const code = await answer(channel, payload).then(
        (result) => (result.ok ? null : result.error.code),
        (error: unknown) => `thrown: ${String(error)}`,
      );
      if (code === null) continue;
      seen.add(code);
      if (!['INPUT_INVALID', 'INPUT_TOO_LARGE', 'INTERNAL'].includes(code)) {
        return `${code} for payload ${String(at)} of seed ${String(seed)}: ${fc.stringify(payload)}`;
      }
    }
    return null;
  }

  it.each(CHANNELS)('%s never throws and never gives an untyped error', { timeout: 120_000 }, async (channel) => {
    const seen = new Set<string>();
    expect(await firstUnanswered(createRouter(inert).answer, channel, seen)).toBeNull();
    expect(seen).toContain('INPUT_INVALID');
  });

  it('would notice a router that lets an error through', async () => {
    const broken: Router['answer'] = async (_channel, payload) => {
      contract['job.cancel'].input.parse(payload);
      return await Promise.resolve({ ok: true, value: null });
    };
    expect(await firstUnanswered(broken, 'job.cancel', new Set())).toContain('thrown');
  });
});
