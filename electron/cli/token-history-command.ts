import type { SignedEntry } from '../../shared/model/signed-entry.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { wholeNumber } from './input.ts';

const MOST = 500;

/** What was signed here. */
export const tokenHistoryCommand: Command = {
  words: 'token history',
  summary: '[--key KID] [--limit 50] [--before SEQ]: what was signed here, newest first; never the tokens',
  flags: { key: 'value', limit: 'value', before: 'value' },
  positionals: [],
  async run(run) {
    const { args } = run;
    const limit = wholeNumber(run, 'limit', 50);
    if (limit < 1 || limit > MOST) throw usage(`--limit takes 1 to ${String(MOST)}`);
    const before = args.has('before') ? wholeNumber(run, 'before', 0) : null;
    const home = await run.home('read');
    const kid = args.value('key');
    const entries = home.signingHistory.page({ limit, before, kid: kid === null ? null : home.keys.record(kid).kid });
    home.trail.note('command.run', { command: 'token history' });
    run.output.result(entries, entries.length === 0 ? 'nothing was signed here' : entries.flatMap(linesOf));
    return EXIT.done;
  },
};

function linesOf(entry: SignedEntry): readonly string[] {
  const asked = [entry.requester, entry.ticket].filter((one) => one !== null).join(', ');
  return [
    `${entry.at}  event ${String(entry.auditSeq)}  ${entry.purpose}  by ${entry.by}`,
    `  ${entry.sentence ?? JSON.stringify(entry.claims)}`,
    `  ${asked === '' ? '' : `asked by ${asked}: `}${entry.reason}`,
    `  key ${entry.kid}, SHA-256 ${entry.tokenSha256}`,
  ];
}
