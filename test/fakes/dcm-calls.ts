import type { Environment } from '../../shared/model/environment.ts';
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

/** The real client, with shorter limits where a test waits for them. */
export function dcmApi(limits: Partial<HttpLimits> = {}) {
  const http = createHttpClient({ isOnline: () => true, limits: { ...DEFAULT_LIMITS, ...limits } });
  return { http, dcm: createHttpDcmApi({ http }) };
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
