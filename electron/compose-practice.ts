import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './compose.ts';
import { AppError, hasCode } from './domain/errors.ts';
import { type PracticeDcm, type PracticeOptions, startPracticeDcm } from './practice/practice-dcm.ts';
import { type Home, PRACTICE_ENVIRONMENT, type StartPractice } from './services/home.ts';

/** The practice DCM of one home. */
export interface PracticeKeeper {
  readonly start: StartPractice;
  /** Starts it again where the home's own practice environment expects it. */
  resume(home: Home): Promise<void>;
  stop(): Promise<void>;
}

/** Runs the practice DCM of a practice home, and keeps what it knows in the home, so that practice goes on tomorrow. */
export function createPracticeKeeper(homePath: string): PracticeKeeper {
  const file = join(homePath, 'practice-dcm.json');
  let running: PracticeDcm | null = null;

  const keep: NonNullable<PracticeOptions['onStateChange']> = (state) => {
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };

  async function run(port: number, state: unknown): Promise<PracticeDcm> {
    const dcm = await startPracticeDcm({ port, now: systemClock.now, randomBytes, onStateChange: keep, state });
    running = dcm;
    keep(dcm.state());
    return dcm;
  }

  /** Gives what was kept, or `null` where it cannot be read; then the file is laid aside. */
  function readKept(): unknown {
    const text = readFileSync(file, 'utf8');
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return layAside();
    }
  }

  /** What is practised on is worth a minute: it begins anew, and whoever wants to know why finds the old file. */
  function layAside(): null {
    renameSync(file, join(homePath, `practice-dcm.damaged-${String(systemClock.now())}.json`));
    return null;
  }

  return {
    start: async ({ port }) => await run(port, null),
    async resume(home) {
      const environment = home.environments.list().find((one) => one.name === PRACTICE_ENVIRONMENT);
      if (environment?.kind !== 'practice' || !existsSync(file)) return;
      // What happens in practice could not be kept; judging needs none of it.
      if (!home.store.isWritable) return;
      const port = Number(new URL(environment.baseUrl).port);
      try {
        await run(port, readKept());
      } catch (error) {
        // The port is in use, perhaps by `dcm-keys practice`: the environment then reaches whatever listens there.
        if (hasCode(error, 'PORT_UNAVAILABLE')) return;
        if (!(error instanceof AppError && error.code === 'INPUT_INVALID')) throw error;
        await run(port, layAside());
      }
    },
    async stop() {
      await running?.stop();
    },
  };
}
