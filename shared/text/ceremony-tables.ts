import type { CeremonyContent, CeremonyEntry, CeremonyView } from '../model/ceremony.ts';
import type { CeremonyScript } from '../model/ceremony-script.ts';
import type { Language } from '../model/language.ts';
import { stepValues, tableTime } from './ceremony-facts.ts';
import { namesInTurn, slotName } from './ceremony-lines.ts';

/** Cells of text; a line feed within one begins a new line. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const WORDS = {
  en: {
    people: ['Role', 'Name', 'Document seen', 'Arrived (UTC)', 'Left (UTC)'],
    steps: ['No.', 'Time (UTC)', 'Step, who', 'What was recorded', 'Entry'],
    toTheEnd: 'to the end',
    replaces: (name: string) => `in place of ${name}`,
    words: (places: string) => `typed words ${places} from the paper: they fit`,
    repeats: (saw: string) => `typed again: ${saw}`,
    saw: (saw: string) => `saw: ${saw}`,
    mismatched: 'typed what the app does not have: the step stopped',
    failed: (problem: string) => `FAILED: ${problem}`,
    done: 'done',
  },
  uk: {
    people: ['Роль', 'Ім’я', 'Показаний документ', 'На місці від (UTC)', 'До (UTC)'],
    steps: ['№', 'Час (UTC)', 'Крок, хто', 'Що записано', 'Запис'],
    toTheEnd: 'до кінця',
    replaces: (name: string) => `замість: ${name}`,
    words: (places: string) => `уведено слова ${places} з паперу: збігаються`,
    repeats: (saw: string) => `уведено ще раз: ${saw}`,
    saw: (saw: string) => `побачено: ${saw}`,
    mismatched: 'уведено не те, що має застосунок: крок зупинено',
    failed: (problem: string) => `НЕ ВДАЛОСЯ: ${problem}`,
    done: 'зроблено',
  },
} as const;

type StepContent = Extract<CeremonyContent, { kind: 'done' | 'failed' | 'witnessed' | 'mismatched' }>;

/** Who took part, from when to when, and which document was seen. */
export function peopleTable({ people }: Pick<CeremonyView, 'people'>, language: Language): ReportTable {
  const words = WORDS[language];
  const rows = people.map(({ slot, name, document, arrivedAt, leftAt, replaces }) => [
    slotName(slot, language),
    replaces === null ? name : `${name}\n${words.replaces(replaces)}`,
    document,
    tableTime(arrivedAt),
    leftAt === null ? words.toTheEnd : tableTime(leftAt),
  ]);
  return { columns: words.people, rows };
}

/** What was done at each step and what the witness did, with the beginning of the hash of its entry in the transcript. */
export function stepsTable(
  entries: readonly CeremonyEntry[],
  {
    view,
    script,
    language,
  }: { readonly view: CeremonyView; readonly script: CeremonyScript; readonly language: Language },
): ReportTable {
  const words = WORDS[language];
  const titles = new Map(view.steps.map((step) => [step.id, step]));
  const valueOf = stepValues(script, language);
  const whoIn = namesInTurn();
  const told = (content: StepContent): readonly string[] => {
    switch (content.kind) {
      case 'done': {
        const values = Object.entries({ ...content.values, ...content.facts }).map(([name, value]) =>
          valueOf(content.step, name, value),
        );
        return values.length === 0 ? [words.done] : values;
      }
      case 'failed':
        return [`${words.failed(content.problem)} (${content.code})`];
      case 'mismatched':
        return [words.mismatched];
      case 'witnessed':
        if (content.work === 'words') return [words.words(content.places.join(', '))];
        return [content.work === 'repeats' ? words.repeats(content.saw ?? '') : words.saw(content.saw ?? '')];
    }
  };
  const rows = entries.flatMap(({ content, at, hash }) => {
    const nameOf = whoIn(content);
    if (!isOfStep(content)) return [];
    const step = titles.get(content.step);
    const isWitness = content.kind === 'witnessed' || content.kind === 'mismatched';
    const slot = isWitness ? 'witness' : (step?.slot ?? '');
    const who = `${slotName(slot, language)} ${nameOf(slot)}`.trim();
    const title = isWitness ? who : `${step?.title[language] ?? content.step}\n${who}`;
    return [
      [isWitness ? '' : String(step?.number ?? ''), tableTime(at), title, told(content).join('\n'), hash.slice(0, 8)],
    ];
  });
  return { columns: words.steps, rows };
}

function isOfStep(content: CeremonyContent): content is StepContent {
  return ['done', 'failed', 'witnessed', 'mismatched'].includes(content.kind);
}
