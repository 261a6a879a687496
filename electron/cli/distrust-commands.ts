import { DCM_LINES } from '../../shared/text/dcm-lines.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { instantOf } from './input.ts';
import { columns } from './output.ts';

export const distrustCommands: readonly Command[] = [
  {
    words: 'dcm distrust',
    summary: 'KID --env NAME --since ISO --reason R [--caller WHO] [--call-back HOW]: DCM said that its key is stolen',
    flags: { env: 'value', since: 'value', reason: 'value', caller: 'value', 'call-back': 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args } = run;
      const wanted = {
        kid: args.positional(0),
        env: args.required('env'),
        since: new Date(instantOf(args.required('since'), 'since')).toISOString(),
        reason: args.required('reason'),
        caller: args.value('caller'),
        callBack: args.value('call-back'),
      };
      const home = await run.home('write');
      const { kid, since } = home.distrustedKeys.add(wanted);
      if (!home.archiveHistory.publications(wanted.env).some((one) => one.kid === kid)) {
        run.output.remark(DCM_LINES[run.language].neverSeen(wanted.env, kid));
      }
      run.output.result({ kid, since }, DCM_LINES[run.language].distrusted(kid));
      return EXIT.done;
    },
  },
  {
    words: 'dcm trust-again',
    summary: 'KID --env NAME --reason R [--caller WHO] [--call-back HOW]: DCM said that its key is safe after all',
    flags: { env: 'value', reason: 'value', caller: 'value', 'call-back': 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args } = run;
      const said = {
        kid: args.positional(0),
        env: args.required('env'),
        reason: args.required('reason'),
        caller: args.value('caller'),
        callBack: args.value('call-back'),
      };
      const { kid, since, lifted } = (await run.home('write')).distrustedKeys.lift(said);
      run.output.result({ kid, since, liftedAt: lifted?.at ?? null }, DCM_LINES[run.language].trustedAgain(kid));
      return EXIT.done;
    },
  },
  {
    words: 'dcm distrusted',
    summary: '[--env NAME]: the keys of DCM that it said are stolen',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const env = run.args.value('env');
      const listed = home.distrustedKeys.list(env === null ? undefined : home.environments.get(env).name);
      home.trail.note('command.run', { command: 'dcm distrusted' });
      run.output.result(
        listed,
        listed.length === 0
          ? DCM_LINES[run.language].noneDistrusted
          : columns(listed.map((one) => [one.env, one.kid, one.since, one.caller ?? '-', one.reason])),
      );
      return EXIT.done;
    },
  },
];
