import type { Page } from 'playwright';
import { CHANNELS } from '../../../shared/ipc/channels.ts';
import type { Settings } from '../../../shared/ipc/contract.ts';
import { createFakeCore, type FakeCore } from './fake-core.ts';
import type { Scenario } from './scenarios.ts';

declare global {
  interface Window {
    /** Calls of the core that are under way. */
    fakeCoreCalls: Set<Promise<string>>;
  }
}

/** Answers one call of the page, as the core does. */
export type Answer = (channel: string, input: unknown) => Promise<unknown>;

export interface Bridge {
  /** From now on the page speaks with a new fake core; `answer`: another core speaks in its place. */
  attach(scenario: Scenario, options: { readonly settings: Settings; readonly answer: Answer | null }): FakeCore;
  /** From now on every call is refused: what the page still asks belongs to nobody. */
  detach(): void;
}

/** Puts `window.dcm` on a page that has not been opened yet, for one fake core after the other. */
export async function openBridge(page: Page): Promise<Bridge> {
  const nobody: Answer = (channel) => Promise.reject(new Error(`${channel} was asked of no core`));
  /** `isHeard`: the page has asked something, so that somebody there listens. */
  let current = { answer: nobody, isHeard: false };
  // As text: the browser driver takes seconds to copy a list of thousands value by value.
  await page.exposeFunction('fakeCoreCall', async (channel: string, input: unknown) => {
    current.isHeard = true;
    return JSON.stringify(await current.answer(channel, input));
  });
  await page.addInitScript((channels: readonly string[]) => {
    window.fakeCoreCalls = new Set();
    const { fakeCoreCall } = window as unknown as {
      fakeCoreCall: (channel: string, input: unknown) => Promise<string>;
    };
    const ask = (channel: string) => async (input: unknown) => {
      const call = fakeCoreCall(channel, input);
      window.fakeCoreCalls.add(call);
      try {
        return JSON.parse(await call) as unknown;
      } finally {
        window.fakeCoreCalls.delete(call);
      }
    };
    const onEvent = (listener: (event: unknown) => void) => {
      const hear = (event: Event) => listener((event as CustomEvent).detail);
      window.addEventListener('fake-core', hear);
      return () => window.removeEventListener('fake-core', hear);
    };
    const dcm = { ...Object.fromEntries(channels.map((channel) => [channel, ask(channel)])), onEvent };
    Object.defineProperty(window, 'dcm', { value: Object.freeze(dcm) });
  }, CHANNELS);
  return {
    attach(scenario, { settings, answer }) {
      const own = { answer: nobody, isHeard: false };
      current = own;
      const core = createFakeCore({
        scenario,
        settings,
        emit: (event) => {
          const isThere = () => current === own && own.isHeard && !page.isClosed();
          if (!isThere()) return;
          page
            .evaluate((sent) => window.dispatchEvent(new CustomEvent('fake-core', { detail: sent })), event)
            .catch((error: unknown) => {
              // A page that is being left, or was, needs to hear nothing.
              if (isThere() && !/context was destroyed/u.test(String(error))) throw error;
            });
        },
      });
      own.answer = answer ?? core.call;
      return core;
    },
    detach: () => (current = { answer: nobody, isHeard: false }),
  };
}
