import { ALARM_CODES } from '../../shared/model/alarm.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { callSheet } from '../../shared/text/call-sheet.ts';
import { AppError } from '../domain/errors.ts';
import { inspectToken } from '../domain/token.ts';
import type { JudgeRequest } from '../services/token-checks.ts';
import type { Command, Run } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { instantOf, leewayOf, oneOf, readToken } from './input.ts';
import { readSource } from './key-source.ts';
import { describeVerdictLines } from './verdict-lines.ts';

/** Longer ones are not even decoded: 64 KiB. */
const MAX_INSPECTED = 65_536;

export const tokenCommands: readonly Command[] = [
  {
    words: 'token inspect',
    summary: '[TOKEN | --file F]: decodes and explains; verifies nothing',
    flags: { file: 'value' },
    positionals: ['[TOKEN]'],
    async run(run) {
      const token = await readToken(run, 0);
      if (token.length > MAX_INSPECTED) {
        throw new AppError('INPUT_TOO_LARGE', 'the token is longer than 64 KiB', {
          hint: 'check what was pasted: no token of DCM is that long',
        });
      }
      const inspected = inspectToken(token);
      if (!run.output.isJson) run.output.remark('decoded only: nothing has been verified');
      run.output.result(inspected, [
        `header  ${JSON.stringify(inspected.header, null, 2)}`,
        `claims  ${JSON.stringify(inspected.claims, null, 2)}`,
        ...inspected.warnings.map(({ code, message }) => `warning ${code}: ${message}`),
      ]);
      return EXIT.done;
    },
  },
  {
    words: 'token verify',
    summary:
      '(--jwks FILE | --env NAME | --snapshot ID | --own) [TOKEN | --file F] [--profile bank|platform|any] [--at T] [--leeway S] [--jws] [--call-sheet]',
    flags: {
      jwks: 'value',
      env: 'value',
      snapshot: 'value',
      own: 'switch',
      profile: 'value',
      leeway: 'value',
      jws: 'switch',
      'call-sheet': 'switch',
      file: 'value',
    },
    positionals: ['[TOKEN]'],
    async run(run) {
      const { source, ...request } = await readJudgeRequest(run);
      const verdict =
        source.from === 'jwks'
          ? run.core.judgeByGivenSet(request, source.bytes)
          : (await run.home('read')).tokenChecks.judge({ ...request, source });
      if (run.args.has('call-sheet')) {
        const contact = source.from === 'environment' ? (await run.home('read')).access.read(source.env).contact : null;
        const lines = callSheet({ verdict, isAsOf: run.args.has('at'), contact }, run.language);
        run.output.result({ ...verdict, callSheet: lines }, lines);
      } else run.output.result(verdict, describeVerdictLines(verdict, run.language));
      for (const { code, message } of run.output.isJson ? [] : verdict.warnings)
        run.output.remark(`${ALARM_CODES.includes(code) ? 'ALARM ' : ''}${code}: ${message}`);
      return exitCodeOfVerdict(verdict);
    },
  },
];

/** What to judge, by whose keys and for when, as the flags of `token verify` say it. @throws USAGE_INVALID, INPUT_EMPTY, FILE_UNREADABLE */
export async function readJudgeRequest(run: Run, positional = 0): Promise<JudgeRequest> {
  const { args } = run;
  const source = readSource(run);
  const at = args.value('at');
  return {
    source,
    profile: oneOf(run, 'profile', ['any', 'bank', 'platform'] as const, 'any'),
    instant: at === null ? run.core.now() : instantOf(at, 'at'),
    now: run.core.now(),
    leewaySeconds: leewayOf(run),
    mode: args.has('jws') ? ('jws' as const) : ('jwt' as const),
    language: run.language,
    token: await readToken(run, positional),
  };
}

function exitCodeOfVerdict({ outcome }: Verdict): ExitCode {
  if (outcome === 'valid') return EXIT.done;
  return outcome === 'invalid' ? EXIT.notValid : EXIT.undecided;
}
