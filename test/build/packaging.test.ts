import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTarget } from '../../build/build.ts';
import { packagingConfig } from '../../build/electron-builder.config.ts';
import { expectedWire, readFuseWires } from '../../build/fuse-wire.ts';
import { packageApp } from '../../build/package.ts';
import { nativeDigests } from '../../build/native-digests.ts';
import { layOutDist } from './stand-in-dist.ts';

/**
 * electron-builder really packages here, offline, with our configuration. Only the Electron that it packs is a stand-in:
 * a folder of empty files and one synthetic fuse wire. Nothing of what comes out is started.
 */
const root = resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'dcm-keys-package-'));
const dist = join(folder, 'electron-dist');
const native = `node_modules/keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`;

async function pack(kind: 'release' | 'test', name: string): Promise<string> {
  const bundlesFolder = join(folder, name, 'out');
  const outputFolder = join(folder, name, 'dist');
  await buildTarget('all', bundlesFolder);
  await packageApp({ kind, bundlesFolder, outputFolder, isFolderOnly: true, electronDist: dist });
  return join(outputFolder, 'linux-unpacked');
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const archiveOf = (app: string) => join(app, 'resources', 'app.asar');

let release: string;
let test: string;
beforeAll(async () => {
  process.stdout.write('PACKAGING: the Electron that is packed here is a STAND-IN; nothing of it is run\n');
  await layOutDist(dist);
  release = await pack('release', 'one');
  test = await pack('test', 'two');
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the bundles, the page and the native module, and nothing else', () => {
    const files = listPackage(archiveOf(release), { isPack: false }).filter((path) =>
      /\.[a-z0-9]+$|LICENSE$/u.test(path),
    );
    const page = (path: string) =>
      /^\/out\/renderer\/(?:index\.html|assets\/[\w.-]+\.(?:js|css|svg|png|woff2))$/u.test(path);
    expect(files.filter((path) => !page(path) && !path.startsWith('/out/chunks/main-')).sort()).toEqual([
      '/LICENSE',
      '/node_modules/keytar/LICENSE.md',
      '/node_modules/keytar/lib/keytar.js',
      '/node_modules/keytar/package.json',
      `/${native}`,
      '/out/app-files.json',
      '/out/main.mjs',
      '/out/preload.cjs',
      '/out/recovery.html',
      '/out/scan-worker.mjs',
      '/package.json',
    ]);
    expect(files.some(page)).toBe(true);
  });

  it('starts the main bundle, and lists no development package', () => {
    const manifest = JSON.parse(extractFile(archiveOf(release), 'package.json').toString('utf8')) as object;
    expect(manifest).toMatchObject({ main: 'out/main.mjs', type: 'module' });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
  });

  it('leaves only the native module outside the archive, byte for byte as it came', () => {
    const outside = join(release, 'resources', 'app.asar.unpacked');
    const files = readdirSync(outside, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(['keytar.node']);
    const digest = nativeDigests(root)[`${process.platform}-${process.arch}`];
    expect(sha256(join(outside, native))).toBe(digest);
    // The digest that the running app compares with is inside the archive.
    expect(extractFile(archiveOf(release), 'out/main.mjs').toString('utf8')).toContain(digest);
  });

  it('brings the page that restores without the app, inside and beside the archive, and its SHA-256', () => {
    const beside = (name: string) => join(release, 'resources', name);
    const digest = sha256(beside('recovery.html'));
    expect(readFileSync(beside('recovery.html.sha256'), 'utf8')).toBe(`${digest}  recovery.html\n`);
    const inside = extractFile(archiveOf(release), 'out/recovery.html');
    expect(createHash('sha256').update(inside).digest('hex')).toBe(digest);
    expect(inside.toString('utf8')).toContain("connect-src 'none'");
  });

  it('holds the page that its own list describes', () => {
    const read = (path: string) => extractFile(archiveOf(release), path);
    const { files } = JSON.parse(read('out/app-files.json').toString('utf8')) as {
      files: Record<string, { sha256: string }>;
    };
    for (const [path, file] of Object.entries(files)) {
      expect(
        createHash('sha256')
          .update(read(`out/renderer${path}`))
          .digest('hex'),
        path,
      ).toBe(file.sha256);
    }
    expect(Object.keys(files)).toContain('/index.html');
  });

  it('has the fuses of the table; a test build differs in the fourth', () => {
    const wireOf = (app: string) => readFuseWires(readFileSync(join(app, 'dcm-key-manager')));
    expect(wireOf(release)).toEqual([expectedWire('release')]);
    expect(wireOf(test)).toEqual([expectedWire('test')]);
    expect(readFuseWires(readFileSync(join(dist, 'electron')))).not.toEqual([expectedWire('release')]);
  });

  it('built twice has the same archive', () => {
    expect(sha256(archiveOf(test))).toBe(sha256(archiveOf(release)));
  });
});

describe('the configuration', () => {
  const config = packagingConfig('release', 'out');

  it('signs with a hardened runtime, has the result notarised, and updates nothing by itself', () => {
    expect(config).toMatchObject({ publish: null, mac: { hardenedRuntime: true, notarize: true } });
    const entitlements = readFileSync(config.mac?.entitlements ?? '', 'utf8');
    expect([...entitlements.matchAll(/<key>([^<]+)<\/key>/gu)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
      'com.apple.security.device.camera',
    ]);
    expect(Object.keys(config.mac?.extendInfo ?? {})).toEqual(['NSCameraUsageDescription']);
    expect(JSON.stringify(config)).not.toMatch(/updat|publisherName|provider/iu);
  });

  it('asks for no rights beyond the officer’s own', () => {
    expect(config).toMatchObject({ win: { requestedExecutionLevel: 'asInvoker' }, nsis: { perMachine: false } });
  });

  it('has targets for Windows, macOS and Linux', () => {
    for (const platform of ['win', 'mac', 'linux'] as const) expect(config[platform]?.target).not.toEqual([]);
  });
});
