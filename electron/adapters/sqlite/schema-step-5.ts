/** Standby keys. */
export const STEP_5 = `
CREATE TABLE standby_keys (
  kid TEXT NOT NULL PRIMARY KEY REFERENCES keys (kid),
  place TEXT NOT NULL,
  note TEXT,
  since TEXT NOT NULL,
  by TEXT NOT NULL,
  checked_at TEXT,
  drawn_at TEXT,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
