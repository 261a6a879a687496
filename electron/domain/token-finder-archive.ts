import type { Place } from '../../shared/model/found-token.ts';
import { isJsonObject } from './strict-json.ts';

/** One entry of an HTTP archive: where it stands, and the request that it tells of. */
interface Entry {
  readonly start: number;
  readonly end: number;
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];
const LONGEST_URL = 2048;

/**
 * Finds the entries of an HTTP archive (HAR 1.2), and gives what tells of a place which request it belongs to; `null` where
 * the text is no archive. One pass over the octets.
 */
export function requestsOf(bytes: Buffer): ((at: number) => Place['request']) | null {
  if (!bytes.includes('"entries"') || !bytes.includes('"startedDateTime"')) return null;
  const entries = entriesOf(bytes, bytes.indexOf(OPEN_LIST, bytes.indexOf('"entries"')));
  return (at) => {
    const entry = entries.find(({ start, end }) => start <= at && at < end);
    return entry === undefined ? null : requestOf(bytes.toString('utf8', entry.start, entry.end));
  };
}

/** The objects directly in the list that begins at `start`. */
function entriesOf(bytes: Buffer, start: number): readonly Entry[] {
  const entries: Entry[] = [];
  let [depth, from, isInString] = [0, -1, false];
  for (let at = start; at !== -1 && at < bytes.length; at += 1) {
    const octet = bytes[at];
    if (octet === QUOTE) isInString = !isInString;
    else if (isInString) {
      if (octet === BACKSLASH) at += 1;
    } else if (octet === OPEN || octet === OPEN_LIST) {
      if (depth === 1) from = at;
      depth += 1;
    } else if (octet === CLOSE || octet === CLOSE_LIST) {
      depth -= 1;
      if (depth === 1) entries.push({ start: from, end: at + 1 });
      if (depth <= 0) break;
    }
  }
  return entries;
}

function requestOf(text: string): Place['request'] {
  const entry = parsed(text);
  const request = isJsonObject(entry) ? entry['request'] : null;
  const url = isJsonObject(request) ? request['url'] : null;
  const time =
    isJsonObject(entry) && typeof entry['startedDateTime'] === 'string' ? Date.parse(entry['startedDateTime']) : NaN;
  return {
    at: Number.isNaN(time) ? null : new Date(time).toISOString(),
    // The query may hold the token itself.
    url: typeof url === 'string' ? url.replace(/[?#].*$/su, '').slice(0, LONGEST_URL) : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off or damaged: then nothing is known of the request.
    return null;
  }
}
