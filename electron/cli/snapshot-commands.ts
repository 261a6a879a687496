import { basename } from 'node:path';
import { shownSet } from '../domain/shown-set.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { describeDiff } from './diff-lines.ts';
import { EXIT } from './exit-codes.ts';
import { instantOf, readNamedFile } from './input.ts';
import { columns } from './output.ts';
import { seenSnapshot } from './seen-snapshot.ts';

export const snapshotCommands: readonly Command[] = [
  {
    words: 'snapshot list',
    summary: 'every JWKS of DCM that was seen, newest first',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const all = home.archive.list().map((one) => seenSnapshot(home, one));
      home.trail.note('command.run', { command: 'snapshot list' });
      run.output.result(
        all,
        all.length === 0
          ? 'no snapshots yet: dcm-keys dcm jwks --env NAME'
          : columns(
              all.map((one) => [
                String(one.id),
                one.firstSeenAt,
                one.lastSeenAt,
                one.env,
                one.problem === null ? one.trust : 'REFUSED',
                one.kids.join(' '),
              ]),
            ),
      );
      return EXIT.done;
    },
  },
  {
    words: 'snapshot import',
    summary: 'F|- --env NAME [--taken-at ISO]: keeps a JWKS that was brought by file',
    flags: { env: 'value', 'taken-at': 'value' },
    positionals: ['F'],
    async run(run) {
      const { args } = run;
      const env = args.required('env');
      const takenAt = args.value('taken-at');
      const instant = takenAt === null ? null : new Date(instantOf(takenAt, 'taken-at')).toISOString();
      const file = { ...(await readSet(run)), takenAt: instant };
      const home = await run.home('write');
      const snapshot = seenSnapshot(home, home.archive.import(env, file));
      run.output.result(snapshot, `snapshot ${String(snapshot.id)} of ${env}: ${snapshot.kids.join(', ')}`);
      return EXIT.done;
    },
  },
  {
    words: 'snapshot show',
    summary: 'ID',
    flags: {},
    positionals: ['ID'],
    async run(run) {
      const id = snapshotId(run, 0);
      const home = await run.home('read');
      const snapshot = seenSnapshot(home, home.archive.get(id));
      const { firstSeenAt, lastSeenAt } = snapshot;
      home.trail.note('command.run', { command: 'snapshot show' });
      run.output.result(snapshot, [
        ...columns([
          ['snapshot', String(snapshot.id)],
          ['environment', snapshot.env],
          ['seen', firstSeenAt === lastSeenAt ? firstSeenAt : `${firstSeenAt} to ${lastSeenAt}`],
          ['source', `${snapshot.source} (${snapshot.trust})`],
          ['SHA-256', snapshot.sha256],
          ...(snapshot.problem === null ? [] : [['REFUSED', snapshot.problem]]),
        ]),
        shownSet(home.archive.bytes(snapshot.id)),
      ]);
      return EXIT.done;
    },
  },
  {
    words: 'snapshot diff',
    summary: 'ID ID: which keys the second one has new, lacks, or has otherwise',
    flags: {},
    positionals: ['ID', 'ID'],
    async run(run) {
      const [from, to] = [snapshotId(run, 0), snapshotId(run, 1)];
      const home = await run.home('read');
      const diff = home.archiveHistory.diff(home.archive.get(from).id, home.archive.get(to).id);
      home.trail.note('command.run', { command: 'snapshot diff' });
      run.output.result(diff, describeDiff(diff, run.language));
      return EXIT.done;
    },
  },
];

/** @throws USAGE_INVALID */
function snapshotId({ args }: Run, index: number): number {
  const id = args.positional(index);
  if (/^\d{1,15}$/u.test(id)) return Number(id);
  throw usage('a snapshot is named by its number', 'dcm-keys snapshot list shows them');
}

/** A file, or `-` for standard input. @throws FILE_UNREADABLE */
async function readSet(run: Run): Promise<{ readonly bytes: Buffer; readonly source: string }> {
  const path = run.args.positional(0);
  if (path === '-') return { bytes: await run.readStdin(), source: 'standard input' };
  return { bytes: readNamedFile(path), source: basename(path) };
}
