import type { PracticeApi, WayToDcm } from './dcm-api.ts';
import type { HttpAnswer, HttpClient } from './http-client.ts';
import { answerRefused, readJsonObject } from './json-answer.ts';

const STRAIGHT: WayToDcm = { pin: null, proxy: { mode: 'direct' }, proxyPassword: null };

/** Makes the client of what only a practice DCM can do. It reaches this machine's loopback and nothing else. */
export function createPracticeApi({ http }: { readonly http: HttpClient }): PracticeApi {
  async function post(baseUrl: string, path: string, body: object) {
    const answer: HttpAnswer = await http.send(
      { baseUrl, kind: 'practice', ca: null, way: STRAIGHT },
      {
        method: 'POST',
        path: `/practice/v1/${path}`,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body), 'utf8'),
        isChange: false,
      },
    );
    const members = readJsonObject(answer, { isChange: false });
    return (name: string): string => {
      const value = members[name];
      if (typeof value === 'string' && value !== '') return value;
      throw answerRefused(answer, { isChange: false }, `gave no ${name}: it may not be a practice DCM`);
    };
  }

  return {
    async issueToken(baseUrl, { kind, sub }) {
      return (await post(baseUrl, 'token', sub === null ? { kind } : { kind, sub }))('token');
    },
    async behave(baseUrl, wanted) {
      (await post(baseUrl, 'behaviour', wanted))('as');
    },
    async rotate(baseUrl, { keepsOld }) {
      return (await post(baseUrl, 'rotation', { keepsOld }))('kid');
    },
    async setPublishDelay(baseUrl, seconds) {
      (await post(baseUrl, 'publish-delay', { seconds }))('at');
    },
    async setDateError(baseUrl, seconds) {
      (await post(baseUrl, 'clock', { seconds }))('at');
    },
  };
}
