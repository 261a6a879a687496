import { describe, expect, it } from 'vitest';
import { createClipboard } from '../../electron/services/clipboard.ts';

/** A clipboard, and a clock that goes on only when it is told to. */
function openClipboard() {
  const system = { text: '', isReadable: true };
  const due: { at: number; work: () => void }[] = [];
  let now = 0;
  const clipboard = createClipboard({
    desktop: {
      writeClipboard(text) {
        system.text = text;
        return Promise.resolve();
      },
      readClipboard: () =>
        system.isReadable ? Promise.resolve(system.text) : Promise.reject(new Error('not focused')),
    },
    after(delayMs, work) {
      const one = { at: now + delayMs, work };
      due.push(one);
      return () => {
        if (due.includes(one)) due.splice(due.indexOf(one), 1);
      };
    },
  });
  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      for (const one of due.filter(({ at }) => at <= now)) {
        due.splice(due.indexOf(one), 1);
        one.work();
      }
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  }
  return { clipboard, system, due, pass };
}

describe('a token on the clipboard', () => {
  it('is there for 20 seconds, and then no more', async () => {
    const { clipboard, system, pass } = openClipboard();
    expect(await clipboard.write('a.b.c', { isToken: true })).toBe(20);
    await pass(19);
    expect(system.text).toBe('a.b.c');
    await pass(1);
    expect(system.text).toBe('');
  });

  it('gives way to what anybody else copied, which is never cleared', async () => {
    const { clipboard, system, pass, due } = openClipboard();
    await clipboard.write('a.b.c', { isToken: true });
    system.text = 'a letter';
    await pass(60);
    expect([system.text, due]).toEqual(['a letter', []]);
    await clipboard.clearNow();
    expect(system.text).toBe('a letter');
  });

  it('is cleared 20 seconds after the newest copy, not after the first', async () => {
    const { clipboard, system, pass } = openClipboard();
    await clipboard.write('a.b.c', { isToken: true });
    await pass(15);
    await clipboard.write('CX-Authorization: a.b.c', { isToken: true });
    await pass(19);
    expect(system.text).toBe('CX-Authorization: a.b.c');
    await pass(1);
    expect(system.text).toBe('');
  });

  it('goes at once when the app is locked or closed', async () => {
    const { clipboard, system, due } = openClipboard();
    await clipboard.write('a.b.c', { isToken: true });
    await clipboard.clearNow();
    expect([system.text, due]).toEqual(['', []]);
  });

  it('is tried again while the system does not say what is there, and never cleared blindly', async () => {
    const { clipboard, system, pass, due } = openClipboard();
    await clipboard.write('a.b.c', { isToken: true });
    system.isReadable = false;
    await pass(30);
    expect(system.text).toBe('a.b.c');
    system.isReadable = true;
    await pass(5);
    expect(system.text).toBe('');
    await clipboard.write('d.e.f', { isToken: true });
    system.isReadable = false;
    await pass(300);
    expect([system.text, due]).toEqual(['d.e.f', []]);
  });
});

describe('anything else on the clipboard', () => {
  it('stays, also where a token was before', async () => {
    const { clipboard, system, pass } = openClipboard();
    await clipboard.write('a.b.c', { isToken: true });
    expect(await clipboard.write('{"kty":"RSA"}', { isToken: false })).toBeNull();
    await pass(60);
    expect(system.text).toBe('{"kty":"RSA"}');
  });
});
