import type { ScanProgress } from '../../shared/model/scan.ts';
import type { ScanFiles } from '../adapters/scan/scan-ports.ts';

interface Files {
  /** Files that the scan has come to know. */
  readonly begun: number;
  /** Files behind which it is; `null`: as before. */
  readonly done: number | null;
}

/** Keeps count of how far a scan is. */
export interface FollowedScan {
  /** Uses of tokens so far. */
  tokens: number;
  /** `bytes`: octets of files that were worked through just now. */
  step(bytes: number, files: Files): void;
  /** The last word. */
  end(files: Files): void;
}

interface Followed {
  readonly names: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly monotonicMs: () => number;
}

const EVERY_MS = 200;

/** Follows a scan for whoever wants to be told. How much there is to do is found out beside it. */
export function followProgress(
  { names, signal, onProgress, monotonicMs }: Followed,
  files: Pick<ScanFiles, 'measure'>,
): FollowedScan {
  let total: { readonly files: number; readonly bytes: number } | null = null;
  let [bytesDone, filesDone, told] = [0, 0, Number.NEGATIVE_INFINITY];
  const over = new AbortController();
  if (onProgress !== undefined) {
    const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    files.measure(names, either).then(
      (measured) => (total = measured),
      // Then there is no total: the scan itself says what cannot be read.
      () => undefined,
    );
  }
  const tell = ({ begun, done }: Files, bytesTotal: number | null) => {
    filesDone = done ?? filesDone;
    onProgress?.({
      bytesDone,
      bytesTotal,
      filesDone,
      files: Math.max(total?.files ?? 0, begun),
      tokens: followed.tokens,
    });
  };
  const followed: FollowedScan = {
    tokens: 0,
    step(bytes, known) {
      bytesDone += bytes;
      if (onProgress === undefined || monotonicMs() - told < EVERY_MS) return;
      told = monotonicMs();
      tell(known, total?.bytes ?? null);
    },
    end(known) {
      over.abort();
      tell(known, total?.bytes ?? (known.done === null ? null : bytesDone));
    },
  };
  return followed;
}
