import { type RecordedRequest, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

export interface ForgetfulDcm {
  readonly server: ScriptedServer;
  /** What it holds; the test may change it. */
  readonly stored: { guid: string; data: unknown }[];
  readonly state: {
    /** It stores, and hangs up before it answers. */
    hangsUp: boolean;
    /** It answers every change with 400, and does nothing. */
    refuses: boolean;
    /** It forgets what it stored, when it is asked for its list. */
    lists: boolean;
    /** Told of each change before it is answered. */
    onChange: (line: string) => void;
  };
}

/** A DCM that stores what is posted and put and, while told to, hangs up before it answers. */
export async function startForgetfulDcm(): Promise<ForgetfulDcm> {
  const stored: { guid: string; data: unknown }[] = [];
  const state: ForgetfulDcm['state'] = { hangsUp: false, refuses: false, lists: true, onChange: () => undefined };
  const json = (value: unknown, status = '200 OK') => {
    const body = JSON.stringify(value);
    return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`;
  };
  const server = await startScriptedServer((socket, request: RecordedRequest) => {
    if (request.line.startsWith('GET')) {
      socket.end(json({ keys: state.lists ? stored.map((one) => ({ ...one, created_at: '', updated_at: '' })) : [] }));
      return;
    }
    if (state.refuses) {
      socket.end(json({ error: 'logic error' }, '400 Bad Request'));
      return;
    }
    const { data } = JSON.parse(request.body.toString()) as { data: unknown };
    const guid = /^PUT \S+\/([^\s/]+) /u.exec(request.line)?.[1] ?? `guid-${String(stored.length + 1)}`;
    const known = stored.find((one) => one.guid === guid);
    if (known === undefined) stored.push({ guid, data });
    else known.data = data;
    state.onChange(request.line);
    if (state.hangsUp) socket.destroy();
    else socket.end(json(known === undefined ? { guid } : {}));
  });
  return { server, stored, state };
}
