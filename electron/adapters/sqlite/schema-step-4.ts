import { appendOnly, memberOfEvent } from './schema-parts.ts';

/** Cases, trusted makers of bundles, keys that are trusted again, templates, the clock, and what a jti is looked for by. */
export const STEP_4 =
  `
ALTER TABLE distrusted_keys ADD COLUMN lifted TEXT NOT NULL DEFAULT 'null';

CREATE TABLE trusted_makers (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  trusted_at TEXT NOT NULL,
  by TEXT NOT NULL,
  ended TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  salt TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE case_items (
  case_id TEXT NOT NULL REFERENCES cases (id),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  audit_seq INTEGER NOT NULL,
  content TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  row_digest TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_sets (
  sha256 TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_measures (
  env TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  offset_ms INTEGER NOT NULL,
  round_trip_ms INTEGER NOT NULL,
  agreed_seq INTEGER,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
  name TEXT NOT NULL PRIMARY KEY,
  template TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_events_by_time ON audit_events (${memberOfEvent('$.at')});
CREATE INDEX audit_events_by_jti ON audit_events (${memberOfEvent('$.payload.jti')});
` + ['cases', 'case_items', 'case_sets'].map(appendOnly).join('');
