import { DcmError, type RequestFate } from '../../domain/dcm-error.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { certificateProblem } from './certificate-problems.ts';

/** What an error must know of the call that failed. */
export interface FailedCall {
  readonly host: string;
  readonly isChange: boolean;
  readonly fate: RequestFate;
}

/** Makes the error of one call. After a change that may have been made, it says so and asks for a look first. */
export function callFailure(
  code: ErrorCode,
  call: FailedCall,
  { problem, hint, cause }: { readonly problem: string; readonly hint: string; readonly cause?: unknown },
): DcmError {
  const isInDoubt = call.isChange && call.fate === 'unknown';
  return new DcmError(
    code,
    `DCM at ${call.host} ${problem}${isInDoubt ? '; it is unknown whether DCM stored the key' : ''}`,
    {
      hint: isInDoubt ? `look at what DCM lists before you send it again; ${hint}` : hint,
      fate: call.fate,
      cause,
    },
  );
}

export function offline(): DcmError {
  return new DcmError('OFFLINE', 'the app is in offline mode: nothing was sent', {
    hint: 'go online first, or judge with a snapshot that is already here',
    fate: 'not-sent',
  });
}

export function tooSlow(call: FailedCall, limitMs: number): DcmError {
  const seconds = String(limitMs / 1000);
  return callFailure('DCM_TIMEOUT', call, {
    problem:
      call.fate === 'not-sent' ? `could not be connected to within ${seconds} s` : `took longer than ${seconds} s`,
    hint: 'check the network and whether DCM is up, then try again',
  });
}

export function tooLarge(call: FailedCall, limitBytes: number): DcmError {
  return callFailure('DCM_ANSWER_REFUSED', call, {
    problem: `answered with more than ${String(Math.floor(limitBytes / 1024))} KiB`,
    hint: 'this is not how DCM answers: check the base URL and what stands between, a proxy for example',
  });
}

/** The target is named by its origin alone: the rest of a login page's address can hold a secret. */
export function redirected(call: FailedCall, status: number, location: string | null): DcmError {
  const origin = originOf(location, call);
  return callFailure('DCM_REDIRECTED', call, {
    problem: `sent us elsewhere (${String(status)}${origin === null ? '' : ` to ${origin}`}), which is not followed`,
    hint: 'check the base URL with DCM; a login page or a proxy may stand between',
  });
}

function originOf(location: string | null, { host }: FailedCall): string | null {
  const base = `https://${host}`;
  if (location === null || !URL.canParse(location, base)) return null;
  const { origin } = new URL(location, base);
  return origin === 'null' ? null : origin;
}

const NAME_FAILURES: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'];

/** Turns what the transport threw into an error with a code and a next step; one of ours is given back as it is. */
export function explainFailure(thrown: unknown, call: FailedCall): DcmError {
  if (thrown instanceof DcmError) return thrown;
  const code = codeOf(thrown);
  const certificate = certificateProblem(code);
  if (certificate !== null) {
    return callFailure('DCM_CERTIFICATE_REFUSED', call, {
      problem: `showed a certificate that is refused: ${certificate.problem}`,
      hint: certificate.hint,
      cause: thrown,
    });
  }
  const nonsense = nonsenseProblem(thrown, code);
  if (nonsense !== null) {
    // Without its cause: undici keeps a copy of the answer in it, and a session token may stand there.
    return callFailure('DCM_ANSWER_REFUSED', call, { problem: nonsense, hint: 'check the base URL and its port' });
  }
  return callFailure('DCM_UNREACHABLE', call, { ...unreachable(code, call), cause: thrown });
}

/** What was wrong with an answer that is not HTTP as it must be; `null` if something else failed. */
function nonsenseProblem(thrown: unknown, code: string): string | null {
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'answered with endless headers';
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return 'answered with another length than it announced';
  // undici 7 leaves the code of these out.
  return thrown instanceof Error && thrown.name === 'HTTPParserError'
    ? 'answered with something that is not HTTP'
    : null;
}

function unreachable(code: string, { fate }: FailedCall): { readonly problem: string; readonly hint: string } {
  if (NAME_FAILURES.includes(code)) {
    return { problem: 'cannot be found: its name is unknown here', hint: 'check the base URL and the network (DNS)' };
  }
  if (code === 'ECONNREFUSED') {
    return { problem: 'refuses connections', hint: 'check the base URL and its port, and whether DCM is up' };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return {
      problem: 'does not speak TLS as we do',
      hint: 'check the base URL and its port; TLS 1.2 is the oldest taken',
    };
  }
  if (fate === 'not-sent') {
    return { problem: `cannot be reached (${code})`, hint: 'check the network, then try again' };
  }
  return { problem: `dropped the connection (${code})`, hint: 'check the network, then try again' };
}

/** The transport's own code. With two addresses tried, Node throws an AggregateError that carries the first one's. */
function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
    return thrown.code;
  }
  return 'no reason given';
}
