import type { CeremonyRole } from '../model/ceremony-script.ts';
import type { CeremonyState } from '../model/ceremony.ts';
import type { Language } from '../model/language.ts';
import { CEREMONY_EN } from './ceremony-words-en.ts';
import { CEREMONY_UK } from './ceremony-words-uk.ts';

/** The wording of transcripts and reports. */
export interface CeremonyWords {
  readonly report: string;
  readonly rehearsal: string;
  readonly notEnded: string;
  readonly states: Readonly<Record<CeremonyState, string>>;
  readonly roles: Readonly<Record<CeremonyRole, string>>;
  readonly blocks: Readonly<
    Record<'what' | 'people' | 'steps' | 'deviations' | 'voided' | 'breaks' | 'aborted' | 'proof', string>
  >;
  readonly none: string;
  readonly lines: {
    readonly script: (title: string, name: string) => string;
    readonly scriptHash: string;
    readonly state: (state: string, from: string, to: string) => string;
    readonly kid: string;
    readonly thumbprint: string;
    readonly shares: (threshold: string, shares: string) => string;
    readonly set: string;
    readonly app: (version: string, sha256: string) => string;
    readonly person: (role: string, name: string, document: string, from: string, to: string | null) => string;
    readonly replaces: (name: string) => string;
    readonly confirmed: (text: string, names: string) => string;
    readonly paused: (reason: string) => string;
    readonly resumed: (seconds: string, isAfterCrash: boolean) => string;
    readonly evidence: string;
    readonly head: string;
    readonly command: (fingerprint: string) => string;
  };
  readonly entries: {
    readonly started: (script: string) => string;
    readonly arrived: (role: string, name: string, document: string) => string;
    readonly left: (who: string, reason: string) => string;
    readonly returned: (who: string) => string;
    readonly replaced: (who: string, name: string, document: string, reason: string) => string;
    readonly begun: (step: string) => string;
    readonly done: (step: string, who: string) => string;
    readonly failed: (step: string, problem: string) => string;
    readonly words: (step: string, places: string) => string;
    readonly saw: (step: string, saw: string) => string;
    readonly repeats: (step: string, saw: string) => string;
    readonly mismatched: (step: string, wrong: string) => string;
    readonly deviated: (step: string, text: string, names: string) => string;
    readonly voided: (set: string, why: string) => string;
    readonly aborting: (reason: string) => string;
    /** Of an abort that is announced: what is to go, and what people said of the papers. */
    readonly removes: (kid: string) => string;
    readonly voids: (set: string) => string;
    readonly destroyed: (how: string) => string;
    readonly aborted: (reason: string, kid: string | null) => string;
    readonly pending: (kid: string) => string;
    readonly completed: string;
  };
}

export const CEREMONY_WORDS: Readonly<Record<Language, CeremonyWords>> = { en: CEREMONY_EN, uk: CEREMONY_UK };
