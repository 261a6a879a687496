import type { RandomBytes } from '../domain/clock.ts';
import type { DcmKey } from './dcm-key.ts';
import type { Manners } from './manners.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeState } from './practice-state.ts';
import type { ReplayGuard } from './token-inspection.ts';

/** A request whose body is here, whole. */
export interface PracticeRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  header(name: string): string | null;
}

/** What the routes work on. */
export interface PracticeDesk {
  /** Its own keys as they are published. */
  keys(): Promise<readonly DcmKey[]>;
  /** The one that it signs with now. */
  signingKey(): Promise<DcmKey>;
  readonly manners: Manners;
  readonly replays: ReplayGuard;
  readonly now: () => number;
  /** By how much header `Date` is wrong from now on, seconds; it is forgotten when the process ends. */
  readonly setDateError: (seconds: number) => void;
  readonly randomBytes: RandomBytes;
  read(): PracticeState;
  /** Runs one change after the other, and keeps the state of each before the next one begins. */
  change<T extends { readonly state: PracticeState }>(step: (state: PracticeState) => Promise<T>): Promise<T>;
}

export function requireMethod({ method }: PracticeRequest, expected: string): void {
  if (method !== expected) throw new PracticeError(405, `method ${expected} expected`);
}
