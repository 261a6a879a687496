import { AppError } from '../../domain/errors.ts';
import type { ResolveProxy } from './dcm-api.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const KIND_OF: Readonly<Record<string, string>> = { http: 'PROXY', https: 'HTTPS' };

/**
 * Answers in the place of a system where there is none: by HTTPS_PROXY (or ALL_PROXY) and NO_PROXY, small letters first.
 * A user and a password in them are not used.
 */
export function proxyFromEnvironment(variables: Variables): ResolveProxy {
  const read = (name: string): string => variables[name.toLowerCase()] ?? variables[name] ?? '';
  return async (url) => {
    const proxy = read('HTTPS_PROXY') || read('ALL_PROXY');
    if (proxy === '' || isExcepted(new URL(url), read('NO_PROXY'))) return 'DIRECT';
    const address = /^[a-z0-9]+:\/\//iu.test(proxy) ? proxy : `http://${proxy}`;
    if (!URL.canParse(address)) {
      throw new AppError('INPUT_INVALID', 'HTTPS_PROXY is no address', { hint: 'write it as http://host:port' });
    }
    const { protocol, hostname, port } = new URL(address);
    const scheme = protocol.slice(0, -1);
    const place = `${hostname}:${port || (scheme === 'https' ? '443' : '80')}`;
    return await Promise.resolve(`${KIND_OF[scheme] ?? scheme.toUpperCase()} ${place}`);
  };
}

/** Names hold for what is below them too; `*` is everything. */
function isExcepted({ hostname, port }: URL, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^\*?\.?(?<name>[^:]+)(?::(?<port>\d+))?$/u.exec(entry) ?? [];
      if (name === '' || (only !== undefined && only !== (port || '443'))) return false;
      return hostname === name || hostname.endsWith(`.${name}`);
    });
}
