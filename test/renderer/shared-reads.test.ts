import { describe, expect, it } from 'vitest';
import { createSharedReads } from '../../renderer/ipc/shared-reads.ts';
import type { Result } from '../../shared/ipc/result.ts';

/** A core whose answers come when the test says so. */
function slowCore() {
  const waiting: { readonly question: string; readonly answer: (result: Result<unknown>) => void }[] = [];
  const listeners = new Set<() => void>();
  const asked: string[] = [];
  const reads = createSharedReads({
    ask: (channel, input) =>
      new Promise((answer) => {
        const question = `${channel} ${JSON.stringify(input)}`;
        asked.push(question);
        waiting.push({ question, answer });
      }),
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    reads,
    asked,
    listeners,
    change: () => listeners.forEach((listener) => listener()),
    async answer(result: Result<unknown>) {
      waiting.shift()?.answer(result);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const nobody = () => undefined;
const ok = (value: unknown): Result<unknown> => ({ ok: true, value });
const failed: Result<unknown> = { ok: false, error: { code: 'INTERNAL', message: 'no', hint: '' } };

describe('what the page reads', () => {
  it('is asked once for all who follow the same question', async () => {
    const { reads, asked, answer } = slowCore();
    let told = 0;
    for (let follower = 0; follower < 3; follower += 1) reads.follow('key.list', '{}', () => (told += 1));
    reads.follow('registration.list', '{}', nobody);
    expect(asked).toEqual(['key.list {}', 'registration.list {}']);
    await answer(ok(['a key']));
    expect(told).toBe(3);
    expect(reads.answerOf('key.list', '{}')).toEqual({ value: ['a key'], error: null });
    expect(reads.answerOf('registration.list', '{}')).toBeNull();
  });

  it('is asked once more, however often it changes while it is asked', async () => {
    const { reads, asked, change, answer } = slowCore();
    reads.follow('key.list', '{}', nobody);
    for (let time = 0; time < 5; time += 1) change();
    expect(asked).toHaveLength(1);
    await answer(ok('old'));
    expect(asked).toHaveLength(2);
    await answer(ok('new'));
    expect(asked).toHaveLength(2);
    expect(reads.answerOf('key.list', '{}')?.value).toBe('new');
  });

  it('keeps the last good value beside a newer error', async () => {
    const { reads, change, answer } = slowCore();
    reads.follow('key.list', '{}', nobody);
    await answer(ok('good'));
    change();
    await answer(failed);
    expect(reads.answerOf('key.list', '{}')).toEqual({
      value: 'good',
      error: expect.objectContaining({ code: 'INTERNAL' }),
    });
    reads.reread('key.list', '{}');
    await answer(ok('better'));
    expect(reads.answerOf('key.list', '{}')).toEqual({ value: 'better', error: null });
  });

  it('is taken away when nobody follows it any more, and read anew by the next', async () => {
    const { reads, asked, listeners, answer } = slowCore();
    const leave = reads.follow('key.list', '{}', nobody);
    await answer(ok('seen'));
    leave();
    await Promise.resolve();
    expect(reads.answerOf('key.list', '{}')).toBeNull();
    expect(listeners.size).toBe(0);
    reads.follow('key.list', '{}', nobody);
    expect(asked).toHaveLength(2);
  });

  it('stays for one who follows it in the same breath, and is asked again for him', async () => {
    const { reads, asked, answer } = slowCore();
    const leave = reads.follow('key.list', '{}', nobody);
    await answer(ok('seen'));
    leave();
    reads.follow('key.list', '{}', nobody);
    await Promise.resolve();
    expect(reads.answerOf('key.list', '{}')?.value).toBe('seen');
    expect(asked).toHaveLength(2);
    await answer(ok('newer'));
    expect(reads.answerOf('key.list', '{}')?.value).toBe('newer');
  });

  it('is not given to a later follower by a question that was left while it was asked', async () => {
    const { reads, answer } = slowCore();
    reads.follow('key.list', '{}', nobody)();
    await Promise.resolve();
    reads.follow('key.list', '{}', nobody);
    await answer(ok('for nobody'));
    expect(reads.answerOf('key.list', '{}')).toBeNull();
    await answer(ok('for him'));
    expect(reads.answerOf('key.list', '{}')?.value).toBe('for him');
  });
});
