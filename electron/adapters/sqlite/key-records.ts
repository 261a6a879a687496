import { z } from 'zod';
import { keySchema, keyStateSchema } from '../../../shared/model/key.ts';
import { AppError } from '../../domain/errors.ts';
import type { Connection } from './connection.ts';
import { createRecordsTable } from './records-table.ts';
import type { KeyRecord, KeyRecords } from './store.ts';

const schema: z.ZodType<KeyRecord> = keySchema.extend({
  keychainId: z.string().nullable(),
  deleteFrom: keyStateSchema.nullable(),
  possessionNonce: z.string().nullable(),
  possessionAskedAt: z.iso.datetime().nullable(),
});

/** Keeps the public facts of keys. A kid is compared byte for byte. */
export function createKeyRecords(connection: Connection): KeyRecords {
  const table = createRecordsTable<KeyRecord>(connection, {
    table: 'keys',
    isRemembered: true,
    schema,
    key: ['kid'],
    json: ['jwk', 'flows', 'tags', 'copies'],
    columns: {
      kid: 'kid',
      alg: 'alg',
      bits: 'bits',
      thumbprint: 'thumbprint',
      state: 'state',
      label: 'label',
      env: 'env',
      createdAt: 'created_at',
      expiresAt: 'expires_at',
      custody: 'custody',
      origin: 'origin',
      keychain: 'keychain',
      compromisedSince: 'compromised_since',
      compromisedAt: 'compromised_at',
      deleteDueAt: 'delete_due_at',
      deleteFrom: 'delete_from',
      jwk: 'jwk',
      keychainId: 'keychain_id',
      owner: 'owner',
      purpose: 'purpose',
      heldBy: 'held_by',
      possessionProvenAt: 'possession_proven_at',
      possessionNonce: 'possession_nonce',
      possessionAskedAt: 'possession_asked_at',
      flows: 'flows',
      tags: 'tags',
      notes: 'notes',
      replaces: 'replaces',
      unavailableSince: 'unavailable_since',
      copies: 'copies',
    },
    added: {
      owner: null,
      purpose: null,
      heldBy: null,
      possessionProvenAt: null,
      possessionNonce: null,
      possessionAskedAt: null,
      flows: 'null',
      tags: '[]',
      notes: null,
      replaces: null,
      unavailableSince: null,
      copies: '[]',
    },
    taken: ({ kid }) =>
      new AppError('KID_TAKEN', `there is a key with the kid "${kid}" already`, {
        hint: 'choose another kid, or leave it out: the thumbprint is then used',
      }),
  });
  return {
    list: () => table.select('ORDER BY created_at, kid'),
    get: (kid) => table.get(kid),
    byThumbprint: (thumbprint) => table.select('WHERE thumbprint = ? LIMIT 1', thumbprint)[0] ?? null,
    successorsOf: (kid) => table.select('WHERE replaces = ? ORDER BY created_at, kid', kid),
    insert: (key) => table.insert(key),
    update: (key) => table.update(key),
  };
}
