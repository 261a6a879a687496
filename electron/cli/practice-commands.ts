import { PRACTICE_MANNERS, PRACTICE_ROUTES } from '../../shared/model/practice.ts';
import type { PracticeTokenKind } from '../../shared/model/token.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, wholeNumber } from './input.ts';

const ROUTES = ['all', ...PRACTICE_ROUTES] as const;

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
      const baseUrl = run.args.required('base-url');
      const sub = run.args.value('sub');
      const token = await run.core.usePractice((practice) => practice.issueToken(baseUrl, { kind, sub }));
      run.output.result({ token }, token);
      return EXIT.done;
    },
  },
  {
    words: 'practice behave',
    summary: `--base-url U --as MODE [--route ${ROUTES.join('|')}] [--times N]: tells it to misbehave, or "well" again; modes: ${PRACTICE_MANNERS.join(', ')}`,
    flags: { 'base-url': 'value', as: 'value', route: 'value', times: 'value' },
    positionals: [],
    async run(run) {
      const baseUrl = run.args.required('base-url');
      const as = oneOf(run, 'as', PRACTICE_MANNERS, null);
      const route = oneOf(run, 'route', ROUTES, 'all');
      const times = run.args.has('times') ? wholeNumber(run, 'times', 1) : null;
      if (times !== null && (times < 1 || times > 1000)) throw usage('--times takes 1 to 1000');
      const wanted = { as, route: route === 'all' ? null : route, times };
      await run.core.usePractice((practice) => practice.behave(baseUrl, wanted));
      run.output.result(
        wanted,
        `from now on: ${as}${times === null ? '' : `, for ${String(times)} requests`} (${route})`,
      );
      return EXIT.done;
    },
  },
  {
    words: 'practice rotate',
    summary: '--base-url U [--keep-old]: lets it take a new key of its own; the old one goes, or stays published',
    flags: { 'base-url': 'value', 'keep-old': 'switch' },
    positionals: [],
    async run(run) {
      const baseUrl = run.args.required('base-url');
      const keepsOld = run.args.has('keep-old');
      const kid = await run.core.usePractice((practice) => practice.rotate(baseUrl, { keepsOld }));
      run.output.result({ kid, keepsOld }, `it signs with ${kid}; the key before ${keepsOld ? 'stays' : 'is gone'}`);
      return EXIT.done;
    },
  },
  {
    words: 'practice publish-delay',
    summary: '--base-url U --seconds N: how long after it was stored a key is listed and accepted',
    flags: { 'base-url': 'value', seconds: 'value' },
    positionals: [],
    async run(run) {
      const baseUrl = run.args.required('base-url');
      run.args.required('seconds');
      const seconds = wholeNumber(run, 'seconds', 0);
      if (seconds < 0 || seconds > 86_400) throw usage('--seconds takes 0 to 86400');
      await run.core.usePractice((practice) => practice.setPublishDelay(baseUrl, seconds));
      run.output.result({ seconds }, `keys count ${String(seconds)} s after they were stored`);
      return EXIT.done;
    },
  },
  {
    words: 'practice clock',
    summary: '--base-url U --seconds N: by how much its header Date is wrong from now on; 0 is right again',
    flags: { 'base-url': 'value', seconds: 'value' },
    positionals: [],
    async run(run) {
      const baseUrl = run.args.required('base-url');
      run.args.required('seconds');
      const seconds = wholeNumber(run, 'seconds', 0);
      if (Math.abs(seconds) > 31_536_000) throw usage('--seconds takes -31536000 to 31536000');
      await run.core.usePractice((practice) => practice.setDateError(baseUrl, seconds));
      run.output.result({ seconds }, `its clock is ${String(seconds)} s from ours, as far as it says`);
      return EXIT.done;
    },
  },
];
