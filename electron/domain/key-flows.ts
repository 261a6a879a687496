import { FLOWS, type Flow } from '../../shared/model/flow.ts';
import { AppError } from './errors.ts';

/** Gives the flows that a key may sign, each once and in the order of the list; `null`: all of them. @throws INPUT_INVALID */
export function orderedFlows(flows: readonly Flow[] | null): Flow[] | null {
  if (flows === null) return null;
  const ordered = FLOWS.filter((flow) => flows.includes(flow));
  if (ordered.length > 0) return ordered;
  throw new AppError('INPUT_INVALID', 'a key that may sign no flow is of no use', {
    hint: 'name at least one flow, or leave it open to all of them',
  });
}

/**
 * Refuses a token for a flow that its key may not sign, and a token without a flow: of that nobody could say what it
 * is for. `flow` is the claim as it would be signed.
 * @throws KEY_OUT_OF_SCOPE
 */
export function requireFlowInScope(flows: readonly Flow[] | null, flow: unknown): void {
  if (flows === null || flows.some((allowed) => allowed === flow)) return;
  const said = typeof flow === 'string' ? 'for another flow' : 'without a flow';
  throw new AppError('KEY_OUT_OF_SCOPE', `this key may sign the flows ${flows.join(', ')} only: no token ${said}`, {
    hint: 'use a key for that flow, or widen this one with a reason: dcm-keys key restrict KID',
  });
}
