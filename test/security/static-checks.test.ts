import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { STATIC_RULES, type StaticRule } from './static-rules.ts';

const root = resolve(import.meta.dirname, '..', '..');

interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
}

function parse(path: string, code: string): Source {
  return { path, tree: ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX) };
}

/** All that ships, and the preview. */
function readSources(): Source[] {
  return ['electron', 'shared', 'renderer'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/u.test(name))
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
      // A generic arrow function is no markup: each file is parsed as what it is.
      .map((path) => {
        const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
        const code = readFileSync(join(root, path), 'utf8');
        return { path, tree: ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, kind) };
      }),
  );
}

/** Where a rule's subject occurs, as `file:line`. */
function sightings({ finds }: StaticRule, sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, tree }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (finds(node)) found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

const sources = readSources();

describe('the sources', () => {
  it('are all there', () => {
    expect(sources.length).toBeGreaterThan(80);
  });

  it.each(STATIC_RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    const found = sightings(rule, sources);
    const elsewhere = found.filter((place) => !rule.onlyIn.some((file) => place.startsWith(`${file}:`)));
    expect(elsewhere).toEqual([]);
    for (const file of rule.onlyIn)
      expect(
        found.some((place) => place.startsWith(`${file}:`)),
        file,
      ).toBe(true);
  });
});

describe('a planted fault is found by', () => {
  it.each(STATIC_RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    expect(sightings(rule, [parse('electron/planted.tsx', rule.planted)])).not.toEqual([]);
  });

  it('no check in a comment that names what is forbidden', () => {
    const innocent = parse('electron/innocent.tsx', '// eval, --no-sandbox, ipcMain, rejectUnauthorized: false\n');
    expect(STATIC_RULES.flatMap((rule) => sightings(rule, [innocent]))).toEqual([]);
  });
});

describe('the preload', () => {
  /** What a preload imports, by module; anything else it could do needs an import first. */
  function imports(code: string): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const statement of parse('preload.ts', code).tree.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const bindings = statement.importClause?.namedBindings;
      const names = bindings && ts.isNamedImports(bindings) ? bindings.elements.map((one) => one.name.text) : ['*'];
      found[statement.moduleSpecifier.text] = names;
    }
    return found;
  }
  const isNarrow = (code: string) => {
    const { electron = [], ...others } = imports(code);
    const allowed = ['contextBridge', 'ipcRenderer', 'webUtils'];
    const isOnlyChannels = Object.keys(others).every((module) => module === '../shared/ipc/channels.ts');
    return isOnlyChannels && electron.every((name) => allowed.includes(name)) && !code.includes('import(');
  };

  it('imports the bridge, the sender and the names of the channels, and nothing else', () => {
    expect(isNarrow(readFileSync(join(root, 'electron/preload.ts'), 'utf8'))).toBe(true);
    expect(isNarrow("import { shell } from 'electron';")).toBe(false);
    expect(isNarrow("import { readFileSync } from 'node:fs';")).toBe(false);
    expect(isNarrow("import * as all from 'electron';")).toBe(false);
  });
});

describe('Electron', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
  const support = read('build/electron-support.json') as { floor: string; majors: number[]; reviewedOn: string };

  function problems(wanted: string, locked: string): string[] {
    const [major = 0] = wanted.split('.').map(Number);
    return [
      ...(/^\d+\.\d+\.\d+$/u.test(wanted) ? [] : ['ElectronVersion: not exact']),
      ...(wanted === locked ? [] : ['AvailableSecurityFixes: what is locked is not what is wanted']),
      ...(wanted.localeCompare(support.floor, 'en', { numeric: true }) >= 0
        ? []
        : ['ElectronVersion: below the floor']),
      ...(support.majors.includes(major) ? [] : ['AvailableSecurityFixes: a major that gets no fixes']),
    ];
  }

  it('ElectronVersion, AvailableSecurityFixes: is exact, at or above the floor, of a supported major', () => {
    const wanted = (read('package.json')['devDependencies'] as Record<string, string>)['electron'] ?? '';
    const packages = read('package-lock.json')['packages'] as Record<string, { version: string }>;
    expect(problems(wanted, packages['node_modules/electron']?.version ?? '')).toEqual([]);
    expect(Number.isNaN(Date.parse(support.reviewedOn))).toBe(false);
  });

  it('of an old, open or other version would be noticed', () => {
    expect(problems('43.8.3', '43.8.3')).toEqual(['ElectronVersion: below the floor']);
    expect(problems('^45.3.2', '45.3.2')).toContain('ElectronVersion: not exact');
    expect(problems('46.0.0', '45.3.2')).toHaveLength(2);
  });
});
