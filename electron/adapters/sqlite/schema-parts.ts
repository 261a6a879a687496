/** A member of an event as an expression of SQL that an index can hold; NULL where the text is no JSON any more. */
export function memberOfEvent(path: '$.payload.kid' | '$.payload.jti' | '$.type' | '$.at'): string {
  return `CASE WHEN json_valid(event) THEN json_extract(event, '${path}') END`;
}

/** Rows of the table stay as they were written. REPLACE fires the DELETE trigger only with recursive_triggers on. */
export function appendOnly(table: string): string {
  return ['UPDATE', 'DELETE']
    .map(
      (act) => `
CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`,
    )
    .join('');
}
