/** What a spreadsheet takes for the beginning of a formula, in ASCII and in the full width that some of them read too. */
const FORMULA = new Set('=+-@＝＋－＠');
/**
 * A cell begins at the start of a text, and after what the spreadsheet of another locale takes for the end of one: where ";"
 * divides, quotation marks of a file that divides by "," protect nothing.
 */
const ENDS_CELL = new Set(';\t\r\n');
const [APOSTROPHE, MAY_NEED_IT] = ["'", /[=+\-@＝＋－＠\t\r\n]/u];

export type CsvCell = string | number | null;

/**
 * Rows as CSV: comma, CRLF after every row, quotation marks where they are needed. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it, and so does text that has one there already, so that every text can be read back;
 * numbers are written as they are, `null` as nothing, empty text as quotation marks.
 * @see RFC 4180 §2
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = protect(value);
  return text === '' || /[",;\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function protect(text: string): string {
  if (!MAY_NEED_IT.test(text)) return text;
  const places = formulaPlaces(text);
  return [...parts(text, places)].join(APOSTROPHE);
}

/** Takes out what was put before formulas when the cell was written. */
export function unprotected(text: string): string {
  if (!text.includes(APOSTROPHE)) return text;
  const places = formulaPlaces(text).filter((at) => text[at] === APOSTROPHE);
  return [...parts(text, places)].map((part, at) => (at === 0 ? part : part.slice(1))).join('');
}

function* parts(text: string, places: readonly number[]): Generator<string> {
  let from = 0;
  for (const at of places) {
    yield text.slice(from, at);
    from = at;
  }
  yield text.slice(from);
}

/**
 * Where a cell may begin with a formula, or the first with what ends a cell: behind blanks, and behind apostrophes, which
 * makes the places the same before and after apostrophes are put there. One pass from the end: a text may be hostile.
 */
function formulaPlaces(text: string): readonly number[] {
  const places: number[] = [];
  let [isFormula, isEnd] = [false, false];
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const unit = text[at] ?? '';
    if (FORMULA.has(unit)) isFormula = true;
    else if (unit !== APOSTROPHE && !/\s/u.test(unit)) isFormula = false;
    if (unit !== APOSTROPHE) isEnd = unit !== ';' && ENDS_CELL.has(unit);
    if (isFormula && (at === 0 || ENDS_CELL.has(text[at - 1] ?? ''))) places.push(at);
  }
  if (isEnd && places.at(-1) !== 0) places.push(0);
  return places.toReversed();
}
