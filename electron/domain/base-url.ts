import type { EnvironmentKind } from '../../shared/model/environment.ts';
import { AppError } from './errors.ts';

const MAX_LENGTH = 512;
const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];
/** Names that a machine answers for itself, or asks its neighbours for. */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|localdomain|localhost6|localdomain6)$/u;

/** The only shape that is read: anything that a URL parser would quietly mend does not match. */
const SHAPE = /^(?<scheme>https?):\/\/(?<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?<port>[0-9]*))?(?<path>\/.*)?$/iu;
const PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string | null;
  readonly path: string;
}

/**
 * Gives the normalised base URL of a DCM: scheme and host in lower case, no default port, a path prefix kept, no slash at
 * the end. The text as typed is judged and so is what the URL parser made of it; they must name the same place.
 * Kind `practice` takes http and https on this machine's loopback and nothing else; the other kinds take https to a
 * full host name and never this machine. Where the name leads has not been looked up.
 * @throws BASE_URL_REFUSED
 * @see RFC 3986 §3
 */
export function parseBaseUrl(text: string, kind: EnvironmentKind): string {
  const problem = textProblem(text);
  if (problem !== null) throw refused(problem, kind);
  const parts = splitUrl(text);
  if (parts === null) throw refused('it is not of the form https://host/path', kind);
  const partProblem = placeProblem(parts, kind) ?? portProblem(parts.port) ?? pathProblem(parts.path);
  if (partProblem !== null) throw refused(partProblem, kind);
  const normalised = normalise(parts);
  if (!isWhatParserSees(normalised, parts)) throw refused('a URL parser reads another place in it', kind);
  return normalised;
}

/**
 * Gives a counterparty's GUID as the bank typed it. Its shape is checked, its existence is not. Upper and lower case are
 * kept: nobody has said whether DCM compares them, and its paths may.
 * @throws COUNTERPARTY_INVALID
 * @see RFC 9562 §4
 */
export function parseCounterpartyGuid(text: string): string {
  if (GUID.test(text)) return text;
  throw new AppError('COUNTERPARTY_INVALID', 'the counterparty GUID does not have the shape 8-4-4-4-12', {
    hint: 'copy it from what DCM gave the bank: 32 hexadecimal digits in five groups, without braces or spaces',
  });
}

/** What is wrong with the text before anybody parses it. */
function textProblem(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length > MAX_LENGTH) return `it is longer than ${String(MAX_LENGTH)} characters`;
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) return 'it has white space or invisible characters';
  if (/[^\x21-\x7e]/u.test(text)) return 'it has characters outside ASCII';
  if (text.includes('\\')) return 'it has a backslash';
  if (text.includes('@')) return 'it has user information (an @)';
  if (text.includes('?')) return 'it has a query';
  if (text.includes('#')) return 'it has a fragment';
  if (text.includes('%')) return 'it has a percent sign';
  return null;
}

function splitUrl(text: string): Parts | null {
  const groups = SHAPE.exec(text)?.groups;
  if (groups === undefined) return null;
  return {
    scheme: (groups['scheme'] ?? '').toLowerCase(),
    host: (groups['host'] ?? '').toLowerCase(),
    port: groups['port'] ?? null,
    path: (groups['path'] ?? '').replace(/\/$/u, ''),
  };
}

function placeProblem({ scheme, host }: Parts, kind: EnvironmentKind): string | null {
  if (kind === 'practice') {
    return LOOPBACK_HOSTS.includes(host) ? null : 'a practice DCM is only on 127.0.0.1, [::1] or localhost';
  }
  if (scheme !== 'https') return 'it is not https';
  if (host.startsWith('[')) return 'it has an IP address instead of a host name';
  if (host.endsWith('.')) return 'its host name ends with a dot';
  const labels = host.split('.');
  // A last label of digits (or 0x…) is an address to URL parsers: 127.1, 2130706433, 0x7f.0.0.1.
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/u.test(labels.at(-1) ?? '')) return 'it has an IP address instead of a host name';
  if (LOCAL_NAMES.test(host)) return 'its host is this machine or its neighbourhood';
  if (labels.some((label) => label.startsWith('xn--'))) return 'its host name has a punycode label (xn--)';
  if (host.length > 253 || !labels.every((label) => LABEL.test(label))) return 'its host name is malformed';
  return labels.length < 2 ? 'its host name is not a full one (it has no dot)' : null;
}

function portProblem(port: string | null): string | null {
  if (port === null) return null;
  if (!/^[1-9][0-9]{0,4}$/u.test(port) || Number(port) > 65_535) return 'its port is not 1 to 65535';
  return null;
}

function pathProblem(path: string): string | null {
  if (path === '') return null;
  if (!PATH.test(path))
    return 'its path has characters other than letters, digits, "-", ".", "_", "~", or an empty part';
  return path.split('/').some((part) => part === '.' || part === '..') ? 'its path has "." or ".." in it' : null;
}

function normalise({ scheme, host, port, path }: Parts): string {
  const isDefault = port === null || (scheme === 'https' ? port === '443' : port === '80');
  return `${scheme}://${host}${isDefault ? '' : `:${port}`}${path}`;
}

/** The last word: what our client will connect to is what the officer read. */
function isWhatParserSees(normalised: string, { scheme, host, path }: Parts): boolean {
  if (!URL.canParse(normalised)) return false;
  const seen = new URL(normalised);
  const isBare = seen.username === '' && seen.password === '' && seen.search === '' && seen.hash === '';
  return (
    isBare && seen.protocol === `${scheme}:` && seen.hostname === host && seen.pathname === (path === '' ? '/' : path)
  );
}

function refused(reason: string, kind: EnvironmentKind): AppError {
  return new AppError('BASE_URL_REFUSED', `the base URL is refused: ${reason}`, {
    hint:
      kind === 'practice'
        ? 'a practice DCM is at http://127.0.0.1:PORT, http://localhost:PORT or http://[::1]:PORT'
        : 'give it as https://host.name, with a port or a path if DCM told you so, and nothing else',
  });
}
