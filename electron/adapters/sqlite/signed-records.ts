import { z } from 'zod';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { SignedRecord, SignedRecords } from './store-trail.ts';

const schema: z.ZodType<SignedRecord> = z.strictObject({
  tokenSha256: z.string(),
  kid: z.string(),
  env: z.string(),
  jti: z.string().nullable(),
  claimsJson: z.string(),
  signedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  auditSeq: z.number().int(),
});

/**
 * Keeps what was signed here. One row per audit event: the same claims signed twice in one second give the same token
 * with some algorithms, and both acts are recorded.
 */
export function createSignedRecords(connection: Connection): SignedRecords {
  const table = createRecordsTable<SignedRecord>(connection, {
    table: 'signed_tokens',
    schema,
    key: ['auditSeq'],
    columns: {
      tokenSha256: 'token_sha256',
      kid: 'kid',
      env: 'env',
      jti: 'jti',
      claimsJson: 'claims_json',
      signedAt: 'signed_at',
      expiresAt: 'expires_at',
      auditSeq: 'audit_seq',
    },
  });
  return {
    insert: (record) => table.insert(record),
    byDigest: (digest) => table.select('WHERE token_sha256 = ? ORDER BY audit_seq LIMIT 1', digest)[0] ?? null,
    hasJti: (jti) => connection.get('SELECT 1 FROM signed_tokens WHERE jti = ?', jti) !== null,
    page({ before, limit, kid }) {
      const end = before ?? Number.MAX_SAFE_INTEGER;
      if (kid === null) return table.select('WHERE audit_seq < ? ORDER BY audit_seq DESC LIMIT ?', end, limit);
      return table.select('WHERE kid = ? AND audit_seq < ? ORDER BY audit_seq DESC LIMIT ?', kid, end, limit);
    },
    countByKid: (kid) => Number(connection.get('SELECT count(*) AS n FROM signed_tokens WHERE kid = ?', kid)?.['n']),
  };
}
