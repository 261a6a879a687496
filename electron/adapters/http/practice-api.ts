import type { PracticeApi } from './dcm-api.ts';
import type { HttpClient } from './http-client.ts';
import { answerRefused, readJsonObject } from './json-answer.ts';

/** Makes the client of what only a practice DCM can do. It reaches this machine's loopback and nothing else. */
export function createPracticeApi({ http }: { readonly http: HttpClient }): PracticeApi {
  return {
    async issueToken(baseUrl, { kind, sub }) {
      const answer = await http.send(
        { baseUrl, kind: 'practice', ca: null },
        {
          method: 'POST',
          path: '/practice/v1/token',
          headers: { 'content-type': 'application/json' },
          body: Buffer.from(JSON.stringify(sub === null ? { kind } : { kind, sub }), 'utf8'),
          isChange: false,
        },
      );
      const { token } = readJsonObject(answer, { isChange: false });
      if (typeof token === 'string' && token !== '') return token;
      throw answerRefused(answer, { isChange: false }, 'gave no token: it may not be a practice DCM');
    },
  };
}
