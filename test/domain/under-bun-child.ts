import { attackProofs, genuineProof } from './attack-corpus.ts';
import { forgeryProofs, isBoringSsl } from './forgeries.ts';
import { publicVectorProofs } from './public-vectors.ts';
import { makeKey } from './tokens.ts';
import { wycheproofFolder } from './wycheproof.ts';
import { wycheproofProofs } from './wycheproof-proofs.ts';

/**
 * Runs the cryptographic proofs without a test runner, so that Bun can: it is linked with BoringSSL, as Electron is, and
 * Node is not. Writes one JSON document and exits with 1 if a proof fails or if this is not BoringSSL at all.
 */
const folder = wycheproofFolder();
const proofs = [
  ...publicVectorProofs(),
  genuineProof(),
  ...attackProofs(),
  ...forgeryProofs(makeKey('RS256', 'k').jwk),
  ...(folder === null ? [] : wycheproofProofs(folder)),
];
const failures: string[] = [];
for (const { title, prove } of proofs) {
  try {
    prove();
  } catch (error) {
    failures.push(`${title}: ${String(error)}`);
  }
}
const { bun = null, boringssl = null } = process.versions as Record<string, string | undefined>;
const report = { bun, boringssl, proofs: proofs.length, hasWycheproof: folder !== null, failures };
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exitCode = failures.length === 0 && isBoringSsl() ? 0 : 1;
