import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNativeModule } from '../../../electron/adapters/keychain/native-module.ts';

const prebuilt = `prebuilds/${process.platform}-${process.arch}/keytar.node`;
const digest = createHash('sha256').update('native').digest('hex');
const refusal = expect.objectContaining({ code: 'KEYCHAIN_UNAVAILABLE' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-keys-native-'));
  write(prebuilt, 'native');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('the native keychain module', () => {
  it('is taken as it was when the app was built', () => {
    expect(() => checkNativeModule({ folder, digest })).not.toThrow();
  });

  it('is refused after a change of one byte', () => {
    write(prebuilt, 'natiwe');
    expect(() => checkNativeModule({ folder, digest })).toThrow(refusal);
  });

  it('is refused from every place that would be looked at before ours', () => {
    write('build/Release/keytar.node', 'planted');
    expect(() => checkNativeModule({ folder, digest })).toThrow(refusal);
  });

  it('is refused on a platform that the app was not built for', () => {
    expect(() => checkNativeModule({ folder, digest: null })).toThrow(refusal);
  });
});
