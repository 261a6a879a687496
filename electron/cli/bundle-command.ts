import type { BundleReport } from '../../shared/model/bundle.ts';
import type { Language } from '../../shared/model/language.ts';
import { verifyBundle } from '../domain/bundle.ts';
import { bundleCreateCommand } from './bundle-create-command.ts';
import { askedSigner, comparedLines, TRUST_FLAGS } from './bundle-trust.ts';
import { BUNDLE_WORDS } from './bundle-words.ts';
import type { Command } from './command.ts';
import type { ImportedBundle } from '../services/bundles.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { seenSnapshot } from './seen-snapshot.ts';
import { signedLine } from './signed-line.ts';
import { signerProblem } from './signer-problem.ts';

export const bundleCommands: readonly Command[] = [
  bundleCreateCommand,
  {
    words: 'bundle verify',
    summary: 'F [--trust FP]: checks a bundle, with no home',
    flags: { trust: 'value' },
    positionals: ['F'],
    async run(run) {
      const trusted = run.args.value('trust');
      const report = verifyBundle(readNamedFile(run.args.positional(0)), trusted);
      const other = signerProblem(report, trusted);
      run.output.result({ ...report, ok: report.ok && other === null, problem: other ?? report.problem }, [
        signedLine(
          other === null ? { ...report, evidenceKey: null } : report,
          other,
          run.language,
          holds(report, run.language),
        ),
        ...comparedLines(run, report),
      ]);
      if (other !== null) return await Promise.resolve(EXIT.notValid);
      return await Promise.resolve(report.ok ? EXIT.done : EXIT.storage);
    },
  },
  {
    words: 'bundle import',
    summary: 'F --env NAME [--trust FP|--words W]: keeps what is in a bundle; signed by whom, it says',
    flags: { env: 'value', ...TRUST_FLAGS },
    positionals: ['F'],
    async run(run) {
      const env = run.args.required('env');
      const bytes = readNamedFile(run.args.positional(0));
      const home = await run.home('write');
      const known = home.makers.list().filter(({ ended }) => ended === null);
      const trusted = await askedSigner(run, bytes, (key) => known.some(({ fingerprint }) => fingerprint === key));
      const kept = await home.bundles.import(env, bytes, trusted);
      const { isTrusted, signer, added, known: here, registration, key } = kept;
      const snapshot = kept.snapshot && seenSnapshot(home, kept.snapshot);
      const words = BUNDLE_WORDS[run.language];
      const by = isTrusted ? words.vouched(signer) : words.notTrusted(signer);
      const facts = { signer, signerKnown: isTrusted, snapshot, added, known: here, registration, key };
      run.output.result(facts, [describeKept({ ...kept, snapshot }, env, run.language), by]);
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
      run.output.result(maker, BUNDLE_WORDS[run.language].trusted(maker.name, maker.fingerprint));
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
      run.output.result(maker, BUNDLE_WORDS[run.language].untrusted(maker.name));
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
      const words = BUNDLE_WORDS[run.language];
      run.output.result(
        makers,
        makers.length === 0
          ? words.nobody
          : makers.map(({ fingerprint, name, trustedAt, by, reason, ended }) =>
              [
                fingerprint,
                name,
                words.since(trustedAt, by, reason),
                ended === null ? '' : words.ended(ended.at, ended.reason),
              ]
                .join('  ')
                .trimEnd(),
            ),
      );
      return EXIT.done;
    },
  },
];

function holds({ kind, environment, kids }: BundleReport, language: Language): string {
  return BUNDLE_WORDS[language].holds(kind ?? '-', environment?.baseUrl ?? '-', kids.join(', '));
}

function describeKept(kept: ImportedBundle, env: string, language: Language): string {
  const { snapshot, added, known, registration, key } = kept;
  const words = BUNDLE_WORDS[language];
  if (snapshot !== null) return words.snapshot(snapshot.id, env, snapshot.kids.join(', '));
  if (registration !== null)
    return words.registered(registration.kid, registration.state, env, registration.guid ?? '-');
  if (key !== null) return words.delivered(key.kid, key.thumbprint, key.state);
  return words.added(added.join(', ') || words.none, known.join(', ') || words.none);
}
