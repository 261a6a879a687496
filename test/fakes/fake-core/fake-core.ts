import { CHANNELS, type Channel } from '../../../shared/ipc/channels.ts';
import { type AppEvent, contract, type Settings } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { createHandlers } from './handlers.ts';
import { Refusal } from './refusal.ts';
import { type Scenario, startingFacts } from './scenarios.ts';

/** A core that keeps the contract and remembers what was asked of it; it holds no keys and opens no socket. */
export interface FakeCore {
  call(channel: string, input: unknown): Promise<Result<unknown>>;
  /** Changes the settings from outside, as another window of the home would. */
  set(settings: Settings): void;
  /** Every call so far. */
  readonly calls: readonly { readonly channel: string; readonly input: unknown }[];
}

interface Options {
  readonly scenario: Scenario;
  readonly settings?: Settings;
  readonly emit: (event: AppEvent) => void;
}

/** What still answers when everything else fails: without these there is no screen to show an error on. */
const ALWAYS: readonly Channel[] = [
  'app.read',
  'settings.read',
  'settings.write',
  'environment.list',
  'token.find',
  'token.judge',
];

/** Makes a fake core. What goes in and out is checked by the contract, so that the fake can't drift from it. */
export function createFakeCore({ scenario, settings, emit }: Options): FakeCore {
  const facts = startingFacts(scenario);
  if (settings) facts.settings = settings;
  const handlers = createHandlers(facts, emit);
  const calls: { channel: string; input: unknown }[] = [];

  return {
    calls,
    set(changed) {
      facts.settings = changed;
      emit({ type: 'changed' });
    },
    async call(name, given) {
      const channel = CHANNELS.find((one) => one === name);
      if (channel === undefined) throw new Error(`no channel is called ${name}`);
      const input = contract[channel].input.parse(given);
      calls.push({ channel, input });
      if (scenario === 'errors' && !ALWAYS.includes(channel)) {
        return failure('DCM_UNREACHABLE', `"${channel}" could not be done`);
      }
      try {
        // The pair of handler and input is fixed by the channel; the compiler sees only the union.
        const handler = handlers[channel] as (input: unknown) => unknown;
        return { ok: true, value: contract[channel].output.parse(await handler(input)) };
      } catch (thrown) {
        if (thrown instanceof Refusal) return failure(thrown.code, thrown.message);
        throw thrown;
      }
    },
  };
}

function failure(code: string, message: string): Result<unknown> {
  return { ok: false, error: { code, message, hint: 'see the next step' } };
}
