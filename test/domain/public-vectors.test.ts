import { describe, it } from 'vitest';
import { publicVectorProofs } from './public-vectors.ts';

describe('published vectors', () => {
  it.each(publicVectorProofs())('$title', ({ prove }) => {
    prove();
  });
});
