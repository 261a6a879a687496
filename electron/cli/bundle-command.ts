import type { BundleReport } from '../../shared/model/bundle.ts';
import { verifyBundle } from '../domain/bundle.ts';
import { bundleCreateCommand } from './bundle-create-command.ts';
import { comparedLines, TRUST_FLAGS, trustedSigner } from './bundle-trust.ts';
import type { Command } from './command.ts';
import type { ImportedBundle } from '../services/bundles.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { seenSnapshot } from './seen-snapshot.ts';
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
      const lines = other === null ? describe(report) : `intact, but ${other}: its own is ${report.evidenceKey ?? '-'}`;
      run.output.result({ ...report, ok: report.ok && other === null, problem: other ?? report.problem }, [
        lines,
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
      const kept = await home.bundles.import(env, bytes, trustedSigner(run, bytes));
      const { isTrusted, signer, added, known, registration, key } = kept;
      const snapshot = kept.snapshot && seenSnapshot(home, kept.snapshot);
      const by = isTrusted
        ? `vouched for by ${signer}`
        : `signed by ${signer}, who is not trusted here: counts as a file`;
      const facts = { signer, signerKnown: isTrusted, snapshot, added, known, registration, key };
      run.output.result(facts, [describeKept({ ...kept, snapshot }, env), by]);
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

function describeKept({ snapshot, added, known, registration, key }: ImportedBundle, env: string): string {
  if (snapshot !== null) return `snapshot ${String(snapshot.id)} of ${env}: ${snapshot.kids.join(', ')}`;
  if (registration !== null)
    return `${registration.kid} is ${registration.state} with ${env} as ${registration.guid ?? '-'}`;
  if (key !== null)
    return `${key.kid}: its private half is here now, thumbprint ${key.thumbprint} compared; it is ${key.state}`;
  return `keys added: ${added.join(', ') || 'none'}; here already: ${known.join(', ') || 'none'}`;
}
