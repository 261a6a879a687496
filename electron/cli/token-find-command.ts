import type { FoundToken } from '../../shared/model/found-token.ts';
import { describeFoundKind, describePlace, describeRepairs } from '../../shared/text/found-token.ts';
import { findTokens } from '../domain/token-finder.ts';
import { asUtf8 } from '../domain/token-finder-text.ts';
import { usage } from './arguments.ts';
import { readBounded } from './bounded-file.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';

/** More than anybody reads; a scan has no such bound. */
const MOST_LISTED = 1000;

/** Finds the tokens in whatever a file or a pipe holds. Needs no home, judges nothing and writes nothing. */
export const tokenFindCommand: Command = {
  words: 'token find',
  summary: '[F|-] | --file F: every token in a text, a mail, a dump, one a line; judges nothing',
  flags: { file: 'value' },
  positionals: ['[F]'],
  async run(run) {
    const bytes = await readBounded(run, nameOf(run));
    try {
      const { tokens, distinct } = findTokens(asUtf8(bytes), MOST_LISTED);
      run.output.result(
        tokens,
        tokens.map(({ token }) => token),
      );
      if (!run.output.isJson) for (const one of tokens) run.output.remark(describe(one, run));
      if (distinct > tokens.length) {
        run.output.remark(`${String(distinct)} different tokens: the first ${String(tokens.length)} are listed`);
      }
      if (tokens.length > 0) return EXIT.done;
      run.output.remark(
        'no token found: looked for compact ones, encoded, escaped, wrapped or in base64, and for JSON',
      );
      return EXIT.notValid;
    } finally {
      bytes.fill(0);
    }
  },
};

function nameOf({ args }: Run): string {
  const [positional] = args.positionals;
  const file = args.value('file');
  if (positional !== undefined && file !== null) throw usage('the file is given twice: as an argument and as --file');
  return positional ?? file ?? '-';
}

function describe(found: FoundToken, { language }: Run): string {
  const repairs = describeRepairs(found, language);
  const words = `${describeFoundKind(found, language)} ${describePlace(found, language)}`;
  return [words, ...repairs].join('; ');
}
