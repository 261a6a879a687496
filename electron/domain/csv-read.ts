import { unprotected } from './csv.ts';

type Row = readonly (string | null)[];

const [QUOTE, COMMA, RETURN, FEED] = ['"', ',', '\r', '\n'];

/**
 * Reads rows as `csvText` writes them, and as a spreadsheet writes them again: a bare cell that is empty is `null`, a row ends
 * with CRLF or a line feed. `rest`: what stands behind the last whole row. `isDamaged`: it is no CSV.
 * @see RFC 4180 §2
 */
export function readCsvRows(text: string): {
  readonly rows: readonly Row[];
  readonly rest: string;
  readonly isDamaged: boolean;
} {
  const rows: Row[] = [];
  let at = 0;
  for (;;) {
    const read = readRow(text, at);
    if (read === 'unfinished') return { rows, rest: text.slice(at), isDamaged: false };
    if (read === 'damaged') return { rows, rest: text.slice(at), isDamaged: true };
    rows.push(read.row);
    at = read.next;
  }
}

function readRow(text: string, from: number): { readonly row: Row; readonly next: number } | 'unfinished' | 'damaged' {
  const row: (string | null)[] = [];
  let at = from;
  for (;;) {
    const read = readCell(text, at);
    if (read === null) return 'unfinished';
    row.push(read.value);
    const isReturn = text[read.end] === RETURN;
    const end = isReturn ? read.end + 1 : read.end;
    const unit = text[end];
    if (unit === undefined) return 'unfinished';
    at = end + 1;
    if (unit === FEED) return { row, next: at };
    if (unit !== COMMA || isReturn) return 'damaged';
  }
}

function readCell(text: string, from: number): { readonly value: string | null; readonly end: number } | null {
  if (text[from] !== QUOTE) {
    let end = from;
    while (end < text.length && !'",\r\n'.includes(text[end] ?? '')) end += 1;
    return { value: end === from ? null : unprotected(text.slice(from, end)), end };
  }
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1 || quote + 1 === text.length) return null;
    if (text[quote + 1] !== QUOTE) {
      return { value: unprotected(text.slice(from + 1, quote).replaceAll('""', '"')), end: quote + 1 };
    }
    at = quote + 2;
  }
}
