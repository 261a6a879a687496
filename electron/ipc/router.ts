import { CHANNELS, type Channel } from '../../shared/ipc/channels.ts';
import { MOST_PASTED } from '../../shared/ipc/check-contract.ts';
import { contract } from '../../shared/ipc/contract.ts';
import type { Failure, Result } from '../../shared/ipc/result.ts';
import { AppError } from '../domain/errors.ts';
import type { Handlers } from './handlers.ts';
import { readPayload } from './payload.ts';

export interface Router {
  /** Answers one call of the page. Never throws. */
  readonly answer: (channel: string, payload: unknown) => Promise<Result<unknown>>;
}

/**
 * Gives the one way from a channel's name to its handler: the payload is bounded and copied, parsed by the channel's
 * strict schema, handled, and the answer parsed again, so that nothing leaves that the contract does not name.
 * The sender has been checked by the door that calls this, not here.
 */
export function createRouter(handlers: Handlers): Router {
  return {
    async answer(channel, payload) {
      // The only place where what was thrown becomes an answer.
      try {
        return { ok: true, value: await handle(handlers, channel, payload) };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown) };
      }
    },
  };
}

/** Channels that take more than a form has, in bytes: each says how many characters, and a character has up to three. */
const LARGE: Partial<Record<Channel, number>> = { 'token.find': 3 * MOST_PASTED + 1024 };

async function handle(handlers: Handlers, channel: string, payload: unknown): Promise<unknown> {
  if (!isChannel(channel)) throw invalid('the request names no known channel');
  const { input, output } = contract[channel];
  const parsed = input.safeParse(readPayload(payload, LARGE[channel]));
  if (!parsed.success) throw invalid(`the request of ${channel} does not fit its shape`);
  // The table is typed per channel; here the pair of name and input is one that its schema has just made.
  const handler = handlers[channel] as (input: unknown) => unknown;
  return output.parse(await handler(parsed.data));
}

function isChannel(name: string): name is Channel {
  return (CHANNELS as readonly string[]).includes(name);
}

function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message, hint: thrown.hint };
  // The text of a stranger's error may quote what it choked on: it stays here.
  return {
    code: 'INTERNAL',
    message: 'the work failed inside the app',
    hint: 'Nothing was changed that the audit trail does not show. Try again; if it fails again, report the step.',
  };
}

function invalid(message: string): AppError {
  return new AppError('INPUT_INVALID', message, { hint: 'Close the window, open it again and repeat the step.' });
}
