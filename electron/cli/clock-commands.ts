import type { ClockDoubt, ClockState } from '../../shared/model/clock.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';

export const clockCommands: readonly Command[] = [
  {
    words: 'clock show',
    summary: '[--env NAME]: whether this computer’s clock can be believed, and what is known of it',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const env = run.args.value('env');
      const state = home.clockGuard.state(env === null ? null : home.environments.get(env).name);
      home.trail.note('command.run', { command: 'clock show' });
      run.output.result(state, describe(state));
      return state.isTrusted ? EXIT.done : EXIT.notValid;
    },
  },
  {
    words: 'clock confirm',
    summary:
      '--source S --reason R: an officer says by which source this computer’s clock is right, and signing goes on',
    flags: { source: 'value', reason: 'value' },
    positionals: [],
    async run(run) {
      const said = { source: run.args.required('source'), reason: run.args.required('reason') };
      const state = (await run.home('write')).clockGuard.confirm(said);
      run.output.result(state, describe(state));
      return EXIT.done;
    },
  },
];

function describe({ now, isTrusted, doubts, measures, confirmed }: ClockState): readonly string[] {
  return [
    `this computer says ${now}: ${isTrusted ? 'nothing speaks against it' : 'in doubt, nothing is signed'}`,
    ...doubts.map((doubt) => `  ${describeDoubt(doubt)}`),
    ...(measures.length === 0 ? ['no DCM has answered yet'] : []),
    ...measures.map(
      ({ env, at, offsetMs, roundTripMs }) =>
        `  DCM of ${env}: ${(offsetMs / 1000).toFixed(1)} s from ours at ${at}, round trip ${String(roundTripMs)} ms`,
    ),
    ...(confirmed === null
      ? []
      : [
          `last confirmed at ${confirmed.at} by ${confirmed.source}: ${confirmed.reason} (event ${String(confirmed.auditSeq)})`,
        ]),
  ];
}

function describeDoubt(doubt: ClockDoubt): string {
  const seconds = `${String(Math.abs(doubt.seconds))} s`;
  switch (doubt.kind) {
    case 'behind-trail':
      return `event ${String(doubt.auditSeq)} of the trail is of ${doubt.at}, ${seconds} later`;
    case 'differs-from-dcm':
      return `the DCM of ${doubt.env} said at ${doubt.at} that we are ${seconds} ${doubt.seconds > 0 ? 'behind' : 'ahead'}`;
    case 'moved':
      return `it was moved by ${seconds} ${doubt.seconds > 0 ? 'forward' : 'back'} while the app ran`;
  }
}
