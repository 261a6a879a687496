import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

/** One file of each room, and a file of each other that it must not know. `node:…` and bare names are packages. */
const WALLS: Readonly<Record<string, readonly string[]>> = {
  'shared/model/key.ts': ['electron/domain/kid.ts', 'renderer/ipc/route.ts', 'node:fs', 'react', 'electron', 'jose'],
  'shared/ipc/result.ts': ['electron/ipc/router.ts', 'node:crypto', 'undici'],
  'renderer/features/keys/keys-page.tsx': [
    'electron/domain/kid.ts',
    'electron/ipc/router.ts',
    'renderer/features/dcm/dcm-page.tsx',
    'shared/ipc/contract.ts',
    'node:fs',
    'electron',
    'zod',
    'jose',
  ],
  'renderer/components/button.tsx': ['renderer/features/dcm/dcm-page.tsx'],
  'recovery/restored-key.ts': [
    'electron/services/keys.ts',
    'electron/adapters/sqlite/store.ts',
    'renderer/components/button.tsx',
    'shared/ipc/contract.ts',
    'node:crypto',
    'electron',
    'react',
    'undici',
  ],
  'electron/domain/kid.ts': [
    'electron/services/keys.ts',
    'electron/adapters/sqlite/store.ts',
    'electron/practice/practice-dcm.ts',
    'electron/compose.ts',
    'shared/ipc/contract.ts',
    'node:fs',
    'node:fs/promises',
    'node:http',
    'node:sqlite',
    'node:child_process',
    'node:worker_threads',
    'node:crypto#randomBytes',
    'node:crypto#generateKeyPairSync',
    'fs',
    'fs/promises',
    'undici',
    'keytar',
    'electron',
  ],
  'electron/services/keys.ts': [
    'electron/adapters/sqlite/database.ts',
    'electron/adapters/keychain/keytar-keychain.ts',
    'electron/adapters/http/http-client.ts',
    'electron/adapters/crypto/node-key-generator.ts',
    'electron/practice/practice-dcm.ts',
    'electron/window/window.ts',
    'electron/cli/terminal.ts',
    'electron/compose.ts',
    'node:fs',
    'node:https',
    'node:sqlite',
    'undici',
    'keytar',
    'electron',
  ],
  'electron/ipc/handlers.ts': [
    'electron/adapters/sqlite/store.ts',
    'electron/window/window.ts',
    'electron/compose.ts',
    'node:fs',
    'electron',
  ],
  'electron/cli/terminal.ts': [
    'electron/adapters/sqlite/store.ts',
    'electron/ipc/router.ts',
    'electron/window/window.ts',
    'electron/compose-terminal.ts',
    'node:http',
    'node:sqlite',
    'undici',
    'keytar',
    'electron',
  ],
  'electron/adapters/keychain/key-entries.ts': [
    'electron/adapters/sqlite/database.ts',
    'electron/services/keys.ts',
    'electron/practice/practice-dcm.ts',
    'shared/ipc/contract.ts',
    'node:sqlite',
    'undici',
    'electron',
  ],
  'electron/adapters/sqlite/database.ts': ['electron/adapters/keychain/private-keys.ts', 'keytar', 'node:http'],
  'electron/adapters/http/http-client.ts': ['electron/adapters/sqlite/database.ts', 'keytar', 'node:sqlite'],
  'electron/adapters/crypto/node-key-generator.ts': ['electron/adapters/http/http-client.ts', 'undici', 'node:net'],
  'electron/window/window.ts': [
    'electron/services/keys.ts',
    'electron/adapters/sqlite/store.ts',
    'electron/practice/practice-dcm.ts',
    'electron/compose-window.ts',
    'undici',
    'node:net',
    'keytar',
  ],
  'electron/practice/practice-dcm.ts': [
    'electron/services/keys.ts',
    'electron/adapters/http/dcm-api.ts',
    'electron/compose.ts',
    'electron',
    'keytar',
  ],
  'electron/preload.ts': [
    'electron/services/keys.ts',
    'electron/domain/kid.ts',
    'shared/ipc/contract.ts',
    'zod',
    'node:fs',
  ],
};

/** What each room is for stays allowed: a wall that refuses everything would prove nothing. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'shared/model/key.ts': ['zod'],
  'renderer/features/keys/keys-page.tsx': ['renderer/components/button.tsx', 'react'],
  'electron/domain/kid.ts': ['shared/model/key.ts', 'node:crypto#createHash', 'jose'],
  'recovery/restored-key.ts': ['electron/domain/share.ts', 'shared/model/backup.ts', 'shared/text/errors-en-backup.ts'],
  'electron/services/keys.ts': [
    'electron/adapters/sqlite/store.ts',
    'electron/domain/kid.ts',
    'jose',
    'node:crypto#sign',
  ],
  'electron/adapters/sqlite/database.ts': ['node:sqlite', 'electron/adapters/keychain/keychain.ts'],
  'electron/adapters/http/http-client.ts': ['undici'],
  'electron/window/window.ts': ['electron', 'node:fs', 'electron/domain/errors.ts'],
  'electron/practice/practice-dcm.ts': ['node:http', 'jose', 'electron/domain/errors.ts'],
};

const isFile = (wanted: string) => /\.tsx?$/u.test(wanted) && existsSync(join(root, wanted));

/** The rules that refuse one import in one file; the rest of the file does not matter. */
async function refusals(file: string, wanted: string): Promise<readonly string[]> {
  const [module = '', name] = wanted.split('#');
  const path = relative(dirname(file), module).replaceAll('\\', '/');
  const specifier = isFile(module) ? (path.startsWith('.') ? path : `./${path}`) : module;
  const binding = name === undefined ? '* as wanted' : `{ ${name} as wanted }`;
  return await findings(file, `import ${binding} from '${specifier}';\nexport const used = wanted;\n`);
}

async function findings(file: string, code: string): Promise<readonly string[]> {
  const [report] = await eslint.lintText(code, { filePath: join(root, file) });
  expect(report?.fatalErrorCount, `${file} is parsed`).toBe(0);
  return (report?.messages ?? []).map(({ ruleId }) => ruleId ?? '').filter((rule) => /restricted/u.test(rule));
}

const pairs = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table).flatMap(([file, all]) => all.map((wanted) => [file, wanted] as const));

describe('the walls between rooms', { timeout: 60_000 }, () => {
  it.each(pairs(WALLS))('%s may not import %s', async (file, wanted) => {
    expect(isFile(file)).toBe(true);
    expect(await refusals(file, wanted)).not.toEqual([]);
  });

  it.each(pairs(DOORS))('%s may import %s', async (file, wanted) => {
    expect(await refusals(file, wanted)).toEqual([]);
  });

  it.each(['export const at = Date.now();', 'export const at = new Date();', 'export const dice = Math.random();'])(
    'let neither time nor chance into domain/ and services/: %s',
    async (code) => {
      for (const file of ['electron/domain/kid.ts', 'electron/services/keys.ts']) {
        expect(await findings(file, code), file).not.toEqual([]);
      }
      expect(await findings('electron/compose.ts', code)).toEqual([]);
    },
  );

  it('let no room but the HTTP adapter and the practice DCM speak to a network', async () => {
    for (const file of ['electron/services/keys.ts', 'electron/window/window.ts', 'shared/model/key.ts']) {
      expect(await findings(file, "export const answer = fetch('https://dcm.example');"), file).not.toEqual([]);
    }
  });

  it('name files that exist', () => {
    const files = [...pairs(WALLS), ...pairs(DOORS)].flat().filter((name) => name.includes('.ts'));
    expect(files.filter((name) => !isFile(name))).toEqual([]);
  });
});

/** The names that a file of a room would have without any import, by the compiler's own word. */
function typeErrors(project: string, file: string, code: string): readonly string[] {
  const configFile = join(root, project, 'tsconfig.json');
  const { config } = ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(configFile));
  const path = join(root, project, file);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, code, ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest);
  const program = ts.createProgram([path], { ...options, composite: false, noEmit: true }, host);
  const source = program.getSourceFile(path);
  return program.getSemanticDiagnostics(source).map(({ code: number }) => `TS${String(number)}`);
}

describe('the types of a room', { timeout: 60_000 }, () => {
  const NODE = 'export const secret = process.env;';
  const DOM = 'export const title = document.title;';

  it('have no Node in shared/ and in the page', () => {
    expect(typeErrors('shared', 'planted.ts', NODE)).not.toEqual([]);
    expect(typeErrors('renderer', 'planted.ts', NODE)).not.toEqual([]);
    expect(typeErrors('electron', 'planted.ts', NODE)).toEqual([]);
  });

  it('have no DOM in shared/ and in the core', () => {
    const core = ['domain', 'adapters', 'services', 'practice', 'ipc', 'cli'].map((room) => `electron/${room}`);
    for (const project of ['shared', ...core, 'electron']) {
      expect(typeErrors(project, 'planted.ts', DOM), project).not.toEqual([]);
    }
    expect(typeErrors('renderer', 'planted.ts', DOM)).toEqual([]);
  });
});
