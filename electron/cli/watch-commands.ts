import type { JwksDiff } from '../../shared/model/sighting.ts';
import { AppError } from '../domain/errors.ts';
import { isEmptyDiff } from '../domain/jwks-diff.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { describeDiff } from './diff-lines.ts';
import { EXIT } from './exit-codes.ts';
import { columns } from './output.ts';

const NO_CHANGE: JwksDiff = { added: [], removed: [], changed: [] };

export const watchCommands: readonly Command[] = [
  {
    words: 'dcm watch',
    summary: '--env NAME --once: for a scheduler; exit 1 if DCM’s keys are others than at the last look',
    flags: { env: 'value', once: 'switch' },
    positionals: [],
    async run(run) {
      const env = run.args.required('env');
      if (!run.args.has('once')) {
        throw usage('--once is missing', 'the terminal looks once: let a scheduler call it, or leave the window open');
      }
      const home = await run.home('write');
      const { diff, refusal, snapshot } = await home.archive.look(env, { isQuiet: false });
      if (refusal !== null) throw new AppError('DCM_ANSWER_REFUSED', refusal.message, { hint: refusal.hint });
      if (diff === null) {
        run.output.remark(`the first look: snapshot ${String(snapshot.id)} is what the next one is compared with`);
      }
      const change = diff ?? NO_CHANGE;
      run.output.result(change, describeDiff(change, run.language));
      return isEmptyDiff(change) ? EXIT.done : EXIT.notValid;
    },
  },
  {
    words: 'snapshot history',
    summary: '--env NAME: when each key of DCM was seen published, and when nobody looked',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const env = run.args.required('env');
      const home = await run.home('read');
      const { keys, sightings, notWatched, news } = home.archiveHistory.read(env);
      home.trail.note('command.run', { command: 'snapshot history' });
      const rows = keys.flatMap(({ kid, spans, isListedNow, distrustedSince }) =>
        spans.map(({ from, to }, index) => [
          kid,
          from,
          to,
          isListedNow && index === spans.length - 1 ? 'listed' : 'gone',
          distrustedSince === null ? '' : `STOLEN since ${distrustedSince}`,
        ]),
      );
      run.output.result({ keys, sightings, notWatched, news }, [
        ...columns(rows),
        ...notWatched.map(({ from, to }) => `not watched ${from} to ${to ?? 'now'}`),
      ]);
      return EXIT.done;
    },
  },
];
