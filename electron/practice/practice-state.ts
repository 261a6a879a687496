import { z } from 'zod';
import { AppError } from '../domain/errors.ts';

const data = z.record(z.string(), z.unknown());

const entrySchema = z.strictObject({
  guid: z.string(),
  /** As it was sent: the JWK and whatever stood beside its members. */
  data,
  createdAt: z.string(),
  updatedAt: z.string(),
  /** From when on `data` is listed and accepted. */
  inForceFrom: z.string(),
  /** What is listed and accepted until then; `null`: nothing. */
  before: z.strictObject({ data, updatedAt: z.string() }).nullable(),
});
export type PracticeEntry = z.infer<typeof entrySchema>;

const receiptSchema = z.strictObject({ idempotencyKey: z.string(), bodySha256: z.string(), guid: z.string() });

const counterpartySchema = z.strictObject({
  entries: z.array(entrySchema),
  /** What was answered to which Idempotency-Key, so that a repeated request makes no second entry. */
  receipts: z.array(receiptSchema),
});

/** Everybody can read it: it stands for DCM's, and protects nothing. */
const dcmKeySchema = z.strictObject({
  kid: z.string(),
  /** PKCS#8, base64url. */
  key: z.string(),
});

const stateSchema = z.strictObject({
  version: z.literal(2),
  /** The GUID that is proposed to the bank; any other is accepted too. */
  counterpartyGuid: z.string(),
  /** The practice DCM's own throw-away keys, as they are published; it signs with the last. */
  dcmKeys: z.array(dcmKeySchema).min(1),
  /** After a PUT the old key is still listed and accepted, under an entry of its own. */
  putKeepsOld: z.boolean(),
  /** How long after it was stored a key is listed and accepted. */
  publishDelaySeconds: z.number().int().min(0),
  counterparties: z.record(z.string(), counterpartySchema),
});

/** Before it could rotate and delay. */
const firstStateSchema = z.strictObject({
  version: z.literal(1),
  counterpartyGuid: z.string(),
  dcmKid: z.string(),
  dcmKey: z.string(),
  counterparties: z.record(
    z.string(),
    counterpartySchema.extend({ entries: z.array(entrySchema.omit({ inForceFrom: true, before: true })) }),
  ),
});

/** Everything that a practice DCM knows, as JSON. */
export type PracticeState = z.infer<typeof stateSchema>;
export type Counterparty = z.infer<typeof counterpartySchema>;

/**
 * Reads a state that was exported before. Its shape has been checked; its keys have not been tried.
 * @throws INPUT_INVALID
 */
export function parsePracticeState(value: unknown): PracticeState {
  const first = firstStateSchema.safeParse(value);
  const parsed = stateSchema.safeParse(first.success ? fromFirst(first.data) : value);
  if (parsed.success) return parsed.data;
  throw new AppError('INPUT_INVALID', 'the saved state of the practice DCM is damaged', {
    hint: 'start the practice again without it: the keys are registered anew in a minute',
    cause: parsed.error,
  });
}

function fromFirst({
  counterpartyGuid,
  dcmKid,
  dcmKey,
  counterparties,
}: z.infer<typeof firstStateSchema>): PracticeState {
  return {
    version: 2,
    counterpartyGuid,
    dcmKeys: [{ kid: dcmKid, key: dcmKey }],
    putKeepsOld: false,
    publishDelaySeconds: 0,
    counterparties: Object.fromEntries(
      Object.entries(counterparties).map(([guid, { entries, receipts }]) => [
        guid,
        { entries: entries.map((entry) => ({ ...entry, inForceFrom: entry.updatedAt, before: null })), receipts },
      ]),
    ),
  };
}
