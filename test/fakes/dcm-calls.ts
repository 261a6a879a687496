import type { Environment } from '../../shared/model/environment.ts';
import type { ResolveProxy, WayToDcm } from '../../electron/adapters/http/dcm-api.ts';
import { createHttpClient, DEFAULT_LIMITS, type HttpLimits } from '../../electron/adapters/http/http-client.ts';
import { createHttpDcmApi } from '../../electron/adapters/http/http-dcm-api.ts';
import { DcmError } from '../../electron/domain/dcm-error.ts';
import { AppError } from '../../electron/domain/errors.ts';

export const GUID = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
export const LIST_PATH = `/api/v1/counterparty/${GUID}/jwk`;
export const ENTRY = '11111111-2222-4333-8444-555555555555';

/** An environment of kind practice: the only one that may be on loopback, where tests are. */
export function environmentAt(port: number, rest: Partial<Environment> = {}): Environment {
  return {
    name: 'test',
    baseUrl: `http://127.0.0.1:${String(port)}`,
    counterpartyGuid: GUID,
    kind: 'practice',
    ca: null,
    ...rest,
  };
}

/** Nothing but TLS itself, and what the system says of proxies: a system without any. */
export const PLAIN_WAY: WayToDcm = { pin: null, proxy: { mode: 'system' }, proxyPassword: null };
export const noProxy: ResolveProxy = () => Promise.resolve('DIRECT');

interface Setting {
  readonly way?: Partial<WayToDcm>;
  readonly credential?: string | null;
  readonly resolveProxy?: ResolveProxy;
  readonly isOnline?: () => boolean;
}

/** The real client, with shorter limits where a test waits for them. */
export function dcmApi(limits: Partial<HttpLimits> = {}, setting: Setting = {}) {
  const { way = {}, credential = null, resolveProxy = noProxy, isOnline = () => true } = setting;
  const http = createHttpClient({ isOnline, resolveProxy, limits: { ...DEFAULT_LIMITS, ...limits } });
  const dcm = createHttpDcmApi({
    http,
    wayTo: () => ({ ...PLAIN_WAY, ...way }),
    credentialOf: () => Promise.resolve(credential),
  });
  return { http, dcm };
}

/** What a failing call says: its code and, if it is about DCM, what became of the request. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ readonly code: string; readonly fate: string | null; readonly message: string; readonly hint: string }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, hint } = error;
    return { code, message, hint, fate: error instanceof DcmError ? error.fate : null };
  }
  return { code: 'nothing thrown', fate: null, message: '', hint: '' };
}
