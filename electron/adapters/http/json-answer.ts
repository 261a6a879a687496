import { callFailure, type FailedCall } from './call-failures.ts';
import type { DcmError } from '../../domain/dcm-error.ts';
import type { HttpAnswer } from './http-client.ts';
import { isHtml, serverWords } from './server-words.ts';

const MAX_DEPTH = 32;

/** What an error must know of the call that was answered. */
interface AnsweredCall extends Pick<FailedCall, 'isChange'> {
  /** Whether it goes with the credential of its environment, where there is one. */
  readonly takesLogin?: boolean;
}

/**
 * Reads a good answer: status 200 or 201, JSON, UTF-8 without a byte order mark, not compressed, an object at the top,
 * nested 32 deep at most. What its members hold has not been judged.
 * @throws DCM_ANSWER_REFUSED, and what `requireGoodStatus` throws
 * @see RFC 8259 §8.1
 */
export function readJsonObject(answer: HttpAnswer, call: AnsweredCall): Record<string, unknown> {
  requireGoodStatus(answer, call);
  const problem = contentProblem(answer);
  if (problem !== null) throw answerRefused(answer, call, problem);
  const value = parse(answer.bytes);
  if (value === null) throw answerRefused(answer, call, 'answered with JSON that cannot be read');
  return value;
}

/**
 * Passes 200 and 201. Every other status is an error with the server's own words.
 * @throws DCM_UNAUTHORIZED (401, 403), DCM_FAILED (429, 5xx), DCM_REFUSED (other 4xx), DCM_ANSWER_REFUSED (other 2xx)
 */
export function requireGoodStatus(answer: HttpAnswer, { isChange, takesLogin = true }: AnsweredCall): void {
  const { status } = answer;
  if (status === 200 || status === 201) return;
  const words = serverWords(answer.bytes, answer.header('content-type'));
  const said = `answered ${String(status)}${words === null ? '' : `: ${words}`}`;
  const call = { host: hostOf(answer), isChange };
  if (status === 401 || status === 403) {
    throw callFailure(
      'DCM_UNAUTHORIZED',
      { ...call, fate: 'refused' },
      {
        problem: said,
        hint: takesLogin
          ? 'ask DCM whether this call needs an employee login (env credential NAME keeps it), and whether the counterparty GUID is yours'
          : 'no login is ever sent with this call: ask DCM why it wants one, and whether the base URL and the counterparty GUID are right',
      },
    );
  }
  if (status === 429) {
    throw callFailure(
      'DCM_FAILED',
      { ...call, fate: 'refused' },
      { problem: said, hint: `wait ${waitTime(answer)}, then try again` },
    );
  }
  if (status >= 500) {
    throw callFailure(
      'DCM_FAILED',
      { ...call, fate: 'unknown' },
      { problem: said, hint: 'try again later, or call DCM' },
    );
  }
  if (status >= 400) {
    // 408 and 409 can follow a request that was carried out, by us a moment ago or by a proxy's second try.
    const fate = status === 408 || status === 409 ? 'unknown' : 'refused';
    throw callFailure(
      'DCM_REFUSED',
      { ...call, fate },
      {
        problem: said,
        hint: 'read what the server says; check the base URL, the counterparty GUID and the key',
      },
    );
  }
  throw answerRefused(answer, { isChange }, `answered ${String(status)}, where 200 was due`);
}

/** An answer that is not what DCM's guide describes. What was asked for may have been done all the same. */
export function answerRefused(
  answer: HttpAnswer,
  { isChange }: Pick<FailedCall, 'isChange'>,
  problem: string,
): DcmError {
  return callFailure(
    'DCM_ANSWER_REFUSED',
    { host: hostOf(answer), isChange, fate: 'unknown' },
    {
      problem,
      hint: 'check the base URL; a login page or a proxy may answer in place of DCM',
    },
  );
}

/** Tells whether the content type is JSON, in UTF-8 if it says. @see RFC 6839 §3.1 */
export function isJsonType(contentType: string | null): boolean {
  return /^\s*application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/iu.test(
    contentType ?? '',
  );
}

function contentProblem(answer: HttpAnswer): string | null {
  const type = answer.header('content-type');
  const encoding = answer.header('content-encoding');
  // We asked for no compression; what is compressed all the same could be a bomb, and is nothing that DCM sends.
  if (encoding !== null && encoding.toLowerCase() !== 'identity') return 'answered in a compressed form';
  if (isHtml(answer.bytes.subarray(0, 1024).toString('latin1'), type)) {
    return `answered with ${serverWords(answer.bytes, 'text/html') ?? 'an HTML page'}`;
  }
  if (!isJsonType(type)) return `answered with something that does not call itself JSON`;
  if (answer.bytes.length === 0) return 'answered with nothing';
  if (answer.bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'answered with a byte order mark';
  return null;
}

function parse(bytes: Buffer): Record<string, unknown> | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (isDeeperThan(text, MAX_DEPTH)) return null;
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // Bad UTF-8 and bad JSON are one thing to the officer: the caller names it.
    return null;
  }
}

/** Looked for in the text, because a deep value parses well and then breaks what copies it. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}

function waitTime(answer: HttpAnswer): string {
  const seconds = Number(answer.header('retry-after') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds > 0 && seconds <= 3600 ? `${String(seconds)} s` : 'a few minutes';
}

function hostOf(answer: HttpAnswer): string {
  return new URL(answer.url).host;
}
