import type { DcmError } from '../../domain/dcm-error.ts';
import { parseProxyUrl } from '../../domain/proxy-url.ts';
import type { ResolveProxy, WayToDcm } from './dcm-api.ts';
import { proxyFailure } from './proxy-failures.ts';

/** One way out: straight, or by the proxy at this address. */
export type Hop = { readonly by: 'direct' } | { readonly by: 'proxy'; readonly url: string };

const STRAIGHT: readonly Hop[] = [{ by: 'direct' }];
const SCHEME_OF: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };

/**
 * Gives the ways to try, in their order. What the system says is asked anew for each call.
 * @throws PROXY_UNREACHABLE where the system names no way that we know
 */
export async function findHops(
  { proxy }: WayToDcm,
  { origin, resolveProxy }: { readonly origin: string; readonly resolveProxy: ResolveProxy },
): Promise<readonly Hop[]> {
  if (proxy.mode === 'direct') return STRAIGHT;
  if (proxy.mode === 'fixed') return [{ by: 'proxy', url: proxy.url }];
  return parseProxyList(await askSystem(origin, resolveProxy));
}

/**
 * Reads what a PAC file answers: `PROXY host:port; HTTPS host:port; DIRECT`. Ways that we cannot go are left out.
 * @throws PROXY_UNREACHABLE where no way is left
 */
export function parseProxyList(text: string): readonly Hop[] {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return STRAIGHT;
  const hops = entries.flatMap(readEntry);
  if (hops.length > 0) return hops;
  throw noWay(`names only proxies of a kind that this app cannot use (${entries.map(kindOf).join(', ')})`);
}

function readEntry(entry: string): readonly Hop[] {
  if (/^direct$/iu.test(entry)) return STRAIGHT;
  const [, kind = '', place = ''] = /^(?<kind>[a-z0-9]+)\s+(?<place>\S+)$/iu.exec(entry) ?? [];
  const scheme = SCHEME_OF[kind.toUpperCase()];
  if (scheme === undefined) return [];
  try {
    return [{ by: 'proxy', url: parseProxyUrl(`${scheme}://${place}`) }];
  } catch (cause) {
    throw noWay('names a proxy whose address cannot be read', cause);
  }
}

function kindOf(entry: string): string {
  return /^[a-z0-9]{1,10}/iu.exec(entry)?.[0].toUpperCase() ?? 'unreadable';
}

async function askSystem(origin: string, resolveProxy: ResolveProxy): Promise<string> {
  try {
    return await resolveProxy(`${origin}/`);
  } catch (cause) {
    throw noWay('could not say which proxy leads to DCM', cause);
  }
}

function noWay(problem: string, cause?: unknown): DcmError {
  return proxyFailure('PROXY_UNREACHABLE', {
    problem: `the proxy setting of the system ${problem}`,
    hint: 'set the proxy for this environment yourself (env access NAME --proxy http://host:port, or direct), or ask your network people',
    cause,
  });
}
