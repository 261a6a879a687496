import type { KeychainKind } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import type { ScanSummary } from '../../shared/model/scan.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { Home, StartPractice } from '../services/home.ts';
import type { RecoveryPage } from '../services/recovery-page.ts';
import type { AffectedCount } from '../services/scan-affected.ts';
import type { ScanWish } from '../services/scans.ts';
import type { JudgeRequest } from '../services/token-checks.ts';
import type { Arguments, CommandShape } from './arguments.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';
import type { PassphraseSource } from './passphrase.ts';

/** How a command opens the home: `read` never makes one, `write` makes it where it is missing. */
export type HomeUse = 'read' | 'write';

/** What the terminal's door can do for its commands; compose.ts fills it in. */
export interface Core {
  /** @throws DATABASE_DAMAGED, HOME_*, KEYCHAIN_CHANGED */
  openHome(options: {
    readonly path: string | null;
    readonly use: HomeUse;
    readonly keychain: KeychainKind | null;
    readonly passphrase: PassphraseSource;
  }): Promise<Home>;
  /** A throw-away home with an in-memory keychain, erased by `close`. */
  openDemoHome(): Promise<Home>;
  /**
   * The home of the rehearsals that belong to a home: throw-away keys, no network. `close` erases it once every rehearsal in
   * it has ended; else it waits to be resumed. @throws HOME_IN_USE, HOME_UNWRITABLE
   */
  openRehearsalHome(of: { readonly path: string | null }): Promise<Home>;
  /** Whether a rehearsal waits there. */
  isRehearsalKept(of: { readonly path: string | null }): boolean;
  /** From now on this process opens no connection. */
  cutOff(): void;
  /** Judges by a given JWKS: no home is read, nothing is written. @throws JWKS_REFUSED */
  judgeByGivenSet(request: Omit<JudgeRequest, 'source'>, jwks: Buffer): Verdict;
  /** Scans files by a given JWKS: no home is read, nothing is recorded. @throws JWKS_REFUSED */
  scanByGivenSet(jwks: Buffer, wish: ScanWish): Promise<ScanSummary>;
  /** Counts whom uses affect, by rows that were read back. */
  countAffected(): AffectedCount;
  /** A private copy of a stream, for what has to be read in ranges. @throws DISK_FULL */
  keepStream(stream: NodeJS.ReadableStream): Promise<{ readonly path: string; erase(): void }>;
  /** The page that restores without this program, as it came with this installation. */
  readonly recoveryPage: RecoveryPage;
  readonly startPractice: StartPractice;
  /** Talks to a running practice DCM. @throws BASE_URL_REFUSED, DCM_* */
  usePractice<T>(work: (practice: Home['practice']) => Promise<T>): Promise<T>;
  readonly now: () => number;
  readonly version: string;
}

/** One run of one command. */
export interface Run {
  readonly args: Arguments;
  readonly output: Output;
  readonly language: Language;
  readonly core: Core;
  /** Opens the home once; it is closed when the command has ended. */
  home(use: HomeUse): Promise<Home>;
  /** Reads standard input to its end. */
  readStdin(): Promise<Buffer>;
  /** Ends with SIGINT or SIGTERM, whichever door asked for it. */
  untilStopped(): Promise<void>;
}

export interface Command extends CommandShape {
  /** One line for the list of commands. */
  readonly summary: string;
  run(run: Run): Promise<ExitCode>;
}
