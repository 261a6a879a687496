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

/** Puts a fake core on `window.dcm` of a page that has not been opened yet; `answer`: another core speaks in its place. */
export async function attachFakeCore(
  page: Page,
  scenario: Scenario,
  { settings, answer = null }: { readonly settings: Settings; readonly answer?: Answer | null },
): Promise<FakeCore> {
  const core = createFakeCore({
    scenario,
    settings,
    emit: (event) => {
      if (!page.isClosed())
        void page.evaluate((sent) => window.dispatchEvent(new CustomEvent('fake-core', { detail: sent })), event);
    },
  });
  // As text: the browser driver takes seconds to copy a list of thousands value by value.
  await page.exposeFunction('fakeCoreCall', async (channel: string, input: unknown) =>
    JSON.stringify(await (answer ?? core.call)(channel, input)),
  );
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
  return core;
}
