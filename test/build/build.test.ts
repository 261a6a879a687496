import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { refuseStaticImports } from '../../build/bundles.ts';
import { findInjectedStyles } from '../../build/injected-styles.ts';
import { listAppFiles } from '../../build/page.ts';
import { digestSources, isStale, writeStamp } from '../../build/stale.ts';
import { findElectron, hasDisplay } from '../../build/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-keys-build-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('a built target', () => {
  it('is stale until it is built, and again when one of its sources changes', () => {
    const folders = { root: folder, outFolder: join(folder, 'out') };
    write('electron/cli.ts', 'one');
    write('renderer/main.tsx', 'page');
    expect(isStale('cli', folders)).toBe(true);
    write('out/cli.mjs', 'built');
    writeStamp('cli', folders.outFolder, digestSources('cli', folder));
    expect(isStale('cli', folders)).toBe(false);
    write('renderer/main.tsx', 'other page');
    expect(isStale('cli', folders)).toBe(false);
    write('electron/cli.ts', 'two');
    expect(isStale('cli', folders)).toBe(true);
  });

  it('of the terminal loads nothing at start that some machines lack', () => {
    const chunks = [
      { fileName: 'cli.mjs', imports: ['chunks/a.mjs', 'node:path'] },
      { fileName: 'chunks/a.mjs', imports: ['chunks/b.mjs', 'cli.mjs'] },
      { fileName: 'chunks/b.mjs', imports: ['node:fs'] },
    ];
    expect(() => refuseStaticImports(chunks, 'cli.mjs')).not.toThrow();
    const planted = [...chunks.slice(0, 2), { fileName: 'chunks/b.mjs', imports: ['node:sqlite'] }];
    expect(() => refuseStaticImports(planted, 'cli.mjs')).toThrow(/node:sqlite/u);
  });
});

describe('the list of the page’s files', () => {
  it('names each with its digest and type, and refuses a kind that it does not know', () => {
    write('page/index.html', '<!doctype html>');
    write('page/assets/a.js', '1');
    const { files } = listAppFiles(join(folder, 'page'), []);
    expect(Object.keys(files)).toEqual(['/assets/a.js', '/index.html']);
    expect(files['/assets/a.js']).toEqual({
      sha256: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
      contentType: 'text/javascript; charset=utf-8',
    });
    write('page/x.wasm', '');
    expect(() => listAppFiles(join(folder, 'page'), [])).toThrow(/x\.wasm/u);
  });
});

describe('injected styles', () => {
  it('are found where their text is fixed', () => {
    const code = `const ATTRIBUTE = 'data-x';
      function f() { const style = document.createElement('style'); style.textContent = \`\\n[\${ATTRIBUTE}] { top: 0 }\\n\`.trim(); }`;
    expect(findInjectedStyles(code)).toEqual(['[data-x] { top: 0 }']);
  });

  it('are left forbidden where it is not, and where no style is made', () => {
    expect(findInjectedStyles('const s = document.createElement("style"); s.textContent = given;')).toEqual([]);
    expect(findInjectedStyles('const s = document.createElement("p"); s.textContent = "text";')).toEqual([]);
  });
});

describe('start', () => {
  it('knows a display by its two names, on Linux', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });

  it('finds Electron where its runtime is, and not where only its package is', () => {
    expect(findElectron(folder)).toBeNull();
    write('path.txt', 'electron');
    expect(findElectron(folder)).toBeNull();
    write('dist/electron', '');
    expect(findElectron(folder)).toBe(join(folder, 'dist', 'electron'));
  });
});
