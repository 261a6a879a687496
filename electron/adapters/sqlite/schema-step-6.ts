import { appendOnly } from './schema-parts.ts';

/** What tells a share that was shown from one that was made up later. */
export const STEP_6 =
  `
CREATE TABLE share_digests (
  set_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  row_digest TEXT NOT NULL,
  PRIMARY KEY (set_id, number)
) STRICT, WITHOUT ROWID;
` + ['share_digests'].map(appendOnly).join('');
