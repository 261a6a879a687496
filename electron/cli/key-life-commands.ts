import { type Key, KEY_STATES } from '../../shared/model/key.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { instantOf, oneOf } from './input.ts';
import { KEY_FACT_WORDS } from './key-fact-words.ts';
import { KEY_LIFE_WORDS } from './key-life-words.ts';
import { columns } from './output.ts';

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
      const words = KEY_LIFE_WORDS[run.language];
      if (key.state === 'compromised') {
        output.remark(words.callDcm);
      }
      output.result(key, [words.is(key.kid, key.state), ...deletionOf(key, words)]);
      return EXIT.done;
    },
  },
  {
    words: 'key delete',
    summary:
      'KID --reason R --yes [--now] | KID --cancel | --due: deletes the private half from this computer’s keychain',
    flags: { reason: 'value', yes: 'switch', now: 'switch', cancel: 'switch', due: 'switch' },
    positionals: ['[KID]'],
    async run(run) {
      const { args, output } = run;
      if (args.has('due')) return await deleteDue(run);
      if (args.positionals.length === 0) throw usage('key delete: KID is missing');
      const kid = args.positional(0);
      if (args.has('cancel')) {
        if (args.has('yes') || args.has('now'))
          throw usage('--cancel calls a deletion off: it goes without --yes and --now');
        const key = (await run.home('write')).keyLife.cancelDelete(
          kid,
          args.value('reason') ?? 'called off in the terminal',
        );
        output.result(key, KEY_LIFE_WORDS[run.language].calledOff(key.kid, key.state));
        return EXIT.done;
      }
      const reason = args.required('reason');
      if (!args.has('yes')) throw usage('deleting a private half cannot be undone', 'say --yes if you mean it');
      const words = KEY_LIFE_WORDS[run.language];
      const key = await (await run.home('write')).keyLife.delete(kid, { reason, isNow: args.has('now') });
      output.result(
        key,
        key.state === 'deleted'
          ? words.deleted(key.kid)
          : key.state === 'delete-scheduled'
            ? words.scheduled(key.kid, key.deleteDueAt ?? '-')
            : words.unconfirmed(key.kid),
      );
      return key.state === 'delete-pending' ? EXIT.keychain : EXIT.done;
    },
  },
  {
    words: 'key check',
    summary: 'KID: reads the private half once, and notes whether it is there',
    flags: {},
    positionals: ['KID'],
    async run(run) {
      const home = await run.home('write');
      const key = await home.keyAvailability.check(run.args.positional(0));
      home.trail.note('command.run', { command: 'key check' });
      const isThere = key.unavailableSince === null;
      run.output.result(
        key,
        isThere
          ? KEY_LIFE_WORDS[run.language].there(key.kid)
          : KEY_LIFE_WORDS[run.language].missing(key.kid, key.unavailableSince ?? '-'),
      );
      return isThere ? EXIT.done : EXIT.keychain;
    },
  },
];

/** What becomes of the private half by a move that ordered its deletion. */
function deletionOf({ state, deleteDueAt }: Key, words: (typeof KEY_LIFE_WORDS)['en']): string[] {
  if (deleteDueAt === null) return [];
  return [state === 'compromised' ? words.deletedNow : words.deletedAfter(deleteDueAt)];
}

/** For a scheduler: everything whose time has come, in one go. What the keychain did not confirm makes it exit with 3. */
async function deleteDue(run: Run): Promise<ExitCode> {
  const { args, output } = run;
  if (args.positionals.length > 0 || ['reason', 'yes', 'now', 'cancel'].some((flag) => args.has(flag))) {
    throw usage('--due stands alone: every deletion was decided, with its reason, when it was ordered');
  }
  const { keyLife, keys, trail } = await run.home('write');
  const due = keyLife.due();
  await keyLife.deleteDue();
  if (due.length === 0) trail.note('command.run', { command: 'key delete' });
  const after = due.map(({ kid }) => keys.get(kid));
  const rows = after.map(({ kid, state }) => [kid, KEY_FACT_WORDS[run.language].state(state)]);
  output.result(after, after.length === 0 ? KEY_LIFE_WORDS[run.language].nothingDue : columns(rows));
  return after.every(({ state }) => state === 'deleted') ? EXIT.done : EXIT.keychain;
}
