import { signatureAlgorithmSchema } from '../../shared/model/key.ts';
import { compareKeys } from '../domain/examine-compare.ts';
import { jwkFromPem, parseJwk } from '../domain/jwk.ts';
import { lintJwkText } from '../domain/jwk-lint.ts';
import { requireKid } from '../domain/kid.ts';
import { jwkThumbprint } from '../domain/thumbprint.ts';
import { usage } from './arguments.ts';
import { readBounded } from './bounded-file.ts';
import type { Command } from './command.ts';
import { describeCompared } from './examine-text.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, readText } from './input.ts';

/** These read standard input or named files, need no home and write nothing. */
export const jwkCommands: readonly Command[] = [
  {
    words: 'jwk from-pem',
    summary: '[--kid K] [--alg A] < pem: a public PEM or certificate as a JWK',
    flags: { kid: 'value', alg: 'value' },
    positionals: [],
    async run(run) {
      const kid = run.args.value('kid');
      const alg = run.args.has('alg') ? oneOf(run, 'alg', signatureAlgorithmSchema.options, null) : null;
      const pem = (await readText(run, 'PEM')).toString('utf8');
      const jwk = jwkFromPem(pem, { kid: kid === null ? null : requireKid(kid), alg });
      run.output.raw(JSON.stringify(jwk, null, 2));
      return EXIT.done;
    },
  },
  {
    words: 'jwk thumbprint',
    summary: '< jwk: its RFC 7638 SHA-256 thumbprint',
    flags: {},
    positionals: [],
    async run(run) {
      const thumbprint = jwkThumbprint(parseJwk((await readText(run, 'JWK')).toString('utf8')));
      run.output.result({ thumbprint }, thumbprint);
      return EXIT.done;
    },
  },
  {
    words: 'jwk lint',
    summary: '< jwk-or-jwks: what is wrong with it',
    flags: {},
    positionals: [],
    async run(run) {
      const findings = lintJwkText(await readText(run, 'JWK or JWKS'));
      run.output.result(
        { ok: findings.length === 0, findings },
        findings.length === 0
          ? 'no findings'
          : findings.map(({ code, message, path }) => `${code} at ${path === '' ? '/' : path}: ${message}`),
      );
      return findings.length === 0 ? EXIT.done : EXIT.notValid;
    },
  },
  {
    words: 'jwk compare',
    summary: 'A B: two public keys, in any encoding, member by member; exit 1 if they are different keys',
    flags: {},
    positionals: ['A', 'B'],
    async run(run) {
      const [a, b] = [run.args.positional(0), run.args.positional(1)];
      if (a === '-' && b === '-') throw usage('only one of the two can be standard input');
      const [left, right] = [await readBounded(run, a), await readBounded(run, b)];
      try {
        const compared = compareKeys(left, right);
        run.output.result(compared, describeCompared(compared));
        return compared.isSameKey ? EXIT.done : EXIT.notValid;
      } finally {
        left.fill(0);
        right.fill(0);
      }
    },
  },
];
