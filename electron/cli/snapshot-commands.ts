import { basename } from 'node:path';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { instantOf, readNamedFile } from './input.ts';
import { columns } from './output.ts';

export const snapshotCommands: readonly Command[] = [
  {
    words: 'snapshot list',
    summary: 'every JWKS of DCM that was seen, newest first',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const all = home.archive.list();
      home.trail.note('command.run', { command: 'snapshot list' });
      run.output.result(
        all,
        all.length === 0
          ? 'no snapshots yet: dcm-keys dcm jwks --env NAME'
          : columns(all.map((one) => [String(one.id), one.takenAt, one.env, one.trust, one.kids.join(' ')])),
      );
      return EXIT.done;
    },
  },
  {
    words: 'snapshot import',
    summary: 'F --env NAME [--taken-at ISO]: keeps a JWKS that was brought by file',
    flags: { env: 'value', 'taken-at': 'value' },
    positionals: ['F'],
    async run(run) {
      const { args } = run;
      const env = args.required('env');
      const takenAt = args.value('taken-at');
      const path = args.positional(0);
      const file = {
        bytes: readNamedFile(path),
        source: basename(path),
        takenAt: takenAt === null ? null : new Date(instantOf(takenAt, 'taken-at')).toISOString(),
      };
      const snapshot = (await run.home('write')).archive.import(env, file);
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
      const id = run.args.positional(0);
      if (!/^\d{1,15}$/u.test(id)) throw usage('snapshot show takes the number of a snapshot');
      const home = await run.home('read');
      const snapshot = home.archive.get(Number(id));
      home.trail.note('command.run', { command: 'snapshot show' });
      run.output.result(snapshot, [
        ...columns([
          ['snapshot', String(snapshot.id)],
          ['environment', snapshot.env],
          ['taken', snapshot.takenAt],
          ['source', `${snapshot.source} (${snapshot.trust})`],
          ['SHA-256', snapshot.sha256],
        ]),
        home.archive.bytes(snapshot.id).toString('utf8'),
      ]);
      return EXIT.done;
    },
  },
];
