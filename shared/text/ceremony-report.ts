import type { CeremonyEntry, CeremonyView } from '../model/ceremony.ts';
import type { CeremonyScript } from '../model/ceremony-script.ts';
import type { Language } from '../model/language.ts';
import { tableTime } from './ceremony-facts.ts';
import { slotName, transcriptLines } from './ceremony-lines.ts';
import { hashLines } from './ceremony-script-lines.ts';
import { peopleTable, type ReportTable, stepsTable } from './ceremony-tables.ts';
import { CEREMONY_WORDS } from './ceremony-words.ts';

/** A report on a ceremony, for paper: who signs it by hand stands at its end. */
export interface CeremonyReport {
  readonly heading: string;
  /** Each as lines; what has several things to a line is given as a table too. */
  readonly blocks: readonly {
    readonly title: string;
    readonly lines: readonly string[];
    readonly table: ReportTable | null;
  }[];
  readonly signatures: readonly { readonly role: string; readonly name: string }[];
  /** Fingerprint of the evidence key; empty before it exists. */
  readonly evidenceKey: string;
}

/** What a report is made of. `evidenceKey`: the fingerprint of the key that signs. */
interface ReportSources {
  readonly view: CeremonyView;
  readonly entries: readonly CeremonyEntry[];
  readonly script: CeremonyScript;
  readonly evidenceKey: string;
}

/** Writes the report of a ceremony in one language, from where it stands and its whole transcript. */
export function ceremonyReport(
  { view, entries, script, evidenceKey }: ReportSources,
  language: Language,
): CeremonyReport {
  const words = CEREMONY_WORDS[language];
  const block = (title: string, lines: readonly string[], table: ReportTable | null = null) => ({
    title: view.isRehearsal ? `${title} – ${words.rehearsal}` : title,
    lines: lines.length === 0 ? [words.none] : lines,
    table,
  });
  const all = transcriptLines(entries, view, language);
  const ofKind = (...kinds: readonly string[]) =>
    all.filter((_, at) => kinds.includes(entries[at]?.content.kind ?? ''));
  const heading = `${words.report} ${view.id}: ${view.script.title[language]}`;
  return {
    heading: view.isRehearsal ? `${words.rehearsal} – ${heading}` : heading,
    blocks: [
      block(words.blocks.what, whatLines(view, entries, language)),
      block(words.blocks.people, peopleLines(view, language), peopleTable(view, language)),
      block(
        words.blocks.steps,
        ofKind('done', 'failed', 'witnessed', 'mismatched'),
        stepsTable(entries, { view, script, language }),
      ),
      block(
        words.blocks.deviations,
        view.deviations.map(({ at, step, text, confirmedBy }) => {
          return `${inUtc(at)}  ${step}: ${words.lines.confirmed(text, confirmedBy.join(', '))}`;
        }),
      ),
      ...(view.voided.length === 0 ? [] : [block(words.blocks.voided, ofKind('voided'))]),
      block(words.blocks.breaks, ofKind('paused', 'resumed')),
      ...(view.state === 'aborted' || view.isAborting
        ? [block(words.blocks.aborted, ofKind('aborting', 'aborted'))]
        : []),
      block(words.blocks.proof, proofLines(view, evidenceKey, language)),
    ],
    signatures: view.people
      .filter(({ leftAt }) => leftAt === null || view.endedAt === null)
      .map(({ slot, name }) => ({ role: slotName(slot, language), name })),
    evidenceKey,
  };
}

function whatLines(view: CeremonyView, entries: readonly CeremonyEntry[], language: Language): readonly string[] {
  const { lines, states, notEnded } = CEREMONY_WORDS[language];
  const { script, facts, startedAt, endedAt } = view;
  const first = entries[0]?.content;
  const { kid, thumbprint, set, threshold, shares } = facts;
  return [
    lines.script(script.title[language], script.name),
    ...fingerprintLines(lines.scriptHash, script.fingerprint, language),
    lines.state(states[view.state], inUtc(startedAt), endedAt === null ? notEnded : inUtc(endedAt)),
    ...(kid === null ? [] : [`${lines.kid}: ${kid}`]),
    ...(thumbprint === null ? [] : fingerprintLines(lines.thumbprint, thumbprint, language)),
    ...(threshold === null || shares === null ? [] : [lines.shares(String(threshold), String(shares))]),
    ...(set === null ? [] : [`${lines.set}: ${set}`]),
    ...(first?.kind === 'started' ? [lines.app(first.appVersion, first.appReports ?? '-')] : []),
  ];
}

const inUtc = (iso: string) => `${tableTime(iso)} UTC`;

function fingerprintLines(title: string, fingerprint: string, language: Language): readonly string[] {
  return [`${title}:`, ...hashLines(fingerprint, language)];
}

function peopleLines({ people }: CeremonyView, language: Language): readonly string[] {
  const { lines } = CEREMONY_WORDS[language];
  return people.map(({ slot, name, document, arrivedAt, leftAt, replaces }) => {
    const line = lines.person(slotName(slot, language), name, document, arrivedAt, leftAt);
    return replaces === null ? line : `${line}; ${lines.replaces(replaces)}`;
  });
}

function proofLines({ head }: CeremonyView, evidenceKey: string, language: Language): readonly string[] {
  const { lines } = CEREMONY_WORDS[language];
  return [`${lines.head}: ${head}`, `${lines.evidence}: ${evidenceKey}`, lines.command(evidenceKey)];
}
