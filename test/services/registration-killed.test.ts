import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ForgetfulDcm, startForgetfulDcm } from '../fakes/forgetful-dcm.ts';

const CHILD = join(import.meta.dirname, 'registration-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-registering-'));
const home = join(folder, 'home');
let dcm: ForgetfulDcm;

interface Report {
  readonly state: string | null;
  readonly isTrailWhole: boolean;
}

/** Runs the child to its end; `onStart` gets it before anything happens. `null`: it was killed. */
async function run(act: string, onStart: (child: ChildProcess) => void = () => undefined): Promise<Report | null> {
  const address = `http://127.0.0.1:${String(dcm.server.port)}`;
  const child = spawn(process.execPath, [CHILD, home, act, address], { stdio: ['ignore', 'pipe', 'inherit'] });
  onStart(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  return signal === null ? (JSON.parse(text) as Report) : null;
}

beforeAll(async () => {
  dcm = await startForgetfulDcm();
});
afterAll(async () => {
  await dcm.server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('an app that is killed between its request and the answer', () => {
  it(
    'knows afterwards that it sent something, looks, and ends with one registration',
    { timeout: 60_000 },
    async () => {
      await run('make');
      const killed = await run('send', (child) => {
        dcm.state.onChange = () => void child.kill('SIGKILL');
      });
      expect(killed).toBeNull();
      expect(dcm.stored).toHaveLength(1);
      expect(await run('look')).toEqual({ state: 'sent', isTrailWhole: true });
      expect(await run('send')).toEqual({ state: 'listed', isTrailWhole: true });
      expect(dcm.stored).toHaveLength(1);
      expect(dcm.server.requests.filter(({ line }) => line.startsWith('POST'))).toHaveLength(1);
    },
  );
});
