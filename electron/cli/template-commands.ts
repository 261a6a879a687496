import { patternSchema } from '../../shared/model/pattern.ts';
import { type ClaimRule, type ListedTemplate, type Template, templateSchema } from '../../shared/model/template.ts';
import type { SignProfile } from '../../shared/model/token.ts';
import { AppError } from '../domain/errors.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf, readNamedFile, wholeNumber } from './input.ts';
import { writeNewFile } from './new-file.ts';
import { columns } from './output.ts';
import { readClaims } from './sign-commands.ts';

export const templateCommands: readonly Command[] = [
  {
    words: 'template list',
    summary: ': the forms of tokens, built in and saved',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const list = home.templates.list();
      home.trail.note('command.run', { command: 'template list' });
      run.output.result(list, columns(list.map((one) => [one.name, one.profile, lifeOf(one), ...rulesOf(one)])));
      return EXIT.done;
    },
  },
  {
    words: 'template show',
    summary: 'NAME: what a token by this template must be',
    flags: {},
    positionals: ['NAME'],
    async run(run) {
      const home = await run.home('read');
      const one = home.templates.get(run.args.positional(0));
      home.trail.note('command.run', { command: 'template show' });
      const lines = [`${one.name}: ${one.profile} profile, ${lifeOf(one)}`, ...rulesOf(one).map((rule) => `  ${rule}`)];
      run.output.result(one, one.note === null ? lines : [...lines, one.note]);
      return EXIT.done;
    },
  },
  {
    words: 'template save',
    summary:
      'NAME --profile bank|platform [--flow F] [--sub S] [--obj O] [--claim N=JSON]… [--like N=PATTERN]… [--ttl S] [--no-exp] [--note T] [--replace]: --claim and the like fix a value, --like wants a text ("*" first or last)',
    flags: {
      profile: 'value',
      flow: 'value',
      sub: 'value',
      obj: 'value',
      claim: 'repeated',
      like: 'repeated',
      ttl: 'value',
      'no-exp': 'switch',
      note: 'value',
      replace: 'switch',
    },
    positionals: ['NAME'],
    async run(run) {
      const parsed = templateSchema.safeParse(readTemplate(run));
      if (!parsed.success)
        throw usage(`${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`);
      const home = await run.home('write');
      const saved = home.templates.save(parsed.data, { mayReplace: run.args.has('replace') });
      run.output.result(saved, `saved: ${saved.name}, SHA-256 ${saved.sha256}`);
      return EXIT.done;
    },
  },
  {
    words: 'template remove',
    summary: 'NAME --reason R: it is signed by no more',
    flags: { reason: 'value' },
    positionals: ['NAME'],
    async run(run) {
      const name = run.args.positional(0);
      const reason = run.args.required('reason');
      (await run.home('write')).templates.remove(name, reason);
      run.output.result({ name, removed: true }, `removed: ${name}`);
      return EXIT.done;
    },
  },
  {
    words: 'template export',
    summary: 'NAME [--out F]: the template as a file',
    flags: { out: 'value' },
    positionals: ['NAME'],
    async run(run) {
      const out = run.args.value('out');
      const home = await run.home('read');
      const text = home.templates.exportText(run.args.positional(0));
      home.trail.note('command.run', { command: 'template export' });
      if (out === null) run.output.raw(text);
      else {
        writeNewFile(out, text);
        run.output.result({ out }, `written: ${out}`);
      }
      return EXIT.done;
    },
  },
  {
    words: 'template import',
    summary: '--file F [--replace]: saves a template from a file',
    flags: { file: 'value', replace: 'switch' },
    positionals: [],
    async run(run) {
      const bytes = readNamedFile(run.args.required('file'));
      const home = await run.home('write');
      const saved = home.templates.importBytes(bytes, { mayReplace: run.args.has('replace') });
      run.output.result(saved, `saved: ${saved.name}, SHA-256 ${saved.sha256}`);
      return EXIT.done;
    },
  },
];

function readTemplate(run: Run): Template {
  const { args } = run;
  const claims = new Map<string, ClaimRule>();
  const put = (name: string, rule: ClaimRule): void => {
    if (claims.has(name)) throw usage(`the claim ${name} is given twice`);
    claims.set(name, rule);
  };
  for (const name of ['flow', 'sub', 'obj']) {
    const value = args.value(name);
    if (value !== null) put(name, { is: value });
  }
  for (const [name, value] of Object.entries(readClaims(args.all('claim')))) put(name, { is: jsonOf(value) });
  for (const one of args.all('like')) {
    const equals = one.indexOf('=');
    if (equals < 1) throw usage('--like takes NAME=PATTERN, for example --like sub=*@bank.example');
    const pattern = patternSchema.safeParse(one.slice(equals + 1));
    if (!pattern.success) throw usage(`--like ${one.slice(0, equals)}: ${pattern.error.issues[0]?.message ?? ''}`);
    put(one.slice(0, equals), { like: pattern.data });
  }
  return {
    version: 1,
    name: args.positional(0),
    profile: oneOf<SignProfile>(run, 'profile', ['bank', 'platform'], 'bank'),
    ttlSeconds: args.has('ttl') ? wholeNumber(run, 'ttl', 0) : null,
    withoutExpiry: args.has('no-exp'),
    claims: Object.fromEntries(claims),
    note: args.value('note'),
  };
}

/** What `--claim` has read is JSON; its type does not say so. */
function jsonOf(value: unknown): Extract<ClaimRule, { is: unknown }>['is'] {
  const rule = templateSchema.shape.claims.safeParse({ value: { is: value } });
  const read = rule.success ? rule.data['value'] : undefined;
  if (read !== undefined && 'is' in read) return read.is;
  throw new AppError('INPUT_INVALID', 'the value of a claim is not JSON', { hint: 'give it as --claim NAME=JSON' });
}

function lifeOf({ ttlSeconds, withoutExpiry }: Template): string {
  if (withoutExpiry) return 'no end';
  return ttlSeconds === null ? 'life by policy' : `at most ${String(ttlSeconds)} s`;
}

function rulesOf({ claims }: ListedTemplate): readonly string[] {
  return Object.entries(claims).map(([name, rule]) =>
    'is' in rule ? `${name} = ${JSON.stringify(rule.is)}` : `${name} like ${rule.like}`,
  );
}
