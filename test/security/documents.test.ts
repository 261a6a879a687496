import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_EVENT_TYPES } from '../../shared/model/audit-event.ts';
import { VERSION } from '../../shared/version.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('documents', () => {
  it('list exactly the audit events that the code can write', () => {
    const table =
      read('SECURITY.md').split('<!-- audit-events:begin -->')[1]?.split('<!-- audit-events:end -->')[0] ?? '';
    const listed = [...table.matchAll(/^\| `([^`]+)` \|/gmu)].map((match) => match[1]);
    expect(listed).toEqual([...AUDIT_EVENT_TYPES]);
  });

  it('name only files and folders that exist, and scripts that can be run', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const texts = ['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CONTRIBUTING.md'].map(read);
    const missing = (text: string) => {
      const paths = [...text.matchAll(/[`(]((?:test|build|electron|shared|renderer)\/[\w./-]*)[`)]/gu)].map(
        ([, path]) => path ?? '',
      );
      const commands = [...text.matchAll(/npm run ([\w:]+)/gu)].map(([, name]) => name ?? '');
      return [
        ...paths.filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, 'electron', path))),
        ...commands.filter((name) => scripts[name] === undefined),
      ];
    };
    expect(texts.flatMap(missing)).toEqual([]);
    expect(missing('`test/nowhere.test.ts` `npm run nothing`')).toEqual(['test/nowhere.test.ts', 'nothing']);
  });

  it('name every package that is installed on purpose, with its reason', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const rows = read('README.md').split('## Packages')[1] ?? '';
    const unnamed = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter((name) => {
      const short = name.replace(/^(?:eslint-plugin-|@types\/.*)/u, '');
      return name.startsWith('@types/') || name === 'eslint-import-resolver-typescript' || name === 'typescript-eslint'
        ? false
        : !rows.includes(short);
    });
    expect(unnamed).toEqual([]);
  });

  it('give the version of the package', () => {
    expect(VERSION).toBe((JSON.parse(read('package.json')) as { version: string }).version);
  });

  it('name only exact versions, and a lockfile with an integrity for every entry and no host', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^(?:npm:@github\/keytar@)?\d+\.\d+\.\d+$/u.test(version),
    );
    expect(loose).toEqual([]);
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
    };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.filter(([, one]) => !one.integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, one]) => one.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });
});
