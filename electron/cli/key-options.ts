import { FLOWS, type Flow } from '../../shared/model/flow.ts';
import { usage } from './arguments.ts';
import type { Run } from './command.ts';
import { instantOf } from './input.ts';

/** `--flow F`, as often as wanted; `null` where it is not given. @throws USAGE_INVALID */
export function flowsOf({ args }: Run): Flow[] | null {
  const given = args.all('flow').map((text) => {
    const flow = FLOWS.find((known) => known === text);
    if (flow === undefined) throw usage(`--flow is one of ${FLOWS.join(', ')}`);
    return flow;
  });
  return given.length === 0 ? null : given;
}

/** `--expires T` as ISO 8601; `null` where it is not given. @throws USAGE_INVALID */
export function expiryOf({ args }: Run): string | null {
  const text = args.value('expires');
  return text === null ? null : new Date(instantOf(text, 'expires')).toISOString();
}
