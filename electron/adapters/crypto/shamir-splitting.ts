import { combine, split } from 'shamir-secret-sharing';
import type { SecretSplitting } from '../../domain/share-set.ts';

/** The library of Privy, audited by Cure53 and Zellic. It takes plain `Uint8Array`s only, no Buffer. */
export const shamirSplitting: SecretSplitting = { split, combine };
