import type { TranscriptReport } from '../../shared/model/ceremony-document.ts';
import type { Language } from '../../shared/model/language.ts';
import type { CeremonyReport } from '../../shared/text/ceremony-report.ts';
import { CEREMONY_WORDS } from '../../shared/text/ceremony-words.ts';
import { transcriptText, verifyTranscript } from '../domain/ceremony-transcript.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
import { signedLine } from './signed-line.ts';
import { signerProblem } from './signer-problem.ts';

export const ceremonyPaperCommands: readonly Command[] = [
  {
    words: 'ceremony transcript',
    summary: 'ID [--out F]: its transcript in words; --out: the whole of it, signed, for ceremony verify',
    flags: { out: 'value' },
    positionals: ['ID'],
    async run(run) {
      const id = run.args.positional(0);
      const out = run.args.value('out');
      if (out === null) {
        const { entries, lines } = (await run.home('read')).ceremonyPapers.transcript(id, run.language);
        run.output.result(entries, lines);
        return EXIT.done;
      }
      const transcript = await (await run.home('write')).ceremonyPapers.export(id);
      writeNewFile(out, transcriptText(transcript));
      run.output.result({ out, ceremony: id, entries: transcript.entries.length }, `written: ${out}`);
      return EXIT.done;
    },
  },
  {
    words: 'ceremony report',
    summary: 'ID [--lang uk]: its report for paper, with a line for each signature',
    flags: {},
    positionals: ['ID'],
    async run(run) {
      const report = (await run.home('read')).ceremonyPapers.report(run.args.positional(0), run.language);
      run.output.result(report, reportLines(report));
      return EXIT.done;
    },
  },
  {
    words: 'ceremony verify',
    summary: 'F [--trust FP]: checks the transcript of a ceremony, with no home',
    flags: { trust: 'value' },
    positionals: ['F'],
    async run({ args, output, language }) {
      const trusted = args.value('trust');
      const report = verifyTranscript(readNamedFile(args.positional(0)), trusted);
      const other = signerProblem(report, trusted);
      output.result(
        { ...report, ok: report.ok && other === null, problem: other ?? report.problem },
        describe(report, other, language),
      );
      if (other !== null) return await Promise.resolve(EXIT.notValid);
      return await Promise.resolve(report.ok ? EXIT.done : EXIT.storage);
    },
  },
];

function reportLines({ heading, blocks, signatures }: CeremonyReport): readonly string[] {
  return [
    heading,
    ...blocks.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `  ${line}`)]),
    '',
    ...signatures.map(({ role, name }) => `${role}, ${name}: ______________________________`),
  ];
}

function describe(report: TranscriptReport, other: string | null, language: Language): readonly string[] {
  const words = WORDS[language];
  const { states, notEnded } = CEREMONY_WORDS[language];
  const state = report.state === 'not-ended' ? notEnded : report.state === null ? '-' : states[report.state];
  const says = words.says(report.ceremony ?? '-', state, report.entries, report.deviations);
  const line = signedLine(report, other, language, says);
  if (!report.ok || other !== null) return [line];
  return [
    ...(report.isRehearsal === true ? [words.rehearsal] : []),
    line,
    words.script(report.script ?? '-', report.scriptSha256 ?? '-'),
    ...(report.kid === null ? [] : [words.key(report.kid, report.thumbprint ?? '-')]),
    words.head(report.head ?? '-'),
  ];
}

interface Words {
  readonly rehearsal: string;
  readonly says: (id: string, state: string, entries: number, deviations: number) => string;
  readonly script: (name: string, sha256: string) => string;
  readonly key: (kid: string, fingerprint: string) => string;
  readonly head: (hash: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    rehearsal: 'REHEARSAL: it proves nothing about any key',
    says: (id, state, entries, deviations) =>
      `ceremony ${id}, ${state}, ${String(entries)} entries, ${String(deviations)} deviations`,
    script: (name, sha256) => `script ${name}, SHA-256 ${sha256}`,
    key: (kid, fingerprint) => `key ${kid}, fingerprint ${fingerprint}`,
    head: (hash) => `newest entry ${hash}: compare it with the report on paper`,
  },
  uk: {
    rehearsal: 'РЕПЕТИЦІЯ: вона нічого не доводить про жоден ключ',
    says: (id, state, entries, deviations) =>
      `церемонія ${id}, ${state}, записів: ${String(entries)}, відхилень: ${String(deviations)}`,
    script: (name, sha256) => `сценарій ${name}, SHA-256 ${sha256}`,
    key: (kid, fingerprint) => `ключ ${kid}, відбиток ${fingerprint}`,
    head: (hash) => `останній запис ${hash}: звірте його зі звітом на папері`,
  },
};
