import type { PassportReport } from '../../shared/model/passport.ts';
import { verifyPassport } from '../domain/passport-check.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
import { signerProblem } from './signer-problem.ts';

export const passportCommands: readonly Command[] = [
  {
    words: 'passport',
    summary: 'KID [--out F]: one signed page about a key, from its making to its end',
    flags: { out: 'value' },
    positionals: ['KID'],
    async run(run) {
      const out = run.args.value('out');
      const passport = await (await run.home('write')).passports.create(run.args.positional(0));
      const text = JSON.stringify(passport, null, 2);
      if (out === null) {
        run.output.raw(text);
        return EXIT.done;
      }
      writeNewFile(out, text);
      run.output.result({ out, kid: passport.key.kid }, `written: ${out}`);
      return EXIT.done;
    },
  },
  {
    words: 'passport verify',
    summary: 'F [--trust FP]: checks a passport, with no home',
    flags: { trust: 'value' },
    positionals: ['F'],
    async run(run) {
      const { args, output } = run;
      const trusted = args.value('trust');
      const report = verifyPassport(readNamedFile(args.positional(0)), trusted);
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

function describe({ ok, kid, signer, evidenceKey, problem }: PassportReport): string {
  if (!ok) return `not to be trusted: ${problem ?? '-'}`;
  const by = signer === 'known' ? 'signer known' : `signer unknown (evidence key ${evidenceKey ?? '-'})`;
  return `intact, ${by}: key ${kid ?? '-'}`;
}
