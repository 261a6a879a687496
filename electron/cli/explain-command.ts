import { HELP_IDS } from '../../shared/model/help.ts';
import type { Language } from '../../shared/model/language.ts';
import { helpNamed } from '../../shared/text/help-index.ts';
import { helpTopic, helpTopics, type HelpTopic } from '../../shared/text/help.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';

const HEADINGS: Readonly<
  Record<Language, Readonly<Record<'happened' | 'sure' | 'next' | 'call' | 'seeAlso', string>>>
> = {
  en: {
    happened: 'What happened',
    sure: 'How to be sure',
    next: 'What to do',
    call: 'Whom to call',
    seeAlso: 'See also',
  },
  uk: {
    happened: 'Що сталося',
    sure: 'Як переконатися',
    next: 'Що робити',
    call: 'Кому телефонувати',
    seeAlso: 'Див. також',
  },
};

/** The offline help at the terminal. Needs no home, and opens nothing. */
export const explainCommand: Command = {
  words: 'explain',
  summary: '[ID|CODE]: what an answer means, how to be sure, what to do, whom to call; alone: every topic',
  flags: {},
  positionals: ['[ID]'],
  run({ args, output, language }) {
    const [name] = args.positionals;
    if (name === undefined) {
      const topics = helpTopics(language);
      output.result(
        topics,
        topics.map(({ id, title, codes }) => `${id}  ${title}${codes.length === 0 ? '' : `  (${codes.join(', ')})`}`),
      );
      return Promise.resolve(EXIT.done);
    }
    const id = helpNamed(name);
    if (id === null) {
      const [first] = HELP_IDS;
      throw usage(
        'no topic of the help has this name',
        `give a code of a verdict or a warning, or an id from ${first} to ${HELP_IDS.at(-1) ?? first}; "dcm-keys explain" lists them`,
      );
    }
    const topic = helpTopic(id, language);
    output.result(topic, describeTopic(topic, language));
    return Promise.resolve(EXIT.done);
  },
};

function describeTopic({ id, title, codes, happened, sure, next, call, seeAlso }: HelpTopic, language: Language) {
  const heading = HEADINGS[language];
  const others = seeAlso.map((other) => `${other} ${helpTopic(other, language).title}`);
  return [
    `${id}  ${title}`,
    ...(codes.length === 0 ? [] : [`     ${codes.join(', ')}`]),
    '',
    `${heading.happened}: ${happened}`,
    `${heading.sure}: ${sure}`,
    `${heading.next}:`,
    ...next.map((step, at) => `  ${String(at + 1)}. ${step}`),
    `${heading.call}: ${call}`,
    ...(others.length === 0 ? [] : [`${heading.seeAlso}: ${others.join('; ')}`]),
  ];
}
