import type { Key } from '../model/key.ts';
import type { Language } from '../model/language.ts';
import { COPY_PLACES_EN, PROTECTION_EN } from './protection-en.ts';
import { COPY_PLACES_UK, PROTECTION_UK } from './protection-uk.ts';

/** The systems that keychains differ by, as Node names them. */
export type Platform = 'win32' | 'darwin' | 'linux';

/** How the private half of a key is protected; a system keychain is another promise on each system. */
export type ProtectionLevel = `os-${Platform}` | 'sealed' | 'memory' | 'elsewhere' | 'gone';

/** A place where copies may be that nobody noted: it follows from how the key is kept, and where it came from. */
export type CopyPlace = 'roaming-profile' | 'import-file' | 'vault-copies';

/** What a level of protection is worth. */
export interface Protection {
  readonly level: ProtectionLevel;
  readonly name: string;
  /** Sentences: who opens it, and who else gets in. */
  readonly statements: readonly string[];
}

type KeptKey = Pick<Key, 'custody' | 'keychain' | 'origin' | 'state' | 'copies'>;

const PROTECTION = { en: PROTECTION_EN, uk: PROTECTION_UK } as const;
const COPY_PLACES = { en: COPY_PLACES_EN, uk: COPY_PLACES_UK } as const;

/** Says in plain words how the private half is protected on this system. Nothing is measured: it is what the store promises. */
export function describeProtection(key: KeptKey, platform: Platform, language: Language): Protection {
  const level = levelOf(key, platform);
  return { level, ...PROTECTION[language][level] };
}

/** Where copies of the private half may be beside those that were noted. Deleting the key does not reach them. */
export function copyPlaces(key: KeptKey, platform: Platform): readonly CopyPlace[] {
  if (key.custody === 'elsewhere') return [];
  const isFileNoted = key.copies.some(({ kind }) => kind === 'import-source');
  return [
    ...(key.keychain === 'os' && platform === 'win32' ? (['roaming-profile'] as const) : []),
    ...(key.keychain === 'sealed' ? (['vault-copies'] as const) : []),
    ...(key.origin === 'imported' && !isFileNoted ? (['import-file'] as const) : []),
  ];
}

/** Names a place where copies may be. */
export function describeCopyPlace(place: CopyPlace, language: Language): string {
  return COPY_PLACES[language][place];
}

/** The system by its Node name: where it is none of the three, its keychain is that of Linux. */
export function platformOf(name: string): Platform {
  return name === 'win32' || name === 'darwin' ? name : 'linux';
}

function levelOf({ custody, keychain, state }: KeptKey, platform: Platform): ProtectionLevel {
  if (custody === 'elsewhere' || keychain === null) return 'elsewhere';
  if (state === 'deleted') return 'gone';
  return keychain === 'os' ? `os-${platform}` : keychain;
}
