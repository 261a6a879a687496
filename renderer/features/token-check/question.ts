import type { Input } from '../../../shared/ipc/contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { ClaimProfile } from '../../../shared/model/verdict.ts';

/** `env:NAME`, pasted keys, or only our own. */
export type Source = `env:${string}` | 'jwks' | 'own';

/** What is asked about a text, and by whose keys. */
export interface Question {
  /** As pasted; what is too long for a box is not in it. */
  readonly token: string;
  readonly source: Source;
  readonly jwks: string;
  readonly profile: ClaimProfile;
}

export function firstSource(environment: Environment | null): Source {
  return environment === null ? 'jwks' : `env:${environment.name}`;
}

/** Whether it is said by whose keys to judge. */
export function hasKeys({ source, jwks }: Question): boolean {
  return source !== 'jwks' || jwks.trim() !== '';
}

export function sourceOf({ source, jwks }: Question): Input<'token.judge'>['source'] {
  if (source === 'own') return { from: 'own' };
  if (source === 'jwks') return { from: 'jwks', text: jwks };
  return { from: 'environment', env: source.slice('env:'.length) };
}
