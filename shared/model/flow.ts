import { z } from 'zod';

/** The flows of DCM that a token of the bank can be for. */
export const FLOWS = ['sign-in', 'sign-up', 'sign-up-processing', 'sign-up-emission'] as const;
export const flowSchema = z.enum(FLOWS);
export type Flow = z.infer<typeof flowSchema>;
