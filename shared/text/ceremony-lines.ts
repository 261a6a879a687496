import type { CeremonyEntry, CeremonyView } from '../model/ceremony.ts';
import type { CeremonyRole } from '../model/ceremony-script.ts';
import type { Language } from '../model/language.ts';
import { CEREMONY_WORDS } from './ceremony-words.ts';

/** Titles of steps by their ids, as a view has them. */
type Titled = Pick<CeremonyView, 'steps'>;

/** A transcript as people read it: one line for each entry, in its order, with its time and the beginning of its hash. */
export function transcriptLines(
  entries: readonly CeremonyEntry[],
  { steps }: Titled,
  language: Language,
): readonly string[] {
  const titles = new Map(steps.map(({ id, number, title }) => [id, `${String(number)}. ${title[language]}`]));
  const names = new Map<string, string>();
  return entries.map((entry) => {
    const line = `${String(entry.seq).padStart(3)}  ${entry.at}  ${describe(entry, { titles, names, language })}`;
    return `${line}  [${entry.hash.slice(0, 16)}]`;
  });
}

/** The place of a person, in words: "Custodian 3". */
export function slotName(slot: string, language: Language): string {
  const [role = '', number] = slot.split('-');
  const name = CEREMONY_WORDS[language].roles[role as CeremonyRole];
  return number === undefined ? name : `${name} ${number}`;
}

/** Follows who is in which place from one entry to the next; gives the names as they are after it. */
export function namesInTurn(): (content: CeremonyEntry['content']) => (slot: string) => string {
  const names = new Map<string, string>();
  return (content) => {
    if (content.kind === 'arrived' || content.kind === 'replaced') names.set(content.slot, content.name);
    return (slot) => names.get(slot) ?? '';
  };
}

interface Told {
  readonly titles: ReadonlyMap<string, string>;
  /** Who is in each place so far. */
  readonly names: Map<string, string>;
  readonly language: Language;
}

function describe({ content }: CeremonyEntry, { titles, names, language }: Told): string {
  const { entries, lines } = CEREMONY_WORDS[language];
  const step = 'step' in content ? (titles.get(content.step) ?? content.step) : '';
  const who = (slot: string) => `${slotName(slot, language)} ${names.get(slot) ?? ''}`.trim();
  switch (content.kind) {
    case 'started':
      return entries.started(`${content.script} (SHA-256 ${content.sha256})`);
    case 'arrived':
      names.set(content.slot, content.name);
      return entries.arrived(slotName(content.slot, language), content.name, content.document);
    case 'left':
      return entries.left(who(content.slot), content.reason);
    case 'returned':
      return entries.returned(who(content.slot));
    case 'replaced': {
      const before = who(content.slot);
      names.set(content.slot, content.name);
      return entries.replaced(before, content.name, content.document, content.reason);
    }
    case 'begun':
      return entries.begun(step);
    case 'done':
      return `${entries.done(step, who(content.slot))}${given({ ...content.values, ...content.facts })}`;
    case 'failed':
      return `${entries.failed(step, content.problem)} (${content.code})`;
    case 'witnessed':
      if (content.work === 'words') return entries.words(step, content.places.join(', '));
      return content.work === 'repeats'
        ? entries.repeats(step, content.saw ?? '')
        : entries.saw(step, content.saw ?? '');
    case 'mismatched':
      return entries.mismatched(step, (content.wrong ?? []).join(', '));
    case 'deviated':
      return entries.deviated(step, content.text, content.confirmedBy.map(who).join(', '));
    case 'paused':
      return lines.paused(content.reason);
    case 'resumed':
      return lines.resumed(String(content.seconds), content.after === 'interruption');
    case 'voided':
      return entries.voided(content.set, content.why);
    case 'aborting':
      return abortingLine(content, language);
    case 'aborted': {
      const line = entries.aborted(content.reason, content.removedKid);
      return content.pendingKid === undefined ? line : `${line}; ${entries.pending(content.pendingKid)}`;
    }
    case 'completed':
      return entries.completed;
  }
}

function abortingLine(
  { reason, removes, voids, papers }: Extract<CeremonyEntry['content'], { kind: 'aborting' }>,
  language: Language,
): string {
  const { entries } = CEREMONY_WORDS[language];
  return [
    entries.aborting(reason),
    ...(removes === null ? [] : [entries.removes(removes)]),
    ...(voids === null ? [] : [entries.voids(voids)]),
    ...(papers === null ? [] : [entries.destroyed(papers)]),
  ].join('; ');
}

function given(values: Readonly<Record<string, string>>): string {
  const parts = Object.entries(values).map(([name, value]) => `${name} = ${value}`);
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}
