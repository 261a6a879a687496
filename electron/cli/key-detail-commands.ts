import { KEY_COPY_KINDS } from '../../shared/model/key.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf } from './input.ts';
import { describeKey } from './key-facts.ts';
import { expiryOf, flowsOf } from './key-options.ts';

const DESCRIPTION_FLAGS = ['label', 'notes', 'owner', 'purpose', 'tag'] as const;

/** What people say of a key, what it may sign, and where copies of it lie. */
export const keyDetailCommands: readonly Command[] = [
  {
    words: 'key describe',
    summary: 'KID [--label L] [--notes N] [--owner O] [--purpose P] [--tag T]… ("" empties) | KID --undo',
    flags: { label: 'value', notes: 'value', owner: 'value', purpose: 'value', tag: 'repeated', undo: 'switch' },
    positionals: ['KID'],
    async run(run) {
      const { args, output } = run;
      const kid = args.positional(0);
      const isGiven = DESCRIPTION_FLAGS.some((flag) => args.has(flag));
      if (args.has('undo') === isGiven) {
        throw usage(
          isGiven ? '--undo takes a change back: it goes alone' : 'nothing is said of the key',
          'give what changes (--label, --notes, --owner, --purpose, --tag), or --undo alone',
        );
      }
      const { keys, keyDetails } = await run.home('write');
      const before = keys.get(kid);
      const key = args.has('undo')
        ? keyDetails.undoDescribe(kid)
        : keyDetails.describe(kid, {
            label: args.value('label') ?? before.label,
            notes: args.value('notes') ?? before.notes,
            owner: args.value('owner') ?? before.owner,
            purpose: args.value('purpose') ?? before.purpose,
            tags: args.has('tag') ? [...args.all('tag')] : before.tags,
          });
      output.result(key, describeKey(key, run.language));
      return EXIT.done;
    },
  },
  {
    words: 'key restrict',
    summary:
      'KID [--flow F… | --any-flow] [--expires ISO | --never-expires] --reason R: what it may sign, and until when',
    flags: {
      flow: 'repeated',
      'any-flow': 'switch',
      expires: 'value',
      'never-expires': 'switch',
      reason: 'value',
    },
    positionals: ['KID'],
    async run(run) {
      const { args, output } = run;
      const kid = args.positional(0);
      const setsFlows = either(run, 'flow', 'any-flow');
      const setsExpiry = either(run, 'expires', 'never-expires');
      if (!setsFlows && !setsExpiry) {
        throw usage('nothing is to be restricted', 'give --flow or --any-flow, --expires or --never-expires');
      }
      const [flows, expiresAt] = [flowsOf(run), expiryOf(run)];
      const reason = args.required('reason');
      const { keys, keyDetails } = await run.home('write');
      const before = keys.get(kid);
      const key = keyDetails.restrict(kid, {
        flows: setsFlows ? flows : before.flows,
        expiresAt: setsExpiry ? expiresAt : before.expiresAt,
        reason,
      });
      output.result(key, describeKey(key, run.language));
      return EXIT.done;
    },
  },
  {
    words: 'key copy',
    summary: `KID --add WHERE [--kind ${KEY_COPY_KINDS.join('|')}] | KID --gone ID --reason R: known copies of its private half`,
    flags: { add: 'value', kind: 'value', gone: 'value', reason: 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args, output } = run;
      const kid = args.positional(0);
      if (!either(run, 'add', 'gone')) throw usage('--add WHERE or --gone ID is missing');
      const where = args.value('add');
      const foreign = where === null ? 'kind' : 'reason';
      if (args.has(foreign)) throw usage(`--${foreign} does not go with --${where === null ? 'gone' : 'add'}`);
      const kind = oneOf(run, 'kind', KEY_COPY_KINDS, 'other');
      const reason = where === null ? args.required('reason') : '';
      const { keyDetails } = await run.home('write');
      const key =
        where === null
          ? keyDetails.copyGone(kid, args.required('gone'), reason)
          : keyDetails.addCopy(kid, { kind, where });
      output.result(key, describeKey(key, run.language));
      return EXIT.done;
    },
  },
];

/** Whether one of two flags is given. @throws USAGE_INVALID for both */
function either({ args }: Run, one: string, other: string): boolean {
  if (args.has(one) && args.has(other)) throw usage(`--${one} and --${other} exclude each other`);
  return args.has(one) || args.has(other);
}
