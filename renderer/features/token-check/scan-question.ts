import type { Input } from '../../../shared/ipc/contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { ClaimProfile } from '../../../shared/model/verdict.ts';
import { readTypedInstant } from '../../text/typed-instant.ts';

export type ScanSource = `env:${string}` | `set:${string}` | 'jwks' | 'own';
export type ScanZone = 'none' | 'utc' | 'kyiv' | 'other';
type Rules = Omit<Input<'scan.start'>, 'inputs' | 'language'>;

/** How a scan is to judge, as it stands in the form. */
export interface ScanQuestion {
  readonly source: ScanSource;
  readonly jwks: string;
  readonly by: 'arrival' | 'fixed' | 'iat';
  readonly at: string;
  readonly zone: ScanZone;
  readonly zoneName: string;
  readonly profile: ClaimProfile;
  readonly proxies: string;
}

export function firstQuestion(environment: Environment | null): ScanQuestion {
  return {
    source: environment === null ? 'own' : `env:${environment.name}`,
    jwks: '',
    by: 'arrival',
    at: '',
    zone: 'none',
    zoneName: '',
    profile: 'any',
    proxies: '',
  };
}

/** `null`: something is not said yet. */
export function rulesOf(question: ScanQuestion): Rules | null {
  const source = sourceOf(question);
  const instant = instantOf(question);
  if (source === null || instant === null) return null;
  const proxies = question.proxies.split(/[\s,;]+/u).filter((one) => one !== '');
  return { source, instant, profile: question.profile, proxies };
}

function sourceOf({ source, jwks }: ScanQuestion): Rules['source'] | null {
  if (source === 'own') return { from: 'own' };
  if (source === 'jwks') return jwks.trim() === '' ? null : { from: 'jwks', text: jwks };
  const name = source.slice('env:'.length);
  return source.startsWith('env:') ? { from: 'environment', env: name } : { from: 'snapshot', id: Number(name) };
}

function instantOf(question: ScanQuestion): Rules['instant'] | null {
  if (question.by === 'iat') return { by: 'iat' };
  if (question.by === 'arrival') return { by: 'arrival', zone: zoneOf(question) };
  const at = readTypedInstant(question.at);
  return at === null ? null : { by: 'fixed', at };
}

/** Of a zone that is not in the list the core says whether it is one. */
export function zoneOf({ zone, zoneName }: Pick<ScanQuestion, 'zone' | 'zoneName'>): string | null {
  if (zone === 'utc') return 'Z';
  if (zone === 'kyiv') return 'Europe/Kyiv';
  return zone === 'other' && zoneName.trim() !== '' ? zoneName.trim() : null;
}

/** The same question with another zone. */
export function withZone(rules: Rules, zone: string): Rules {
  return { ...rules, instant: { by: 'arrival', zone } };
}
