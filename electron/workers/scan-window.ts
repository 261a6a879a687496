import { lenientObject } from '../domain/token-finder-header.ts';
import { type LineFacts, lineFacts } from '../domain/scan-line.ts';
import { readZone } from '../domain/scan-zone.ts';
import type { ScanPart, ScanRules } from '../domain/scan-job.ts';
import type { SearchedMemory } from './find-starts.ts';
import { scanTokens, type ScanToken } from './scan-tokens.ts';
import type { FoundHit, HitKeeper } from './judge-hits.ts';

/** The part of a memory that is looked at: `before` to `from` was in an earlier part, and `to` to `end` will be in the next. */
export interface Window {
  readonly before: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** When the request around a place was sent, where the file tells that by itself. */
export type ArrivedAt = (at: number) => number | null;

/** Finds and judges the tokens that begin in a window. */
export function scanWindow(
  memory: SearchedMemory,
  window: Window,
  {
    rules,
    keeper,
    arrivedAt,
  }: { readonly rules: ScanRules; readonly keeper: HitKeeper; readonly arrivedAt?: ArrivedAt },
): Pick<ScanPart, 'hits' | 'lines' | 'tail'> {
  const text = memory.bytes.subarray(0, window.end);
  const zone = rules.instant.by === 'arrival' && rules.instant.zone !== null ? readZone(rules.instant.zone) : null;
  const place = placesFrom(memory, window.from);
  for (const found of scanTokens(memory, window)) {
    const line = lineFacts(text, { from: window.before, start: found.start, end: found.end }, zone);
    const facts = arrivedAt === undefined ? line : { ...line, arrivedAt: arrivedAt(found.start), isZoneless: false };
    const hit = { token: found.token, ...place(found.start), ...facts };
    keeper.add(hit, instantOf(found, facts, rules));
  }
  const { line, characters } = place(window.to);
  return { hits: keeper.take(), lines: line, tail: characters };
}

function instantOf({ token }: ScanToken, { arrivedAt }: LineFacts, { instant }: ScanRules): number | null {
  if (instant.by === 'fixed') return instant.at;
  if (instant.by === 'arrival') return arrivedAt;
  const iat = lenientObject(token.split('.')[1] ?? '')?.['iat'];
  // Anybody can write an `iat` beyond the calendar: there is no instant to judge by then.
  const time = typeof iat === 'number' ? new Date(iat * 1000).getTime() : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** Counts lines and characters from a place on; to be asked in rising order. */
function placesFrom(memory: SearchedMemory, from: number): (at: number) => Pick<FoundHit, 'line' | 'characters'> {
  let [reached, line, characters] = [from, 0, 0];
  return (at) => {
    const feeds = memory.lines(reached, at);
    const lastFeed = feeds === 0 ? reached - 1 : memory.bytes.lastIndexOf(0x0a, at - 1);
    characters = (feeds === 0 ? characters : 0) + memory.characters(lastFeed + 1, at);
    line += feeds;
    reached = at;
    return { line, characters };
  };
}
