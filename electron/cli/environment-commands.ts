import type { Environment } from '../../shared/model/environment.ts';
import { DCM_LINES } from '../../shared/text/dcm-lines.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, readNamedFile } from './input.ts';
import { columns } from './output.ts';

/** The four public facts that scripts rely on. */
function facts({ name, baseUrl, counterpartyGuid, kind }: Environment) {
  return { name, baseUrl, counterpartyGuid, kind };
}

export const environmentCommands: readonly Command[] = [
  {
    words: 'env add',
    summary: 'NAME --base-url U --counterparty G --kind practice|stage|production [--ca FILE]',
    flags: { 'base-url': 'value', counterparty: 'value', kind: 'value', ca: 'value' },
    positionals: ['NAME'],
    async run(run) {
      const { args, output } = run;
      const ca = args.value('ca');
      const wanted: Environment = {
        name: args.positional(0),
        baseUrl: args.required('base-url'),
        counterpartyGuid: args.required('counterparty'),
        kind: oneOf(run, 'kind', ['practice', 'stage', 'production'], null),
        ca: ca === null ? null : readNamedFile(ca).toString('utf8'),
      };
      const environment = (await run.home('write')).environments.add(wanted);
      output.result(
        facts(environment),
        DCM_LINES[run.language].envAdded(environment.kind, environment.name, environment.baseUrl),
      );
      return EXIT.done;
    },
  },
  {
    words: 'env list',
    summary: 'the environments of this home',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const all = home.environments.list();
      home.trail.note('command.run', { command: 'env list' });
      run.output.result(
        all.map(facts),
        all.length === 0
          ? DCM_LINES[run.language].envNone
          : columns(all.map((one) => [one.name, one.kind, one.baseUrl, one.counterpartyGuid])),
      );
      return EXIT.done;
    },
  },
  {
    words: 'env remove',
    summary: 'NAME',
    flags: {},
    positionals: ['NAME'],
    async run(run) {
      const name = run.args.positional(0);
      (await run.home('write')).environments.remove(name);
      run.output.result({ name, removed: true }, DCM_LINES[run.language].envRemoved(name));
      return EXIT.done;
    },
  },
];
