import type { Circumstances } from './stand-in.ts';
import type { Surface } from './surface.ts';

/** Who sends an IPC call. Only the first is our page. */
export const SENDERS = [
  'our page',
  'no frame',
  'sub-frame',
  'foreign page',
  'blank page',
  'look-alike page',
  'other window',
] as const;
export type SenderKind = (typeof SENDERS)[number];

export interface MainScenario {
  readonly surface: Surface;
  readonly bundle: string;
  readonly homePath: string;
  readonly circumstances: Circumstances;
  readonly arguments_: readonly string[];
  readonly addresses: readonly string[];
  readonly targets: readonly string[];
  readonly permissions: readonly string[];
  readonly calls: readonly { readonly sender: SenderKind; readonly channel: string; readonly payload: unknown }[];
}

export interface PageAnswer {
  readonly url: string;
  readonly status: number;
  readonly length: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What was seen of one start of the built main bundle. */
export interface MainReport {
  /** False where the entry waited for ready, which never comes before the entry has been loaded. */
  readonly isLoadedBeforeReady: boolean;
  readonly calls: readonly string[];
  readonly exitCode: number | null;
  readonly hadDatabaseAtLock: boolean;
  readonly hasDatabase: boolean;
  readonly windowOptions: readonly unknown[];
  readonly schemes: unknown;
  readonly loaded: unknown;
  readonly pages: readonly PageAnswer[];
  /** Addresses that the session may ask for. */
  readonly reachable: readonly string[];
  /** Everything that was granted, by handler and name. */
  readonly granted: readonly string[];
  /** The same after the officer has pressed for the camera: which of the requests for media were granted. */
  readonly grantedMedia: readonly string[];
  readonly isDownloadStopped: boolean;
  /** Targets that a hook let through: `hook url`. */
  readonly passed: readonly string[];
  readonly isWebviewStopped: boolean;
  readonly answers: readonly string[];
  readonly events: readonly unknown[];
  readonly isClosedOnQuit: boolean;
}
