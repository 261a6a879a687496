import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dcm-sbom-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Licences under which a bank may be given what we ship; Apache-2.0 for everything that is ours. */
const ACCEPTED = ['MIT', 'ISC', 'Apache-2.0', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'];
/** Of a choice, the licence that we take. */
const CHOICES: Readonly<Record<string, string>> = {
  '(BSD-3-Clause OR GPL-2.0)': 'BSD-3-Clause',
  '(MIT OR Apache-2.0)': 'MIT',
};
const MOST_PACKAGES = 40;

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> };
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
/** What `npm ci --omit=dev --omit=optional` installs: everything that a bundle may hold. */
const production = Object.entries(lock.packages).filter(
  ([path, one]) => path !== '' && !one.dev && !one.devOptional && !one.optional,
);

describe('what ships', () => {
  it('is at most 40 packages, each under a licence that a bank accepts', () => {
    expect(production.length).toBeGreaterThan(5);
    expect(production.length).toBeLessThanOrEqual(MOST_PACKAGES);
    const refused = (entries: readonly (readonly [string, Entry])[]) =>
      entries
        .filter(([, { license }]) => !ACCEPTED.includes(CHOICES[license ?? ''] ?? license ?? ''))
        .map(([path]) => nameOf(path));
    expect(refused(production)).toEqual([]);
    expect(
      refused([
        ['node_modules/planted', { license: 'GPL-3.0-only' }],
        ['node_modules/silent', {}],
      ]),
    ).toEqual(['planted', 'silent']);
  });

  it('is what the list of everything inside says, made by the project’s own Node', { timeout: 120_000 }, () => {
    const file = join(folder, 'sbom.json');
    const { sbom } = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { sbom: string } })
      .scripts;
    const [program = '', ...argv] = sbom.split(' ').map((word) => (word === 'out/sbom.json' ? file : word));
    execFileSync(join(root, 'node_modules', '.bin', program), argv, { cwd: root, stdio: 'pipe' });
    const { bomFormat, components } = JSON.parse(readFileSync(file, 'utf8')) as {
      bomFormat: string;
      components: { name: string; group?: string; version: string }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    const listed = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`);
    const isAlias = (path: string) => nameOf(path) === 'keytar';
    const locked = production.map(
      ([path, { version }]) => `${isAlias(path) ? '@github/keytar' : nameOf(path)}@${version ?? ''}`,
    );
    expect(locked.filter((one) => !listed.includes(one))).toEqual([]);
  });
});
