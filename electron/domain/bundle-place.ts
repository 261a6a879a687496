import type { Bundle } from '../../shared/model/bundle.ts';
import type { Environment } from '../../shared/model/environment.ts';

const FACTS = { kind: 'kind', baseUrl: 'base URL', counterpartyGuid: 'counterparty' } as const;

/**
 * Why a bundle is not about this environment; `null`: it is. The name is not compared: each installation gives its own.
 */
export function elsewhereProblem(made: Bundle['environment'], here: Environment): string | null {
  for (const [fact, name] of Object.entries(FACTS) as [keyof typeof FACTS, string][]) {
    if (made[fact] !== here[fact]) {
      return `it was made for another ${name}: ${made[fact]}, while "${here.name}" has ${here[fact]}`;
    }
  }
  return null;
}
