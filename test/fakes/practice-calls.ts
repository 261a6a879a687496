import type { Misbehaviour, PracticeRoute } from '../../shared/model/practice.ts';
import { createPracticeApi } from '../../electron/adapters/http/practice-api.ts';
import { dcmApi } from './dcm-calls.ts';

const { http } = dcmApi();

/** What only a practice DCM can be told. */
export const practiceApi = createPracticeApi({ http });

/** Tells it to misbehave, for one request unless said otherwise. */
export async function misbehave(
  baseUrl: string,
  as: Misbehaviour,
  { route = null, times = 1 }: { readonly route?: PracticeRoute | null; readonly times?: number | null } = {},
): Promise<void> {
  await practiceApi.behave(baseUrl, { as, route, times });
}
