import { answerBytes, json, startScriptedServer } from './scripted-server.ts';

/** A DCM that publishes what a test tells it to, and nothing else. */
export interface JwksServer {
  readonly baseUrl: string;
  /** Keys of a set; text is sent as it is; `null`: every call fails with a 500. */
  publish(what: readonly object[] | string | null): void;
  /** How many times it was asked. */
  asked(): number;
  stop(): Promise<void>;
}

export async function startJwksServer(keys: readonly object[]): Promise<JwksServer> {
  let answer = json({ keys });
  const server = await startScriptedServer((socket) => socket.end(answer));
  return {
    baseUrl: `http://127.0.0.1:${String(server.port)}`,
    publish(what) {
      if (what === null) answer = json({ error: 'logic error' }, '500 Internal Server Error');
      else if (typeof what === 'string') answer = answerBytes('200 OK', { 'Content-Type': 'application/json' }, what);
      else answer = json({ keys: what });
    },
    asked: () => server.requests.length,
    stop: () => server.stop(),
  };
}
