import { parseBaseUrl } from '../../domain/base-url.ts';
import { AppError } from '../../domain/errors.ts';
import { explainFailure, offline, tooSlow } from './call-failures.ts';
import { certificateProblem } from './certificate-problems.ts';
import { openConnection } from './connection.ts';
import type { CertificateSource, ResolveProxy } from './dcm-api.ts';
import { DEFAULT_LIMITS } from './http-client.ts';
import { certificateFacts } from './server-certificate.ts';

interface Dependencies {
  readonly isOnline: () => boolean;
  readonly resolveProxy: ResolveProxy;
  readonly limitMs?: number;
}

/**
 * Makes the way to look at a server's certificate. TLS judges it as in every call, and refuses it as in every call: what is
 * shown is what it was refused for. No byte of HTTP is sent.
 */
export function createCertificateSource(dependencies: Dependencies): CertificateSource {
  const { isOnline, resolveProxy, limitMs = DEFAULT_LIMITS.headersMs } = dependencies;
  return {
    async seeCertificate(environment, way) {
      const baseUrl = parseBaseUrl(environment.baseUrl, environment.kind);
      const { host, protocol } = new URL(baseUrl);
      if (protocol !== 'https:') {
        throw new AppError('INPUT_INVALID', `"${environment.name}" speaks plain HTTP: it has no certificate`, {
          hint: 'only a practice DCM on this computer may do so',
        });
      }
      if (environment.kind !== 'practice' && !isOnline()) throw offline();
      // The pin is not asked for: whoever looks wants to compare it himself.
      const connection = openConnection({ ...environment, baseUrl, way: { ...way, pin: null } }, resolveProxy);
      const call = { host, isChange: false, fate: 'not-sent' } as const;
      const slow = rejectAfter(limitMs, () => connection.slowProxy(limitMs) ?? tooSlow(call, limitMs));
      let problem: string | null = null;
      try {
        await Promise.race([connection.open(), slow.rejected]);
      } catch (thrown) {
        problem = whyRefused(thrown);
        if (problem === null || connection.certificate() === null) throw explainFailure(thrown, call);
      } finally {
        slow.stop();
        connection.destroy();
      }
      const certificate = connection.certificate();
      if (certificate === null) throw explainFailure(new Error('no certificate was shown'), call);
      return { ...certificateFacts(certificate), isTrusted: problem === null, problem };
    },
  };
}

function whyRefused(thrown: unknown): string | null {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
  return certificateProblem(code)?.problem ?? null;
}

function rejectAfter(ms: number, reason: () => Error) {
  let timer: NodeJS.Timeout | undefined;
  const rejected = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(reason()), ms);
  });
  return { rejected, stop: () => clearTimeout(timer) };
}
