import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestHome, type PracticeProcess, startPracticeProcess, type TestHome } from './run-terminal.ts';

/** A home that can sign: a practice DCM beside it, one key, a snapshot; and a folder for what a test spoils. */
export interface SigningHome {
  readonly home: TestHome;
  readonly practice: PracticeProcess;
  readonly folder: string;
  readonly kid: string;
  /** The words that sign a bank token with its key. */
  readonly signArgv: readonly string[];
  close(): Promise<void>;
}

export async function openSigningHome(): Promise<SigningHome> {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-signing-'));
  const practice = await startPracticeProcess();
  const home = createTestHome();
  const { baseUrl, counterpartyGuid } = practice;
  await home.run(['env', 'add', 'p', '--base-url', baseUrl, '--counterparty', counterpartyGuid, '--kind', 'practice']);
  const made = await home.run(['key', 'generate', '--env', 'p', '--bits', '2048', '--json']);
  const { kid } = made.json<{ kid: string }>();
  await home.run(['dcm', 'jwks', '--env', 'p']);
  const claims = ['--flow', 'sign-in', '--sub', 's', '--obj', 'o', '--reason', 'r'];
  return {
    home,
    practice,
    folder,
    kid,
    signArgv: ['token', 'sign', '--key', kid, '--env', 'p', ...claims],
    async close() {
      await practice.stop();
      home.erase();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
