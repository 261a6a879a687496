import { verifyPassport } from '../domain/passport.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';

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
      const report = verifyPassport(readNamedFile(args.positional(0)).toString('utf8'), args.value('trust'));
      const by =
        report.signer === 'known' ? 'signer known' : `signer unknown (evidence key ${report.evidenceKey ?? '-'})`;
      output.result(
        report,
        report.ok ? `intact, ${by}: key ${report.kid ?? '-'}` : `not to be trusted: ${report.problem ?? '-'}`,
      );
      return await Promise.resolve(report.ok ? EXIT.done : EXIT.storage);
    },
  },
];
