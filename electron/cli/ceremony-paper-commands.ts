import type { TranscriptReport } from '../../shared/model/ceremony-document.ts';
import type { CeremonyReport } from '../../shared/text/ceremony-report.ts';
import { transcriptText, verifyTranscript } from '../domain/ceremony-transcript.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
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
    async run({ args, output }) {
      const trusted = args.value('trust');
      const report = verifyTranscript(readNamedFile(args.positional(0)), trusted);
      const other = signerProblem(report, trusted);
      output.result(
        { ...report, ok: report.ok && other === null, problem: other ?? report.problem },
        other === null ? describe(report) : `intact, but ${other}: its own is ${report.evidenceKey ?? 'none'}`,
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

function describe(report: TranscriptReport): readonly string[] {
  if (!report.ok) return [`not to be trusted: ${report.problem ?? '-'}`];
  const by = report.signer === 'known' ? 'signer known' : `signer unknown (evidence key ${report.evidenceKey ?? '-'})`;
  return [
    ...(report.isRehearsal === true ? ['REHEARSAL: it proves nothing about any key'] : []),
    `intact, ${by}: ceremony ${report.ceremony ?? '-'}, ${report.state ?? '-'}, ${String(report.entries)} entries, ${String(report.deviations)} deviations`,
    `script ${report.script ?? '-'}, SHA-256 ${report.scriptSha256 ?? '-'}`,
    ...(report.kid === null ? [] : [`key ${report.kid}, fingerprint ${report.thumbprint ?? '-'}`]),
    `newest entry ${report.head ?? '-'}: compare it with the report on paper`,
  ];
}
