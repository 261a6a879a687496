import type { CaseCheck } from '../../shared/model/case-document.ts';
import { describeCaseReport } from '../../shared/text/case-report.ts';
import { verifyCase } from '../domain/case-check.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
import { signerProblem } from './signer-problem.ts';

export const caseDocumentCommands: readonly Command[] = [
  {
    words: 'case export',
    summary: 'ID [--out F]: the whole case, signed, with the sets of keys that it was judged by',
    flags: { out: 'value' },
    positionals: ['ID'],
    async run(run) {
      const out = run.args.value('out');
      const document = await (await run.home('write')).caseExports.create(run.args.positional(0));
      const text = JSON.stringify(document, null, 2);
      if (out === null) {
        run.output.raw(text);
        return EXIT.done;
      }
      writeNewFile(out, text);
      run.output.result({ out, case: document.case.id, items: document.items.length }, `written: ${out}`);
      return EXIT.done;
    },
  },
  {
    words: 'case report',
    summary: 'ID [--show-sub] [--show-obj] [--out F]: for other eyes: no token, no signature, names as pseudonyms',
    flags: { out: 'value', 'show-sub': 'switch', 'show-obj': 'switch' },
    positionals: ['ID'],
    async run(run) {
      const { args, output, language } = run;
      const out = args.value('out');
      const shown = { sub: args.has('show-sub'), obj: args.has('show-obj') };
      const report = (await run.home('read')).caseReports.create(args.positional(0), shown);
      const lines = describeCaseReport(report, language);
      if (out === null) {
        output.result(report, lines);
        return EXIT.done;
      }
      writeNewFile(out, output.isJson ? JSON.stringify(report, null, 2) : lines.join('\n'));
      output.result({ out, case: report.case.id, entries: report.entries.length }, `written: ${out}`);
      return EXIT.done;
    },
  },
  {
    words: 'case verify',
    summary: 'F [--trust FP]: checks an exported case, with no home; kept tokens are judged again',
    flags: { trust: 'value' },
    positionals: ['F'],
    async run(run) {
      const { args, output } = run;
      const trusted = args.value('trust');
      const check = verifyCase(readNamedFile(args.positional(0)), trusted);
      const other = signerProblem(check, trusted);
      output.result(
        { ...check, ok: check.ok && other === null, problem: other ?? check.problem },
        other === null ? describe(check) : `intact, but ${other}: its own is ${check.evidenceKey ?? 'none'}`,
      );
      if (other !== null) return await Promise.resolve(EXIT.notValid);
      return await Promise.resolve(check.ok ? EXIT.done : EXIT.storage);
    },
  },
];

function describe(check: CaseCheck): readonly string[] {
  const { ok, signer, evidenceKey, problem, title, items, rejudged, notRejudged } = check;
  if (!ok) return [`not to be trusted: ${problem ?? '-'}`];
  const by = signer === 'known' ? 'signer known' : `signer unknown (evidence key ${evidenceKey ?? '-'})`;
  return [
    `intact, ${by}: case ${check.case ?? '-'}, ${title ?? ''}, ${String(items)} entries`,
    `judged again by the sets inside, with the same result: ${String(rejudged)} verdicts; not inside: ${String(notRejudged)}`,
  ];
}
