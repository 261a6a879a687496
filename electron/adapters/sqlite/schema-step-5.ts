import { appendOnly } from './schema-parts.ts';

/** Standby keys, backups and their drills, ceremonies and their transcripts. */
export const STEP_5 =
  `
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

CREATE TABLE backup_sets (
  id TEXT NOT NULL PRIMARY KEY,
  begun_at TEXT NOT NULL,
  content TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE backup_drills (
  id INTEGER NOT NULL PRIMARY KEY,
  set_id TEXT NOT NULL,
  certificate TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT;
CREATE INDEX backup_drills_by_set ON backup_drills (set_id);

CREATE TABLE ceremonies (
  id TEXT NOT NULL PRIMARY KEY,
  script TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ceremony_entries (
  ceremony_id TEXT NOT NULL REFERENCES ceremonies (id),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  audit_seq INTEGER NOT NULL,
  content TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  row_digest TEXT NOT NULL,
  PRIMARY KEY (ceremony_id, seq)
) STRICT, WITHOUT ROWID;
` + ['backup_drills', 'ceremonies', 'ceremony_entries'].map(appendOnly).join('');
