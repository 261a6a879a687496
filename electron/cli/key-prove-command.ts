import { possessionCommand } from '../../shared/text/possession-command.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readGivenToken } from './input.ts';
import { KEY_LIFE_WORDS } from './key-life-words.ts';

export const keyProveCommand: Command = {
  words: 'key prove',
  summary:
    'KID: the text that the holder of a key kept elsewhere signs | KID --answer TOKEN|- | KID --file F: his answer',
  flags: { answer: 'value', file: 'value' },
  positionals: ['KID'],
  async run(run) {
    const { args, output } = run;
    const kid = args.positional(0);
    const answer = await answerOf(run);
    const { keys, possession, trail } = await run.home('write');
    if (answer !== null) {
      const key = possession.prove(kid, answer);
      output.result(key, KEY_LIFE_WORDS[run.language].possession(key.kid, key.possessionProvenAt ?? '-'));
      return EXIT.done;
    }
    // Whoever looks again does not spoil the question that the holder has been sent.
    const pending = possession.pending(kid);
    const challenge = pending ?? possession.ask(kid);
    if (pending !== null) trail.note('command.run', { command: 'key prove' });
    const { alg } = keys.get(kid);
    output.remark(
      `have exactly this text signed, without a line break at its end, as a compact JWS with the header ${JSON.stringify({ alg, kid })}, before ${challenge.expiresAt}; then: dcm-keys key prove KID --answer TOKEN`,
    );
    output.remark(`where the private half lies in key.pem:\n\n${possessionCommand({ ...challenge, alg })}\n`);
    output.result(challenge, challenge.payload);
    return EXIT.done;
  },
};

async function answerOf(run: Run): Promise<string | null> {
  const { args } = run;
  if (args.has('answer') && args.has('file')) throw usage('the answer is given twice: as --answer and as --file');
  return args.has('answer') || args.has('file') ? await readGivenToken(run, args.value('answer')) : null;
}
