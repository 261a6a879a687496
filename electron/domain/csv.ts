/** What a spreadsheet takes for the beginning of a formula, in ASCII and in the full width that some of them read too. */
const FORMULA = '[=+\\-@＝＋－＠]';
/**
 * At the start of a cell, and after what the spreadsheet of another locale takes for the end of one: where ";" divides,
 * quotation marks of a file that divides by "," protect nothing.
 */
const BEFORE_FORMULA = new RegExp(`(?<=^|[;\\t\\r\\n])(?=\\s*${FORMULA})|^(?=[\\t\\r\\n])`, 'gu');

/**
 * Rows as CSV: comma, CRLF after every row, quotation marks where they are needed. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it; numbers are written as they are, `null` as nothing.
 * @see RFC 4180 §2
 */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(BEFORE_FORMULA, "'");
  return /[",;\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
