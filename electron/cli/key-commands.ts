import { type Key, SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import { keyTableText } from '../domain/key-table.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, wholeNumber } from './input.ts';
import { describeKey } from './key-facts.ts';
import { KEY_FACT_WORDS } from './key-fact-words.ts';
import { KEY_LIFE_WORDS } from './key-life-words.ts';
import { expiryOf, flowsOf } from './key-options.ts';
import { columns } from './output.ts';

const RSA_WITH_WARNING = 2048;

export const keyCommands: readonly Command[] = [
  {
    words: 'key generate',
    summary:
      '[--alg RS256] [--bits 3072] [--kid K] [--label L] [--owner O] [--purpose P] [--env NAME] [--flow F]… [--expires ISO] [--replaces KID] [--draft]',
    flags: {
      alg: 'value',
      bits: 'value',
      kid: 'value',
      label: 'value',
      owner: 'value',
      purpose: 'value',
      env: 'value',
      flow: 'repeated',
      expires: 'value',
      replaces: 'value',
      draft: 'switch',
    },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const bits = wholeNumber(run, 'bits', 3072);
      const request = {
        alg: oneOf(run, 'alg', SIGNATURE_ALGORITHMS, 'RS256'),
        bits,
        kid: args.value('kid'),
        label: args.value('label'),
        env: args.value('env'),
        expiresAt: expiryOf(run),
        isDraft: args.has('draft'),
        details: {
          owner: args.value('owner'),
          purpose: args.value('purpose'),
          flows: flowsOf(run),
          replaces: args.value('replaces'),
        },
      };
      const home = await run.home('write');
      const key = await home.keys.generate(request);
      const words = KEY_LIFE_WORDS[run.language];
      if (key.bits === RSA_WITH_WARNING) output.remark(words.small);
      if (sharesItsWork(key, home.keys.list())) {
        output.remark(words.shared);
      }
      output.result(key, describeKey(key, run.language));
      return EXIT.done;
    },
  },
  {
    words: 'key list',
    summary: '[--csv]: the keys of this home',
    flags: { csv: 'switch' },
    positionals: [],
    async run(run) {
      const isCsv = run.args.has('csv');
      if (isCsv && run.output.isJson) throw usage('--csv and --json are two formats: choose one');
      const home = await run.home('read');
      const all = home.keys.list();
      const { state } = KEY_FACT_WORDS[run.language];
      home.trail.note('command.run', { command: 'key list' });
      if (isCsv) {
        run.output.raw(keyTableText(all));
        return EXIT.done;
      }
      run.output.result(
        all,
        all.length === 0
          ? KEY_LIFE_WORDS[run.language].none
          : columns(all.map((key) => [key.kid, key.alg, state(key.state), key.env ?? '-', key.label ?? ''])),
      );
      return EXIT.done;
    },
  },
  {
    words: 'key show',
    summary: 'KID',
    flags: {},
    positionals: ['KID'],
    async run(run) {
      const home = await run.home('read');
      const key = home.keys.get(run.args.positional(0));
      home.trail.note('command.run', { command: 'key show' });
      run.output.result(key, describeKey(key, run.language));
      return EXIT.done;
    },
  },
  {
    words: 'key export',
    summary: 'KID --format jwk|jwks|pem: the public half',
    flags: { format: 'value' },
    positionals: ['KID'],
    async run(run) {
      const format = oneOf(run, 'format', ['jwk', 'jwks', 'pem'], null);
      const home = await run.home('read');
      const kid = run.args.positional(0);
      const text = home.keys.exportPublic(kid, format);
      home.trail.note('key.exported', { kid, format });
      run.output.raw(text);
      return EXIT.done;
    },
  },
];

/** Whether another active key of this computer signs for the same environment and owner; without an owner, for anybody. */
function sharesItsWork({ kid, env, owner, replaces }: Key, all: readonly Key[]): boolean {
  return all.some(
    (other) =>
      other.kid !== kid &&
      other.kid !== replaces &&
      other.state === 'active' &&
      other.custody === 'here' &&
      env !== null &&
      other.env === env &&
      (owner === null || other.owner === owner),
  );
}
