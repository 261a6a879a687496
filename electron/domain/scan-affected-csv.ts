import type { Affected, AffectedKind } from '../../shared/model/scan-affected.ts';
import { csvText } from './csv.ts';

const HEADER = ['kind', 'value', 'uses', 'tokens', 'firstSeen', 'lastSeen', 'anomalies'];

/** Those affected as CSV, one a row, in pieces; times in ISO 8601. Their names are claims of genuine tokens. */
export function* affectedCsv(all: Iterable<Affected & { readonly kind: AffectedKind }>): Generator<string> {
  yield csvText([HEADER]);
  for (const { kind, value, uses, tokens, firstSeen, lastSeen, anomalies } of all) {
    yield csvText([[kind, value, uses, tokens, firstSeen, lastSeen, anomalies.join(' ')]]);
  }
}
