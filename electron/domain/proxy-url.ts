import { AppError } from './errors.ts';

const SHAPE = /^(?:(?<scheme>https?):\/\/)?(?<host>[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(?<port>[0-9]{1,5}))?\/?$/iu;
const DEFAULT_PORT = { http: '80', https: '443' } as const;

/**
 * Gives the address of a proxy in the one form that is kept: `http://host:port`, or `https://…` where the proxy itself
 * speaks TLS. Without a scheme it is http. A proxy may be on this machine, and may be an address of numbers.
 * @throws INPUT_INVALID, also where a user or password stands in it
 */
export function parseProxyUrl(text: string): string {
  if (text.includes('@')) {
    throw refused('it has a user or password in it', 'leave them out: name the user apart; the password is asked for');
  }
  const groups = SHAPE.exec(text)?.groups;
  if (groups === undefined || text.length > 512) throw refused('it is not of the form http://host:port');
  const scheme = groups['scheme']?.toLowerCase() === 'https' ? 'https' : 'http';
  const port = groups['port'] ?? DEFAULT_PORT[scheme];
  if (!/^[1-9]/u.test(port) || Number(port) > 65_535) throw refused('its port is not 1 to 65535');
  const host = (groups['host'] ?? '').toLowerCase();
  const address = `${scheme}://${host}:${port}`;
  // A URL parser mends what it doesn't like; then it would call another place than the one that was typed.
  if (!URL.canParse(address) || new URL(address).hostname !== host)
    throw refused('a URL parser reads another host in it');
  return address;
}

function refused(reason: string, hint = 'give it as http://proxy.bank.example:3128'): AppError {
  return new AppError('INPUT_INVALID', `the address of the proxy is refused: ${reason}`, { hint });
}
