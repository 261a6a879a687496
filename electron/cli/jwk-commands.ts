import { signatureAlgorithmSchema } from '../../shared/model/key.ts';
import { jwkFromPem, parseJwk } from '../domain/jwk.ts';
import { lintJwkText } from '../domain/jwk-lint.ts';
import { requireKid } from '../domain/kid.ts';
import { jwkThumbprint } from '../domain/thumbprint.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, readText } from './input.ts';

/** These read standard input, need no home and write nothing. */
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
];
