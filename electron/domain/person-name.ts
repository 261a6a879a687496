import { skeletonOf } from './look-alikes.ts';

/**
 * Names that people would take for the same give the same: without capitals, blanks, dots and apostrophes, letters of other
 * scripts as their Latin twins. Whether two names that differ are two people, nothing here can know.
 */
export function foldName(name: string): string {
  return skeletonOf(name).replace(/[^\p{L}\p{N}]/gu, '');
}
