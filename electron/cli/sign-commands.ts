import type { SignProfile } from '../../shared/model/token.ts';
import { describeSigning } from '../../shared/text/sign-sentence.ts';
import { parseStrictObject } from '../domain/strict-json.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, wholeNumber } from './input.ts';

export const signCommands: readonly Command[] = [
  {
    words: 'token sign',
    summary:
      '--key KID --env NAME [--template NAME] [--profile bank|platform] [--flow F] [--sub S] [--obj O] [--ttl S] [--no-exp] [--claim N=JSON]… --reason R [--requester WHO] [--ticket T]',
    flags: {
      key: 'value',
      env: 'value',
      profile: 'value',
      flow: 'value',
      sub: 'value',
      obj: 'value',
      ttl: 'value',
      'no-exp': 'switch',
      claim: 'repeated',
      reason: 'value',
      requester: 'value',
      ticket: 'value',
      template: 'value',
    },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const request = {
        kid: args.required('key'),
        env: args.required('env'),
        flow: args.value('flow'),
        sub: args.value('sub'),
        obj: args.value('obj'),
        extraClaims: readClaims(args.all('claim')),
        reason: args.required('reason'),
        requester: args.value('requester'),
        ticket: args.value('ticket'),
        template: args.value('template'),
      };
      if (args.has('profile')) readProfile(run, 'bank');
      const ttl = args.has('ttl') ? wholeNumber(run, 'ttl', 0) : null;
      const home = await run.home('write');
      const template = request.template === null ? null : home.templates.get(request.template);
      const { defaultTokenLifeSeconds } = home.policy.policy;
      const wanted = {
        ...request,
        profile: readProfile(run, template?.profile ?? 'bank'),
        withoutExpiry: args.has('no-exp') || template?.withoutExpiry === true,
        ttlSeconds: ttl ?? Math.min(defaultTokenLifeSeconds, template?.ttlSeconds ?? defaultTokenLifeSeconds),
      };
      // Said before the keychain is opened: whoever reads it can still press Ctrl-C.
      const facts = { ...home.signing.preview(wanted), env: wanted.env, kind: home.environments.get(wanted.env).kind };
      if (!output.isJson) output.remark(describeSigning(facts, run.language));
      const { token, kid, claims, expiresAt } = await home.signing.sign(wanted);
      output.result({ token, kid, claims, expiresAt }, token);
      return EXIT.done;
    },
  },
];

function readProfile(run: Run, fallback: SignProfile): SignProfile {
  return oneOf<SignProfile>(run, 'profile', ['bank', 'platform'], fallback);
}

/** `--claim NAME=JSON`, several times. @throws USAGE_INVALID */
export function readClaims(given: readonly string[]): Record<string, unknown> {
  const claims = new Map<string, unknown>();
  for (const one of given) {
    const equals = one.indexOf('=');
    const name = one.slice(0, equals);
    if (equals < 1) throw usage('--claim takes NAME=JSON, for example --claim aud=\'"dcm"\'');
    if (claims.has(name)) throw usage(`--claim ${name} is given twice`);
    claims.set(name, readClaimValue(name, one.slice(equals + 1)));
  }
  return Object.fromEntries(claims);
}

/** As strict as the check of a token is: what would not arrive as it was typed is not signed. @throws USAGE_INVALID */
function readClaimValue(name: string, text: string): unknown {
  const parsed = parseStrictObject(Buffer.from(`{"value":${text}\n}`));
  const isOne = parsed.ok && Object.keys(parsed.value).length === 1;
  const value = isOne ? parsed.value['value'] : undefined;
  if (value !== undefined && isExact(value)) return value;
  const problem = isOne ? 'inexact' : parsed.ok ? 'json' : parsed.problem;
  throw usage(`--claim ${name}: ${CLAIM_PROBLEMS[problem] ?? 'the value is not JSON'}`, CLAIM_HINT);
}

const CLAIM_HINT = 'put text in double quotes: --claim aud=\'"dcm"\'; put a number of more than 15 digits there too';
const CLAIM_PROBLEMS: Readonly<Record<string, string>> = {
  duplicate: 'the value has one member twice',
  depth: 'the value is nested too deeply',
  number: 'the value has a number that JSON cannot carry',
  inexact: 'the value has a number or a text that would not arrive as it was typed',
};

/** No whole number beyond 2^53, no lone surrogate. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isExact(inner));
}
