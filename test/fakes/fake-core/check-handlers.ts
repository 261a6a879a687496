import type { checkContract } from '../../../shared/ipc/check-contract.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { findTokens } from '../../../electron/domain/token-finder.ts';
import { nearMissIn } from '../../../electron/domain/token-finder-miss.ts';
import { sampleToken } from './verdicts.ts';

/** What stands in the one file that can be chosen. */
const FILE = [
  'GET /letters HTTP/1.1',
  `CX-Authorization: ${sampleToken('genuine')}`,
  '',
  `GET https://bank.example/back?id_token=${sampleToken('tampered').replaceAll('.', '%2E')}&state=1 HTTP/1.1`,
  `Cookie: theme=dark; session=${sampleToken('expired')}`,
].join('\n');

function find(text: string): Output<'token.find'> {
  const bytes = Buffer.from(text);
  const { tokens, distinct } = findTokens(bytes, 50);
  const holdsKey = text.includes('PRIVATE KEY-----');
  return {
    tokens: [...tokens],
    distinct,
    is: holdsKey ? 'private-key' : text.includes('"keys"') ? 'jwks' : 'nothing-known',
    holdsKey,
    nearMiss: distinct > 0 ? null : nearMissIn(bytes),
  };
}

/** Finds with the reader of the product: what a text is worth is no fact that a fake could hold. */
export const checkHandlers: { readonly [C in keyof typeof checkContract]: (input: Input<C>) => Output<C> } = {
  'token.find': ({ text }) => find(text),
  'token.findInFile': () => find(FILE),
};
