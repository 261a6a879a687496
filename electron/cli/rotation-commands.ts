import type { RotationView } from '../../shared/model/rotation.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf } from './input.ts';
import { columns } from './output.ts';

const KINDS = ['planned', 'emergency'] as const;
const WAYS = ['put', 'post'] as const;
const OUTCOMES = ['done', 'abandoned'] as const;

export const rotationCommands: readonly Command[] = [
  {
    words: 'rotation list',
    summary: 'the ways from a key to its successor, newest first',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const all = home.rotations.list();
      home.trail.note('command.run', { command: 'rotation list' });
      const rows = all.map(({ rotation: { id, env, kind, oldKid, newKid, outcome } }) => [
        id,
        env,
        kind,
        `${oldKid} → ${newKid ?? '?'}`,
        outcome ?? 'under way',
      ]);
      run.output.result(all, rows.length === 0 ? 'no rotations' : columns(rows));
      return EXIT.done;
    },
  },
  {
    words: 'rotation start',
    summary: 'KID --kind planned|emergency --reason R: begins; an emergency suspends the key at once',
    flags: { kind: 'value', reason: 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args } = run;
      const how = { kind: oneOf(run, 'kind', KINDS, null), reason: args.required('reason') };
      return show(run, (await run.home('write')).rotations.start(args.positional(0), how));
    },
  },
  {
    words: 'rotation successor',
    summary: 'ID KID: names the successor, made with key generate --replaces',
    flags: {},
    positionals: ['ID', 'KID'],
    async run(run) {
      const home = await run.home('write');
      return show(run, home.rotations.setSuccessor(run.args.positional(0), run.args.positional(1)));
    },
  },
  {
    words: 'rotation send',
    summary:
      'ID --way put|post: makes the successor known to DCM, beside the old key, or in an emergency over its entry',
    flags: { way: 'value' },
    positionals: ['ID'],
    async run(run) {
      const way = oneOf(run, 'way', WAYS, null) === 'put' ? 'PUT' : 'POST';
      return show(run, await (await run.home('write')).rotations.send(run.args.positional(0), way));
    },
  },
  {
    words: 'rotation cover',
    summary: 'ID KID: in an emergency with a standby key, puts a new draft over the old key’s entry at DCM',
    flags: {},
    positionals: ['ID', 'KID'],
    async run(run) {
      const home = await run.home('write');
      return show(run, await home.rotations.cover(run.args.positional(0), run.args.positional(1)));
    },
  },
  {
    words: 'rotation look',
    summary: 'ID: asks DCM what it lists and accepts',
    flags: {},
    positionals: ['ID'],
    async run(run) {
      return show(run, await (await run.home('write')).rotations.look(run.args.positional(0)));
    },
  },
  {
    words: 'rotation call-back',
    summary: 'ID --note N: the bank’s call-back service has the successor; who said so',
    flags: { note: 'value' },
    positionals: ['ID'],
    async run(run) {
      const { args } = run;
      const note = args.required('note');
      return show(run, (await run.home('write')).rotations.confirmCallBack(args.positional(0), note));
    },
  },
  {
    words: 'rotation switch',
    summary: 'ID: from here on the successor signs',
    flags: {},
    positionals: ['ID'],
    async run(run) {
      return show(run, (await run.home('write')).rotations.switchOver(run.args.positional(0)));
    },
  },
  {
    words: 'rotation end',
    summary: 'ID --outcome done|abandoned --reason R',
    flags: { outcome: 'value', reason: 'value' },
    positionals: ['ID'],
    async run(run) {
      const { args } = run;
      const how = { outcome: oneOf(run, 'outcome', OUTCOMES, null), reason: args.required('reason') };
      return show(run, (await run.home('write')).rotations.end(args.positional(0), how));
    },
  },
];

function show({ output }: Run, view: RotationView): typeof EXIT.done {
  output.result(view, describe(view));
  return EXIT.done;
}

function describe({ rotation, waitsFor, maySwitch, needsCover, isSafe, ...times }: RotationView): string[] {
  const { id, kind, env, oldKid, newKid, steps, outcome } = rotation;
  const { oldKeyNeededUntil, longestLifeSeconds, leewaySeconds } = times;
  return [
    `${kind} rotation ${id} of ${env}: ${oldKid} → ${newKid ?? '(no successor yet)'}${outcome === null ? '' : `, ${outcome}`}`,
    ...columns(steps.map(({ step, at, note }) => [`  ${step}`, at, note ?? ''])),
    ...(waitsFor.length === 0 ? [] : [`still wanted before the switch: ${waitsFor.join(', ')}`]),
    ...(maySwitch ? ['the successor may take over: rotation switch'] : []),
    ...(needsCover
      ? [
          `DCM’s entry of ${oldKid} still holds the old key, and DCM has no call that deletes. Put a new key over it:`,
          `  dcm-keys key generate --draft --env ${env} --replaces ${oldKid}, then rotation cover ${id} KID (it may become the next standby key)`,
        ]
      : []),
    ...(oldKeyNeededUntil === null
      ? []
      : [
          `tokens of the old key may be under way until ${oldKeyNeededUntil} (longest life ${String(longestLifeSeconds)} s + leeway ${String(leewaySeconds)} s)`,
        ]),
    isSafe
      ? 'safe: DCM neither lists nor accepts the old key, and accepts the new one'
      : 'not safe yet: DCM may still accept the old key',
  ];
}
