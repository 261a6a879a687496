import { fingerprintWords } from '../../shared/text/fingerprint-words.ts';
import { hexGroups } from '../../shared/text/thumbprint-hex.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { columns } from './output.ts';

const PER_LINE = 8;

/** A key's fingerprint, to be read to somebody who holds it against what his own screen shows. */
export const keyWordsCommand: Command = {
  words: 'key words',
  summary: 'KID [--lang uk]: its fingerprint in hex, and in words to read aloud',
  flags: {},
  positionals: ['KID'],
  async run(run) {
    const home = await run.home('read');
    const { kid, thumbprint } = home.keys.get(run.args.positional(0));
    home.trail.note('command.run', { command: 'key words' });
    const hex = hexGroups(thumbprint);
    const words = fingerprintWords(thumbprint, run.language);
    const rows = words.map((group, row) =>
      group.map((word, place) => `${String(row * group.length + place + 1).padStart(2)} ${word}`),
    );
    run.output.result({ kid, thumbprint, hex, language: run.language, words: words.flat() }, [
      thumbprint,
      '',
      hex.slice(0, PER_LINE).join(' '),
      hex.slice(PER_LINE).join(' '),
      '',
      ...columns(rows),
    ]);
    if (!run.output.isJson) run.output.remark(REMARK[run.language]);
    return EXIT.done;
  },
};

const REMARK = {
  en: 'the hex digits decide; the words are their first half, for reading aloud',
  uk: 'вирішують шістнадцяткові цифри; слова — це їхня перша половина, для читання вголос',
} as const;
