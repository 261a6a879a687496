import { DcmError } from '../../domain/dcm-error.ts';
import { certificateProblem } from './certificate-problems.ts';
import { tidy } from './server-words.ts';

type ProxyCode = 'PROXY_UNREACHABLE' | 'PROXY_REFUSED' | 'PROXY_AUTH_NEEDED';

const ASK = 'check the address of the proxy, and ask your network people whether it is up';

/** An error on the way, before DCM was reached: nothing was sent to it. */
export function proxyFailure(
  code: ProxyCode,
  { problem, hint, cause }: { readonly problem: string; readonly hint: string; readonly cause?: unknown },
): DcmError {
  return new DcmError(code, problem, { hint, fate: 'not-sent', cause });
}

/** A proxy that could not be connected to, or whose certificate is refused. */
export function proxyUnreachable(proxy: string, cause: unknown): DcmError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no reason given';
  const certificate = certificateProblem(code);
  return proxyFailure('PROXY_UNREACHABLE', {
    problem:
      certificate === null
        ? `the proxy at ${proxy} cannot be reached (${code})`
        : `the proxy at ${proxy} showed a certificate that is refused: ${certificate.problem}`,
    hint: ASK,
    cause,
  });
}

export function proxyTooSlow(proxy: string | null, limitMs: number): DcmError {
  const seconds = String(limitMs / 1000);
  return proxyFailure('PROXY_UNREACHABLE', {
    problem:
      proxy === null
        ? `the system did not say within ${seconds} s which proxy leads to DCM`
        : `the proxy at ${proxy} gave no way to DCM within ${seconds} s`,
    hint: proxy === null ? 'set the proxy for this environment yourself (env access NAME --proxy …)' : ASK,
  });
}

export function proxyNonsense(proxy: string, problem: string): DcmError {
  return proxyFailure('PROXY_REFUSED', {
    problem: `the proxy at ${proxy} ${problem}`,
    hint: 'check the address of the proxy: this is not how a proxy answers',
  });
}

/** What a proxy said instead of opening the way. */
export interface ProxyAnswer {
  readonly status: number;
  readonly reason: string;
  /** The values of Proxy-Authenticate. */
  readonly challenges: readonly string[];
}

/** Turns a proxy's "no" into an error. `sent`: what we proved ourselves with. */
export function proxyRefusal(
  proxy: string,
  { status, reason, challenges }: ProxyAnswer,
  sent: { readonly user: string | null; readonly hasPassword: boolean },
): DcmError {
  if (status === 407) return authNeeded(proxy, challenges, sent);
  const words = tidy(reason);
  return proxyFailure('PROXY_REFUSED', {
    problem: `the proxy at ${proxy} does not open the way to DCM: ${String(status)}${words === null ? '' : ` ${words}`}`,
    hint:
      status >= 500
        ? 'check the base URL; if it is right, ask your network people whether the proxy can reach DCM'
        : 'ask your network people to let this computer reach DCM by the proxy',
  });
}

function authNeeded(
  proxy: string,
  challenges: readonly string[],
  { user, hasPassword }: { readonly user: string | null; readonly hasPassword: boolean },
): DcmError {
  const schemes = challenges.map((one) => /^\s*(?<scheme>[A-Za-z-]+)/u.exec(one)?.groups?.['scheme'] ?? '?');
  if (schemes.length > 0 && !schemes.some((scheme) => scheme.toLowerCase() === 'basic')) {
    return proxyFailure('PROXY_REFUSED', {
      problem: `the proxy at ${proxy} wants a proof that this app cannot give (${schemes.join(', ')})`,
      hint: 'ask your network people for a way to DCM without it, or with user and password (Basic)',
    });
  }
  if (user === null) {
    return proxyFailure('PROXY_AUTH_NEEDED', {
      problem: `the proxy at ${proxy} wants a user and a password`,
      hint: 'name it and its user for this environment: env access NAME --proxy http://host:port --proxy-user USER',
    });
  }
  return proxyFailure('PROXY_AUTH_NEEDED', {
    problem: hasPassword
      ? `the proxy at ${proxy} refuses the user ${user} with this password`
      : `the proxy at ${proxy} wants the password of ${user}`,
    hint: 'give the password: it is kept in memory only (in the terminal: --proxy-password-fd N)',
  });
}
