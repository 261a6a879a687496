import { describe, expect, it } from 'vitest';
import type { Key } from '../../shared/model/key.ts';
import { PROTECTION_EN } from '../../shared/text/protection-en.ts';
import { copyPlaces, describeCopyPlace, describeProtection, platformOf } from '../../shared/text/protection.ts';
import { fakeKey } from '../fakes/fake-core/facts.ts';

const kept = (part: Partial<Key>) => fakeKey({ kid: '54321', ...part });
const source = { id: 'c1', where: '/media/usb/bank.p12', notedAt: '2026-11-23T20:30:00.000Z', goneAt: null };

describe('the protection level of a key', () => {
  it('follows its store, and the system for the system’s own', () => {
    const level = (part: Partial<Key>, platform: string) =>
      describeProtection(kept(part), platformOf(platform), 'en').level;
    expect(level({ keychain: 'os' }, 'win32')).toBe('os-win32');
    expect(level({ keychain: 'os' }, 'darwin')).toBe('os-darwin');
    expect(level({ keychain: 'os' }, 'freebsd')).toBe('os-linux');
    expect(level({ keychain: 'sealed' }, 'win32')).toBe('sealed');
    expect(level({ keychain: 'memory' }, 'linux')).toBe('memory');
    expect(level({ custody: 'elsewhere', keychain: null }, 'linux')).toBe('elsewhere');
  });

  it('is none once the key is deleted here', () => {
    expect(describeProtection(kept({ keychain: 'os', state: 'deleted' }), 'linux', 'en').level).toBe('gone');
    expect(describeProtection(kept({ keychain: 'os', state: 'delete-pending' }), 'linux', 'en').level).toBe('os-linux');
  });

  it('has its own words in each language', () => {
    const words = (language: 'en' | 'uk') =>
      (['win32', 'darwin', 'linux'] as const).map((platform) => {
        const { name, statements } = describeProtection(kept({ keychain: 'os' }), platform, language);
        return [name, ...statements].join(' ');
      });
    expect(new Set([...words('en'), ...words('uk')]).size).toBe(6);
    for (const text of words('uk')) expect(text).toMatch(/^[^ыэъё]*[іїє][^ыэъё]*$/iu);
  });

  it('never says that a system’s keychain is safe from the user’s own programs', () => {
    expect(PROTECTION_EN['os-win32'].statements.join(' ')).toMatch(/Any program that runs as you can read/u);
    expect(PROTECTION_EN['os-linux'].statements.join(' ')).toMatch(/every program of your session can read/u);
    expect(PROTECTION_EN['os-darwin'].statements.join(' ')).toMatch(/“Always Allow” .* ends the asking/u);
  });
});

describe('places where copies may be that nobody noted', () => {
  it('are none for a key that was made here and lies in a keychain that stays', () => {
    expect(copyPlaces(kept({ keychain: 'os' }), 'linux')).toEqual([]);
    expect(copyPlaces(kept({ keychain: 'memory' }), 'win32')).toEqual([]);
  });

  it('are the profile on Windows, the backups of a vault, and the file of an import', () => {
    expect(copyPlaces(kept({ keychain: 'os', origin: 'imported' }), 'win32')).toEqual([
      'roaming-profile',
      'import-file',
    ]);
    expect(copyPlaces(kept({ keychain: 'sealed' }), 'darwin')).toEqual(['vault-copies']);
    expect(describeCopyPlace('import-file', 'uk')).toMatch(/^Файл/u);
  });

  it('do not repeat a file that is noted already, not even one that is gone', () => {
    const copies = [{ ...source, kind: 'import-source' as const, goneAt: source.notedAt }];
    expect(copyPlaces(kept({ origin: 'imported', copies }), 'linux')).toEqual([]);
    expect(copyPlaces(kept({ origin: 'imported', copies: [{ ...source, kind: 'backup' }] }), 'linux')).toEqual([
      'import-file',
    ]);
  });

  it('stay after the key is deleted: deleting does not reach them', () => {
    expect(copyPlaces(kept({ keychain: 'os', state: 'deleted' }), 'win32')).toEqual(['roaming-profile']);
  });

  it('are not ours to list for a key that is held elsewhere', () => {
    expect(copyPlaces(kept({ custody: 'elsewhere', keychain: null, origin: 'elsewhere' }), 'win32')).toEqual([]);
  });
});
