import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

export interface Exported {
  /** Runs one command line in the folder of what is written out; shares may go to descriptors 5 and 6. @returns standard output */
  readonly terminal: (argv: readonly string[], input?: string) => Promise<string>;
  /** The folder that everything is written into. */
  readonly written: string;
  readonly env: string;
  readonly kid: string;
  /** Ceremonies that were carried out. */
  readonly ceremonies: readonly string[];
  /** One that is not ended yet. */
  readonly open: string;
  /** A backup set, its sealed file, and what its custodians have on paper. */
  readonly backup: { readonly set: string; readonly file: string; readonly papers: readonly string[] };
  /** A draft that is delivered. */
  readonly draft: string;
}

/** Command lines, without what says where to write. */
type Ways = readonly (readonly string[])[];

/**
 * Everything that is made to leave: each writes its file, and none may hold private material. @returns the words of the
 * commands that did
 */
export async function exportAll(on: Exported): Promise<ReadonlySet<string>> {
  const { terminal, written, env, kid, backup } = on;
  const out = (name: string) => join(written, name);
  const token = (await terminal(['token', 'sign', '--key', kid, '--env', env, ...CLAIMS])).trim();
  writeFileSync(out('proxy.log'), `X-Session-ID: ${token}\n`);
  const opened = JSON.parse(await terminal(['case', 'open', 'incident', '--json'])) as { readonly id: string };
  await terminal(['case', 'add', opened.id, token, '--own', '--keep-token']);
  const ways: Ways = [
    ['ceremony', 'script', 'split-key'],
    ['ceremony', 'run', '--resume', on.open],
    ...on.ceremonies.map((id) => ['ceremony', 'transcript', id]),
    ['case', 'export', opened.id],
    ['case', 'report', opened.id],
    ['case', 'report', opened.id, '--show-sub', '--show-obj'],
    ['template', 'export', 'sign-in'],
    ['passport', kid],
    ['key', 'calendar'],
    ['audit', 'export'],
    ['backup', 'recovery-page'],
    ['bundle', 'create', '--snapshot', '1'],
    ['bundle', 'create', '--env', env, '--key', kid],
    ['bundle', 'create', 'registration-request', '--env', env, '--key', on.draft],
    ['bundle', 'create', 'device-key', '--env', env],
  ];
  const wrote = new Set<string>();
  const write = async (argv: readonly string[], input?: string) => {
    const name = `${String(wrote.size + readdirSync(written).length)}-${argv.slice(0, 2).join('-')}.out`;
    await terminal([...argv, '--out', out(name)], input);
    expect(readdirSync(written), argv.join(' ')).toContain(name);
    wrote.add(argv[0] === 'passport' ? 'passport' : argv.slice(0, 2).join(' '));
    return out(name);
  };
  const files = new Map<string, string>();
  for (const way of ways) files.set(way.join(' '), await write(way, ':abort not today\n'));
  const fileOf = (start: string) => [...files].find(([way]) => way.startsWith(start))?.[1] ?? '';
  const signer = (
    JSON.parse(await terminal(['bundle', 'verify', fileOf('bundle create device-key'), '--json'])) as Signed
  ).evidenceKey;
  const trusted = ['--env', env, '--trust', signer];
  const sealed = ['bundle', 'create', 'device-sealed-key', '--key', on.draft, '--reason', 'r', ...trusted];
  await write([...sealed, '--device', fileOf('bundle create device-key')]);
  await write(['dcm', 'register', '--request', fileOf('bundle create registration-request'), ...trusted]);
  await write(['backup', 'drill', '--file', backup.file], backup.papers.join('\n'));
  await write(['backup', 'certificate', backup.set]);
  await createBackup(on);
  for (const [at, argv] of printed(on).entries()) {
    const text = await terminal(argv);
    expect(text, argv.join(' ')).not.toBe('');
    writeFileSync(out(`printed-${String(at)}`), text);
  }
  return wrote.add('backup create');
}

/** A further set, whose shares go to descriptors of their own and nowhere else. */
async function createBackup({ terminal, written, kid, backup }: Exported): Promise<void> {
  const people = ['Olena', 'Taras'].flatMap((name) => ['--custodian', name]);
  const ways = ['5', '6'].flatMap((fd) => ['--share-fd', fd]);
  const create = ['backup', 'create', kid, '--threshold', '2', '--shares', '2', '--out', join(written, 'bags')];
  // The papers of another set are read back: this one is void, and its sealed file is there all the same.
  await terminal([...create, ...people, ...ways], backup.papers.join('\n'));
  expect(readdirSync(join(written, 'bags'))).toHaveLength(1);
}

/** What is printed, to be led into a file. */
function printed({ env, kid, ceremonies, backup }: Exported): Ways {
  return [
    ...['jwk', 'jwks', 'pem'].map((format) => ['key', 'export', kid, '--format', format]),
    ['key', 'show', kid],
    ['key', 'list', '--csv'],
    ['key', 'words', kid],
    ...['list', 'list --json'].map((words) => ['standby', ...words.split(' '), '--env', env]),
    ...['--json', '--lang=uk'].map((way) => ['backup', 'show', backup.set, way]),
    ['backup', 'list', '--json'],
    ...ceremonies.flatMap((id) =>
      ['--lang=en', '--lang=uk', '--json'].flatMap((way) =>
        ['transcript', 'report'].map((paper) => ['ceremony', paper, id, way]),
      ),
    ),
    ['snapshot', 'show', '1', '--json'],
    ...['--ndjson', '--csv'].map((way) => ['scan', 'proxy.log', '--own', way, '--with-tokens']),
    ['scan', 'proxy.log', '--own', '--affected=affected.csv'],
  ];
}

export const CLAIMS = ['--flow', 'sign-in', '--sub', 's', '--obj', 'o', '--reason', 'r'];

interface Signed {
  readonly evidenceKey: string;
}
