import { z } from 'zod';

/** The languages of DCM's guide, and so of its readers: English and Ukrainian. */
export const languageSchema = z.enum(['en', 'uk']);
export type Language = z.infer<typeof languageSchema>;
