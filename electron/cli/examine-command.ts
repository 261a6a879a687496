import { AppError } from '../domain/errors.ts';
import { examine } from '../domain/examine.ts';
import type { Home } from '../services/home.ts';
import { readBounded } from './bounded-file.ts';
import type { Command, Run } from './command.ts';
import { describeExamined } from './examine-text.ts';
import { EXIT } from './exit-codes.ts';

/** Says what something is, before anything is done with it. Needs no home; where there is one, its keys are recognised. */
export const examineCommand: Command = {
  words: 'examine',
  summary: '[F|-]: what a file or a text is: token, key, set of keys, certificate, PKCS#12 …',
  flags: {},
  positionals: ['[F]'],
  async run(run) {
    const file = run.args.positionals[0] ?? '-';
    const bytes = await readBounded(run, file);
    try {
      const examined = (await examinationOf(run)).examine(bytes);
      run.output.result(examined, describeExamined(examined, file === '-' ? 'F' : file));
      return EXIT.done;
    } finally {
      bytes.fill(0);
    }
  },
};

async function examinationOf(run: Run): Promise<Pick<Home['examination'], 'examine'>> {
  try {
    const home = await run.home('read');
    home.trail.note('command.run', { command: 'examine' });
    return home.examination;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'USAGE_INVALID') throw error;
    run.output.remark(`${error.code}: whether a key is ours is not known: ${error.message}`);
    return { examine: (bytes) => examine(bytes, { now: run.core.now(), find: () => null }) };
  }
}
