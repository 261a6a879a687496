import { KEY_STATES } from '../../shared/model/key.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { instantOf, oneOf } from './input.ts';

export const keyLifeCommands: readonly Command[] = [
  {
    words: 'key state',
    summary: 'KID --to STATE --reason R [--since ISO]: a move of its life cycle',
    flags: { to: 'value', reason: 'value', since: 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args, output } = run;
      const to = oneOf(run, 'to', KEY_STATES, null);
      const reason = args.required('reason');
      const sinceText = args.value('since');
      const since = sinceText === null ? null : new Date(instantOf(sinceText, 'since')).toISOString();
      const key = (await run.home('write')).keyLife.move(args.positional(0), to, { reason, since });
      if (key.state === 'compromised') {
        output.remark(
          'stopped here; where DCM lists this key, it goes on accepting it until the entry is replaced: call DCM',
        );
      }
      output.result(key, `${key.kid} is ${key.state}`);
      return EXIT.done;
    },
  },
  {
    words: 'key delete',
    summary: 'KID --reason R --yes [--now] | KID --cancel: deletes the private half from this computer’s keychain',
    flags: { reason: 'value', yes: 'switch', now: 'switch', cancel: 'switch' },
    positionals: ['KID'],
    async run(run) {
      const { args, output } = run;
      const kid = args.positional(0);
      if (args.has('cancel')) {
        if (args.has('yes') || args.has('now'))
          throw usage('--cancel calls a deletion off: it goes without --yes and --now');
        const key = (await run.home('write')).keyLife.cancelDelete(kid);
        output.result(key, `called off: ${key.kid} is ${key.state} again`);
        return EXIT.done;
      }
      const reason = args.required('reason');
      if (!args.has('yes')) throw usage('deleting a private half cannot be undone', 'say --yes if you mean it');
      const key = await (await run.home('write')).keyLife.delete(kid, { reason, isNow: args.has('now') });
      output.result(
        key,
        key.state === 'deleted'
          ? `${key.kid}: deleted from this computer’s keychain; the public half and the history stay`
          : key.state === 'delete-scheduled'
            ? `${key.kid}: to be deleted after ${key.deleteDueAt ?? '-'}, when the window is unlocked or this command is run again; to call it off: --cancel`
            : `${key.kid}: the keychain did not confirm the deletion: run this command again, or unlock the window`,
      );
      return EXIT.done;
    },
  },
];
