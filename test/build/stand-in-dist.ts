import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** A fuse wire as it lies in Electron's binary: mark, version, length, letters. */
export function fuseWire(letters: string): Buffer {
  return Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
    Buffer.from([1, letters.length]),
    Buffer.from(letters, 'latin1'),
  ]);
}

/** Lays out a folder like an unpacked Electron for Linux, in which nothing runs. Its fuses stand as Electron ships them. */
export async function layOutDist(folder: string): Promise<void> {
  const source = join(folder, '..', 'default-app');
  for (const made of [source, join(folder, 'resources'), join(folder, 'locales')]) mkdirSync(made, { recursive: true });
  writeFileSync(join(source, 'main.js'), '');
  await createPackage(source, join(folder, 'resources', 'default_app.asar'));
  const program = Buffer.concat([Buffer.alloc(2000, 1), fuseWire('101100011'), Buffer.alloc(2000)]);
  writeFileSync(join(folder, 'electron'), program, { mode: 0o755 });
  for (const name of [
    'LICENSE',
    'version',
    'chrome-sandbox',
    'locales/en-US.pak',
    'locales/uk.pak',
    'locales/de.pak',
  ]) {
    writeFileSync(join(folder, name), '');
  }
}
