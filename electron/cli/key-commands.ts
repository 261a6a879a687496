import { type Key, SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { instantOf, oneOf, wholeNumber } from './input.ts';
import { columns } from './output.ts';

const RSA_WITH_WARNING = 2048;

/** The facts of one key for people. */
export function describeKey(key: Key): readonly string[] {
  return columns([
    ['kid', key.kid],
    ['thumbprint', key.thumbprint],
    ['algorithm', key.bits === null ? key.alg : `${key.alg}, ${String(key.bits)} bits`],
    ['state', key.state],
    ['label', key.label ?? '-'],
    ['environment', key.env ?? '- (cannot sign until it is registered with one)'],
    ['made', key.createdAt],
    ['expires', key.expiresAt ?? '-'],
    ['private half', key.custody === 'here' ? `here, ${key.keychain ?? 'unknown'} keychain` : 'elsewhere'],
  ]);
}

export const keyCommands: readonly Command[] = [
  {
    words: 'key generate',
    summary: '[--alg RS256] [--bits 3072] [--kid K] [--label L] [--env NAME] [--expires ISO] [--draft]',
    flags: {
      alg: 'value',
      bits: 'value',
      kid: 'value',
      label: 'value',
      env: 'value',
      expires: 'value',
      draft: 'switch',
    },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const bits = wholeNumber(run, 'bits', 3072);
      const expires = args.value('expires');
      const request = {
        alg: oneOf(run, 'alg', SIGNATURE_ALGORITHMS, 'RS256'),
        bits,
        kid: args.value('kid'),
        label: args.value('label'),
        env: args.value('env'),
        expiresAt: expires === null ? null : new Date(instantOf(expires, 'expires')).toISOString(),
        isDraft: args.has('draft'),
      };
      const home = await run.home('write');
      const key = await home.keys.generate(request);
      if (key.bits === RSA_WITH_WARNING)
        output.remark('a 2048-bit RSA key is the smallest that is allowed; 3072 is advised');
      output.result(key, describeKey(key));
      return EXIT.done;
    },
  },
  {
    words: 'key list',
    summary: 'the keys of this home',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const all = home.keys.list();
      home.trail.note('command.run', { command: 'key list' });
      run.output.result(
        all,
        all.length === 0
          ? 'no keys yet: dcm-keys key generate --env NAME'
          : columns(all.map((key) => [key.kid, key.alg, key.state, key.env ?? '-', key.label ?? ''])),
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
      run.output.result(key, describeKey(key));
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
