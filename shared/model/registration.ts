import { z } from 'zod';

export const REGISTRATION_STATES = ['draft', 'sent', 'unknown', 'listed', 'proven', 'in-use', 'replaced'] as const;
export const registrationStateSchema = z.enum(REGISTRATION_STATES);
export type RegistrationState = z.infer<typeof registrationStateSchema>;

/** One public JWK of ours known (or being made known) to one environment's DCM. */
export const registrationSchema = z.strictObject({
  kid: z.string(),
  env: z.string(),
  thumbprint: z.string(),
  /** DCM's id of the entry; `null` until DCM has answered. */
  guid: z.string().nullable(),
  state: registrationStateSchema,
  /** SHA-256 of the bytes that were sent and of the bytes of the answer, hex. */
  requestSha256: z.string(),
  responseSha256: z.string().nullable(),
  updatedAt: z.iso.datetime(),
});
export type Registration = z.infer<typeof registrationSchema>;

/** One step of a registration, with its evidence. Steps are only ever added. */
export const registrationStepSchema = z.strictObject({
  id: z.number().int(),
  kid: z.string(),
  env: z.string(),
  guid: z.string().nullable(),
  state: registrationStateSchema,
  method: z.enum(['POST', 'PUT', 'GET', 'AUTHENTICATE', 'NONE']),
  requestSha256: z.string().nullable(),
  responseSha256: z.string().nullable(),
  at: z.iso.datetime(),
  /** Who, as far as the operating system says. */
  by: z.string(),
  /** What DCM said, or the code of the failure. */
  note: z.string().nullable(),
});
export type RegistrationStep = z.infer<typeof registrationStepSchema>;

/** The exact HTTP request that will leave, to be shown before it does. */
export const requestPreviewSchema = z.strictObject({
  method: z.enum(['POST', 'PUT', 'GET']),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type RequestPreview = z.infer<typeof requestPreviewSchema>;

/** An entry of DCM's own list for our counterparty. `thumbprint` is `null` when its JWK cannot be read. */
export interface DcmEntry {
  readonly guid: string;
  readonly kid: string | null;
  readonly thumbprint: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** DCM's answer to a token that was put before Authenticate. */
export const dcmCheckSchema = z.strictObject({
  accepted: z.boolean(),
  /** Masked; the whole value is dropped at once. */
  sessionToken: z.string().nullable(),
  /** DCM's own words when it refused. */
  serverMessage: z.string().nullable(),
});
export type DcmCheck = z.infer<typeof dcmCheckSchema>;
