import { describe, it } from 'vitest';
import { forgeryProofs } from './forgeries.ts';
import { makeKey } from './tokens.ts';

describe('forgeries that bare verify lets through', () => {
  it.each(forgeryProofs(makeKey('RS256', 'k').jwk))('$title', ({ prove }) => {
    prove();
  });
});
