import type { ScanRulesGiven, ScanState } from '../../shared/ipc/scan-contract.ts';
import type { ScanSummary } from '../../shared/model/scan.ts';
import { AppError } from '../domain/errors.ts';
import type { ScanInstant } from '../domain/scan-job.ts';
import { readZone } from '../domain/scan-zone.ts';
import type { KeySource } from './key-choice.ts';

const MOST_FILES = 1000;

/** How a window stands that has no scan. */
export const NO_SCAN: Omit<ScanState, 'id'> = {
  status: 'none',
  isHidden: false,
  isImported: false,
  rules: null,
  inputs: [],
  progress: null,
  summary: null,
  affected: null,
  error: null,
  isRecorded: null,
};

/** What the page is told where the folder for temporary files is full. */
export const NO_ROOM = {
  code: 'DISK_FULL',
  message: 'what a scan finds does not fit into the folder for temporary files',
  hint: 'free some space there, then scan once more',
};

/** What the page sees of a summary. */
export function shownSummary(summary: ScanSummary): NonNullable<ScanState['summary']> {
  const { files, bytes, withoutZone, seconds, isCancelled, version } = summary;
  const failed = files.filter(({ error }) => error !== null);
  const read = files.filter(({ error }) => error === null);
  return {
    files: [...failed, ...read].slice(0, MOST_FILES),
    fileCount: files.length,
    filesFailed: failed.length,
    bytes,
    withoutZone,
    seconds,
    isCancelled,
    version,
  };
}

export function sourceOf(source: ScanRulesGiven['source']): KeySource {
  return source.from === 'jwks' ? { from: 'jwks', bytes: Buffer.from(source.text, 'utf8') } : source;
}

/** @throws INPUT_INVALID where the zone is none */
export function instantOf(instant: ScanRulesGiven['instant']): ScanInstant {
  if (instant.by === 'fixed') return { by: 'fixed', at: Date.parse(instant.at) };
  if (instant.by === 'arrival' && instant.zone !== null && readZone(instant.zone) === null) {
    throw new AppError('INPUT_INVALID', 'this is no time zone', {
      hint: 'say Z, an offset as +02:00, or a name as Europe/Kyiv',
    });
  }
  return instant;
}
