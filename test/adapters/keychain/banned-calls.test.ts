import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const BANNED = ['findCredentials', 'findPassword'];

/** Every identifier, property name and text in a source that is, or joins, a banned name. Comments do not count. */
function bannedIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : '';
    found.push(...BANNED.filter((name) => text.includes(name)));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

describe('calls that list or search a keychain', () => {
  it.each([
    'await keytar.findCredentials("x")',
    "keytar['findPassword']('x')",
    'const { findCredentials: list } = keytar',
    "import { findPassword } from 'keytar'",
    'type Native = Pick<typeof keytar, `findCredentials`>',
  ])('are found in %s (planted fault)', (source) => {
    expect(bannedIn(source)).not.toEqual([]);
  });

  it('occur nowhere in electron/', () => {
    const files = globSync('electron/**/*.{ts,cts,mts,js}', { cwd: ROOT });
    expect(files).toContain(join('electron', 'adapters', 'keychain', 'keytar-keychain.ts'));
    const guilty = files.filter((file) => bannedIn(readFileSync(join(ROOT, file), 'utf8')).length > 0);
    expect(guilty).toEqual([]);
  });
});
