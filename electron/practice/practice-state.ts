import { z } from 'zod';
import { AppError } from '../domain/errors.ts';

const entrySchema = z.strictObject({
  guid: z.string(),
  /** As it was sent: the JWK and whatever stood beside its members. */
  data: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PracticeEntry = z.infer<typeof entrySchema>;

const receiptSchema = z.strictObject({ idempotencyKey: z.string(), bodySha256: z.string(), guid: z.string() });

const counterpartySchema = z.strictObject({
  entries: z.array(entrySchema),
  /** What was answered to which Idempotency-Key, so that a repeated request makes no second entry. */
  receipts: z.array(receiptSchema),
});

const stateSchema = z.strictObject({
  version: z.literal(1),
  /** The GUID that is proposed to the bank; any other is accepted too. */
  counterpartyGuid: z.string(),
  dcmKid: z.string(),
  /** The practice DCM's own throw-away key, PKCS#8, base64url. It stands for DCM's, and protects nothing. */
  dcmKey: z.string(),
  counterparties: z.record(z.string(), counterpartySchema),
});

/** Everything that a practice DCM knows, as JSON. */
export type PracticeState = z.infer<typeof stateSchema>;
export type Counterparty = z.infer<typeof counterpartySchema>;

/**
 * Reads a state that was exported before. Its shape has been checked; its key has not been tried.
 * @throws INPUT_INVALID
 */
export function parsePracticeState(value: unknown): PracticeState {
  const parsed = stateSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('INPUT_INVALID', 'the saved state of the practice DCM is damaged', {
    hint: 'start the practice again without it: the keys are registered anew in a minute',
    cause: parsed.error,
  });
}
