import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { packagingConfig } from '../../build/electron-builder.config.ts';
import { hashCommand, installersFor } from '../../electron/domain/hash-commands.ts';

/** electron-builder's own word for an architecture, which its packages do not hand on. */
const { getArtifactArchName } = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))(
  'builder-util',
) as { getArtifactArchName(arch: Arch, ext: string): string };

describe('the operating system’s own command for a hash', () => {
  it('names the installers as electron-builder does', () => {
    const artifactName = packagingConfig('release', 'out').artifactName ?? '';
    const named = (os: string, arch: Arch, ext: string) =>
      artifactName
        .replace('${version}', '0.1.0')
        .replace('${os}', os)
        .replace('${arch}', getArtifactArchName(arch, ext))
        .replace('${ext}', ext);
    expect(installersFor('linux', '0.1.0')).toEqual([
      named('linux', Arch.x64, 'deb'),
      named('linux', Arch.x64, 'AppImage'),
    ]);
    expect(installersFor('darwin', '0.1.0')).toEqual([named('mac', Arch.arm64, 'dmg'), named('mac', Arch.x64, 'dmg')]);
    expect(installersFor('win32', '0.1.0')).toEqual([named('win', Arch.x64, 'exe')]);
  });

  it('reads a path as it stands, whatever a shell would make of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dcm-hash-'));
    try {
      const path = join(folder, `a'b "c" $(id) \`id\` & d; -x`);
      writeFileSync(path, 'installer');
      const printed = execFileSync('sh', ['-c', hashCommand('linux', path)], { encoding: 'utf8' });
      expect(printed).toContain(createHash('sha256').update('installer').digest('hex'));
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(hashCommand('darwin', '-x')).toBe("shasum -a 256 -- '-x'");
    expect(hashCommand('win32', "C:\\o'k.exe")).toBe("Get-FileHash -Algorithm SHA256 -LiteralPath 'C:\\o''k.exe'");
  });
});
