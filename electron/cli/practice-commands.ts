import type { PracticeTokenKind } from '../../shared/model/token.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, wholeNumber } from './input.ts';

export const practiceCommands: readonly Command[] = [
  {
    words: 'practice',
    summary: '[--port N]: serves a practice DCM on 127.0.0.1 until it is stopped',
    flags: { port: 'value' },
    positionals: [],
    async run(run) {
      const port = wholeNumber(run, 'port', 0);
      if (port < 0 || port > 65_535) throw usage('--port takes 0 to 65535');
      const { baseUrl, counterpartyGuid, dcmKid, stop } = await run.core.startPractice({ port });
      // Whoever reads the first line may stop us at once.
      const stopped = run.untilStopped();
      run.output.raw(JSON.stringify({ baseUrl, counterpartyGuid, dcmKid }));
      run.output.remark('practice DCM: nothing here is real. Ctrl-C stops it.');
      await stopped;
      await stop();
      return EXIT.done;
    },
  },
  {
    words: 'practice token',
    summary: '--base-url U --kind genuine|expired|tampered|unknown-kid [--sub S]: a token of the practice DCM',
    flags: { 'base-url': 'value', kind: 'value', sub: 'value' },
    positionals: [],
    async run(run) {
      const kind = oneOf<PracticeTokenKind>(run, 'kind', ['genuine', 'expired', 'tampered', 'unknown-kid'], null);
      const token = await run.core.issuePracticeToken(run.args.required('base-url'), {
        kind,
        sub: run.args.value('sub'),
      });
      run.output.result({ token }, token);
      return EXIT.done;
    },
  },
];
