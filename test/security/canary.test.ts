import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeProcess, startPracticeProcess } from '../cli/run-terminal.ts';

const CHILD = join(import.meta.dirname, 'whole-job-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-canary-'));
let practice: PracticeProcess;

beforeAll(async () => {
  practice = await startPracticeProcess();
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A throw-away session with a real, unlocked gnome-keyring. */
async function inKeyringSession(): Promise<Record<string, unknown>> {
  const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"';
  const child = spawn('dbus-run-session', ['--', 'bash', '-c', unlock, 'session', process.execPath, CHILD, folder], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      XDG_DATA_HOME: join(folder, 'data'),
      LANG: 'C.UTF-8',
      PRACTICE: JSON.stringify({ baseUrl: practice.baseUrl, counterpartyGuid: practice.counterpartyGuid }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const line = output.split('\n').find((candidate) => candidate.startsWith('{'));
  if (line === undefined) throw new Error(`the session printed no report: ${errors.slice(-2000)}`);
  return JSON.parse(line) as Record<string, unknown>;
}

describe.runIf(process.platform === 'linux')('the whole job on a real Secret Service', () => {
  it('leaves no trace of the private key in any output, file or database page', { timeout: 120_000 }, async () => {
    const report = await inKeyringSession();
    expect(report).toMatchObject({ kind: 'os', secrets: 6, planted: 1, leaks: [] });
    expect(Object.values(report['codes'] as object).filter((code) => code !== 0)).toEqual([]);
  });
});
