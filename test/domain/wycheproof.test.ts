import { describe, expect, it } from 'vitest';
import { wycheproofFolder } from './wycheproof.ts';
import { wycheproofProofs } from './wycheproof-proofs.ts';

const folder = wycheproofFolder();

describe('vectors of C2SP/wycheproof', () => {
  if (folder === null) {
    process.stderr.write(
      'NOT RUN: the Wycheproof vectors. Set WYCHEPROOF_DIR to a folder testvectors_v1 of C2SP/wycheproof.\n',
    );
    it.skip('NOT RUN: set WYCHEPROOF_DIR to a folder testvectors_v1 of C2SP/wycheproof', () => undefined);
    return;
  }
  const proofs = wycheproofProofs(folder);
  it.each(proofs)('$title', ({ prove }) => {
    prove();
  });

  it('are all there', () => {
    expect(proofs.length).toBe(33);
  });
});
