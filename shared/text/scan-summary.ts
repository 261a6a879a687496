import { SCAN_EN, type ScanWords } from './scan-summary-en.ts';
import { SCAN_UK } from './scan-summary-uk.ts';

export type { ScanWords } from './scan-summary-en.ts';

/** The words of a scan in the terminal, by language. */
export const SCAN_WORDS: Readonly<Record<'en' | 'uk', ScanWords>> = { en: SCAN_EN, uk: SCAN_UK };
