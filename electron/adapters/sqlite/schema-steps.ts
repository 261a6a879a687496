import { appendOnly, memberOfEvent } from './schema-parts.ts';
import { STEP_4 } from './schema-step-4.ts';
import { STEP_5 } from './schema-step-5.ts';
import { STEP_6 } from './schema-step-6.ts';

/**
 * The schema, step by step. A step that has been released is never edited: the next one mends it.
 * Each `row_digest` is SHA-256 of its row (records-table.ts), so that a rotten or hand-edited row is noticed.
 */
export const SCHEMA_STEPS: readonly string[] = [
  `
CREATE TABLE facts (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE environments (
  name TEXT NOT NULL PRIMARY KEY,
  base_url TEXT NOT NULL,
  counterparty_guid TEXT NOT NULL,
  kind TEXT NOT NULL,
  ca TEXT,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  kid TEXT NOT NULL PRIMARY KEY,
  alg TEXT NOT NULL,
  bits INTEGER,
  thumbprint TEXT NOT NULL,
  state TEXT NOT NULL,
  label TEXT,
  env TEXT,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  custody TEXT NOT NULL,
  origin TEXT NOT NULL,
  keychain TEXT,
  compromised_since TEXT,
  compromised_at TEXT,
  delete_due_at TEXT,
  delete_from TEXT,
  jwk TEXT NOT NULL,
  keychain_id TEXT,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE registrations (
  env TEXT NOT NULL,
  kid TEXT NOT NULL REFERENCES keys (kid),
  thumbprint TEXT NOT NULL,
  guid TEXT,
  state TEXT NOT NULL,
  request_sha256 TEXT NOT NULL,
  response_sha256 TEXT,
  updated_at TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  row_digest TEXT NOT NULL,
  PRIMARY KEY (env, kid)
) STRICT, WITHOUT ROWID;

CREATE TABLE keychain_intents (
  id TEXT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  chunks INTEGER NOT NULL,
  phase TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_events (
  seq INTEGER NOT NULL PRIMARY KEY,
  event TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE audit_checkpoints (
  id INTEGER NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES audit_events (seq),
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  signer TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

CREATE TABLE snapshots (
  id INTEGER NOT NULL PRIMARY KEY,
  env TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  source TEXT NOT NULL,
  trust TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  kids TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT;

CREATE TABLE snapshot_bytes (
  id INTEGER NOT NULL PRIMARY KEY REFERENCES snapshots (id),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE signed_tokens (
  audit_seq INTEGER NOT NULL PRIMARY KEY REFERENCES audit_events (seq),
  token_sha256 TEXT NOT NULL,
  kid TEXT NOT NULL REFERENCES keys (kid),
  env TEXT NOT NULL,
  jti TEXT,
  claims_json TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  expires_at TEXT,
  row_digest TEXT NOT NULL
) STRICT;
CREATE INDEX signed_tokens_by_digest ON signed_tokens (token_sha256);
CREATE INDEX signed_tokens_by_kid ON signed_tokens (kid);
CREATE UNIQUE INDEX signed_tokens_by_jti ON signed_tokens (jti) WHERE jti IS NOT NULL;

CREATE TRIGGER audit_events_follow BEFORE INSERT ON audit_events
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_events)
BEGIN SELECT RAISE(ABORT, 'an audit event does not follow the last one'); END;
` + ['audit_events', 'audit_checkpoints', 'snapshots', 'snapshot_bytes', 'signed_tokens'].map(appendOnly).join(''),
  `
ALTER TABLE keys ADD COLUMN owner TEXT;
ALTER TABLE keys ADD COLUMN purpose TEXT;
ALTER TABLE keys ADD COLUMN held_by TEXT;
ALTER TABLE keys ADD COLUMN possession_proven_at TEXT;
ALTER TABLE keys ADD COLUMN possession_nonce TEXT;
ALTER TABLE keys ADD COLUMN possession_asked_at TEXT;
ALTER TABLE keys ADD COLUMN flows TEXT NOT NULL DEFAULT 'null';
ALTER TABLE keys ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE keys ADD COLUMN notes TEXT;
ALTER TABLE keys ADD COLUMN replaces TEXT;
ALTER TABLE keys ADD COLUMN unavailable_since TEXT;
ALTER TABLE keys ADD COLUMN copies TEXT NOT NULL DEFAULT '[]';
CREATE INDEX keys_by_thumbprint ON keys (thumbprint);
CREATE INDEX keys_by_replaces ON keys (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE key_edits (
  id INTEGER NOT NULL PRIMARY KEY,
  kid TEXT NOT NULL REFERENCES keys (kid),
  at TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  undone_at TEXT,
  row_digest TEXT NOT NULL
) STRICT;
CREATE INDEX key_edits_by_kid ON key_edits (kid);

CREATE INDEX audit_events_by_kid ON audit_events (${memberOfEvent('$.payload.kid')});
CREATE INDEX audit_events_by_type ON audit_events (${memberOfEvent('$.type')});
`,
  `
ALTER TABLE snapshots ADD COLUMN problem TEXT;
CREATE INDEX snapshots_by_content ON snapshots (env, sha256);

CREATE TABLE sightings (
  id INTEGER NOT NULL PRIMARY KEY,
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
  env TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  source TEXT NOT NULL,
  trust TEXT NOT NULL,
  certificate_sha256 TEXT,
  row_digest TEXT NOT NULL
) STRICT;
CREATE INDEX sightings_by_env ON sightings (env, last_at);

CREATE TABLE watch_spans (
  id INTEGER NOT NULL PRIMARY KEY,
  env TEXT NOT NULL,
  from_at TEXT NOT NULL,
  to_at TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT;
CREATE INDEX watch_spans_by_env ON watch_spans (env, to_at);

CREATE TABLE distrusted_keys (
  env TEXT NOT NULL,
  kid TEXT NOT NULL,
  since TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  caller TEXT,
  call_back TEXT,
  row_digest TEXT NOT NULL,
  PRIMARY KEY (env, kid)
) STRICT, WITHOUT ROWID;

CREATE TABLE environment_access (
  env TEXT NOT NULL PRIMARY KEY,
  pin TEXT,
  proxy TEXT NOT NULL,
  contact TEXT NOT NULL,
  credential_id TEXT,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE registration_steps (
  id INTEGER NOT NULL PRIMARY KEY,
  env TEXT NOT NULL,
  kid TEXT NOT NULL,
  guid TEXT,
  state TEXT NOT NULL,
  method TEXT NOT NULL,
  request_sha256 TEXT,
  response_sha256 TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  note TEXT,
  row_digest TEXT NOT NULL
) STRICT;
CREATE INDEX registration_steps_by_key ON registration_steps (env, kid);

CREATE TABLE reconciliations (
  env TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  report TEXT NOT NULL,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE adopted_entries (
  env TEXT NOT NULL,
  guid TEXT NOT NULL,
  thumbprint TEXT NOT NULL,
  owner TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  row_digest TEXT NOT NULL,
  PRIMARY KEY (env, guid)
) STRICT, WITHOUT ROWID;

CREATE TABLE rotations (
  id TEXT NOT NULL PRIMARY KEY,
  env TEXT NOT NULL,
  kind TEXT NOT NULL,
  old_kid TEXT NOT NULL,
  new_kid TEXT,
  started_at TEXT NOT NULL,
  steps TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT,
  row_digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
` + ['registration_steps'].map(appendOnly).join(''),
  STEP_4,
  STEP_5,
  STEP_6,
];
