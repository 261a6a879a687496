import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** What one class or interface of Electron offers. */
export interface SurfaceType {
  readonly members: readonly string[];
  readonly statics: readonly string[];
  readonly events: readonly string[];
  readonly parents: readonly string[];
}

/** Electron as its own type definitions describe it. */
export interface Surface {
  /** What each process can import, with the name of its type. */
  readonly main: Readonly<Record<string, string>>;
  readonly renderer: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, SurfaceType>>;
  /** Every permission that a page can ask for. */
  readonly permissions: readonly string[];
}

const definitions = resolve(import.meta.dirname, '..', '..', '..', 'node_modules', 'electron', 'electron.d.ts');

/** Reads the surface from the type definitions that Electron itself ships. */
export function readSurface(path = definitions): Surface {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const electron = namespaceBody(source.statements, 'Electron');
  const types: Record<string, SurfaceType> = {};
  const permissions = new Set<string>();
  for (const statement of electron) {
    if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) continue;
    if (statement.name === undefined) continue;
    types[statement.name.text] = readType(statement);
    for (const member of statement.members) readPermissions(member, permissions);
  }
  return {
    main: readExports(namespaceBody(electron, 'Main')),
    renderer: readExports(namespaceBody(electron, 'Renderer')),
    types,
    permissions: [...permissions].sort(),
  };
}

function namespaceBody(statements: readonly ts.Statement[], name: string): readonly ts.Statement[] {
  const found = statements.find((one) => ts.isModuleDeclaration(one) && one.name.text === name);
  if (found === undefined || !ts.isModuleDeclaration(found) || !found.body || !ts.isModuleBlock(found.body)) {
    throw new Error(`electron.d.ts has no namespace ${name}`);
  }
  return found.body.statements;
}

function readExports(statements: readonly ts.Statement[]): Record<string, string> {
  const exported: Record<string, string> = {};
  for (const statement of statements) {
    if (ts.isClassDeclaration(statement) && statement.name !== undefined) {
      exported[statement.name.text] = statement.name.text;
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || type === undefined) continue;
      const named = type.getText().replace(/^typeof /u, '');
      exported[name.text] = named;
    }
  }
  return exported;
}

function readType(declaration: ts.ClassDeclaration | ts.InterfaceDeclaration): SurfaceType {
  const members = new Set<string>();
  const statics = new Set<string>();
  const events = new Set<string>();
  for (const member of declaration.members) {
    if (member.name === undefined || !('text' in member.name)) continue;
    const name = String(member.name.text);
    (isStatic(member) ? statics : members).add(name);
    const event = name === 'on' ? literalOfFirstParameter(member) : null;
    if (event !== null) events.add(event);
  }
  const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map((one) => one.getText()));
  return { members: [...members], statics: [...statics], events: [...events], parents };
}

function isStatic(member: ts.ClassElement | ts.TypeElement): boolean {
  return ts.canHaveModifiers(member) && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}

function literalOfFirstParameter(member: ts.ClassElement | ts.TypeElement): string | null {
  if (!ts.isMethodDeclaration(member) && !ts.isMethodSignature(member)) return null;
  const type = member.parameters[0]?.type;
  if (type === undefined || !ts.isLiteralTypeNode(type) || !ts.isStringLiteral(type.literal)) return null;
  return type.literal.text;
}

/** The permissions are a union of names in the types of the two handlers. */
function readPermissions(member: ts.ClassElement | ts.TypeElement, permissions: Set<string>): void {
  const name = member.name?.getText() ?? '';
  if (!/^setPermission(?:Check|Request)Handler$/u.test(name)) return;
  const visit = (node: ts.Node): void => {
    if (ts.isParameter(node) && node.name.getText() === 'permission') {
      for (const [, literal] of (node.type?.getText() ?? '').matchAll(/'([^']+)'/gu)) permissions.add(literal ?? '');
    }
    ts.forEachChild(node, visit);
  };
  visit(member);
}
