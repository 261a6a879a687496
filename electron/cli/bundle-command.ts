import { fingerprintWords } from '../../shared/text/fingerprint-words.ts';
import type { BundleReport } from '../../shared/model/bundle.ts';
import { verifyBundle } from '../domain/bundle.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
import { seenSnapshot } from './seen-snapshot.ts';
import { signerProblem } from './signer-problem.ts';

export const bundleCommands: readonly Command[] = [
  {
    words: 'bundle create',
    summary: '(--snapshot ID | --env NAME [--key KID]…) [--out F]: signs a set of DCM’s keys, or public keys of ours',
    flags: { snapshot: 'value', env: 'value', key: 'repeated', out: 'value' },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const [snapshot, env, out] = [args.value('snapshot'), args.value('env'), args.value('out')];
      if ((snapshot === null) === (env === null)) throw usage('bundle create needs --snapshot ID or --env NAME');
      if (snapshot !== null && !/^\d{1,15}$/u.test(snapshot)) throw usage('a snapshot is named by its number');
      const { bundles } = await run.home('write');
      const made =
        env === null ? await bundles.ofSnapshot(Number(snapshot)) : await bundles.ofKeys(env, args.all('key'));
      if (out === null) {
        output.raw(made.text.trimEnd());
        return EXIT.done;
      }
      writeNewFile(out, made.text);
      const { kind, sha256, evidenceKey } = made.report;
      output.result({ out, kind, sha256, evidenceKey }, [
        `written: ${out} (SHA-256 ${sha256})`,
        ...signerLines(run, made.report),
      ]);
      return EXIT.done;
    },
  },
  {
    words: 'bundle verify',
    summary: 'F [--trust FP]: checks a bundle, with no home',
    flags: { trust: 'value' },
    positionals: ['F'],
    async run(run) {
      const trusted = run.args.value('trust');
      const report = verifyBundle(readNamedFile(run.args.positional(0)), trusted);
      const other = signerProblem(report, trusted);
      const lines = other === null ? describe(report) : `intact, but ${other}: its own is ${report.evidenceKey ?? '-'}`;
      run.output.result({ ...report, problem: other ?? report.problem }, [lines, ...signerLines(run, report)]);
      if (other !== null) return await Promise.resolve(EXIT.notValid);
      return await Promise.resolve(report.ok ? EXIT.done : EXIT.storage);
    },
  },
  {
    words: 'bundle import',
    summary: 'F --env NAME [--trust FP]: keeps what is in a bundle; signed by whom, it says',
    flags: { env: 'value', trust: 'value' },
    positionals: ['F'],
    async run(run) {
      const env = run.args.required('env');
      const bytes = readNamedFile(run.args.positional(0));
      const home = await run.home('write');
      const kept = await home.bundles.import(env, bytes, run.args.value('trust'));
      const { isTrusted, signer, added, known } = kept;
      const snapshot = kept.snapshot && seenSnapshot(home, kept.snapshot);
      const by = isTrusted
        ? `vouched for by ${signer}`
        : `signed by ${signer}, who is not trusted here: counts as a file`;
      const what =
        snapshot === null
          ? `keys added: ${added.join(', ') || 'none'}; here already: ${known.join(', ') || 'none'}`
          : `snapshot ${String(snapshot.id)} of ${env}: ${snapshot.kids.join(', ')}`;
      run.output.result({ signer, signerKnown: isTrusted, snapshot, added, known }, [what, by]);
      return EXIT.done;
    },
  },
  {
    words: 'bundle trust',
    summary: 'FP --name WHO --reason R: bundles of this evidence key are vouched for from now on',
    flags: { name: 'value', reason: 'value' },
    positionals: ['FP'],
    async run(run) {
      const { args } = run;
      const wanted = { fingerprint: args.positional(0), name: args.required('name'), reason: args.required('reason') };
      const maker = (await run.home('write')).makers.trust(wanted);
      run.output.result(maker, `trusted from now on: ${maker.name} (${maker.fingerprint})`);
      return EXIT.done;
    },
  },
  {
    words: 'bundle untrust',
    summary: 'FP --reason R: not from now on',
    flags: { reason: 'value' },
    positionals: ['FP'],
    async run(run) {
      const { args } = run;
      const maker = (await run.home('write')).makers.end(args.positional(0), args.required('reason'));
      run.output.result(maker, `trusted no more: ${maker.name}; what was kept stays as it was kept`);
      return EXIT.done;
    },
  },
  {
    words: 'bundle makers',
    summary: 'whose bundles are trusted, or were: who, when, why',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const makers = home.makers.list();
      home.trail.note('command.run', { command: 'bundle makers' });
      run.output.result(
        makers,
        makers.length === 0
          ? 'nobody: compare a fingerprint by phone, then dcm-keys bundle trust FP --name WHO --reason R'
          : makers.map(({ fingerprint, name, trustedAt, by, reason, ended }) =>
              [
                fingerprint,
                name,
                `${trustedAt} by ${by}: ${reason}`,
                ended === null ? '' : `ended ${ended.at}: ${ended.reason}`,
              ]
                .join('  ')
                .trimEnd(),
            ),
      );
      return EXIT.done;
    },
  },
];

function describe({ ok, signer, kind, environment, kids, problem }: BundleReport): string {
  if (!ok) return `not to be trusted: ${problem ?? '-'}`;
  const by = signer === 'known' ? 'signer known' : 'signer unknown';
  return `intact, ${by}: ${kind ?? '-'} of ${environment?.baseUrl ?? '-'}: ${kids.join(', ')}`;
}

/** The signer twice: to compare by eye, and to read aloud. */
function signerLines({ language }: Run, { evidenceKey }: BundleReport): readonly string[] {
  if (evidenceKey === null) return [];
  return [`signed by ${evidenceKey}`, `in words: ${fingerprintWords(evidenceKey, language).flat().join(' ')}`];
}
