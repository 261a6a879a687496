import type { checkContract } from '../../../shared/ipc/check-contract.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { searchTokens } from '../../../electron/domain/token-search.ts';
import { sampleToken } from './verdicts.ts';

/** What stands in the one file that can be chosen. */
export const FAKE_DUMP = [
  'GET /letters HTTP/1.1',
  `CX-Authorization: ${sampleToken('genuine').replace(/.{70}/gu, '$&\r\n ')}`,
  '',
  `GET https://bank.example/back?id_token=${sampleToken('tampered').replaceAll('.', '%2E')}&state=1 HTTP/1.1`,
  `Cookie: theme=dark; session=${sampleToken('expired')}`,
  `X-Session-ID: ${sampleToken('unknown-kid')}`,
].join('\r\n');

/** Finds with the reader of the product: what a text holds is no fact that a fake could make up. */
export const checkHandlers: { readonly [C in keyof typeof checkContract]: (input: Input<C>) => Output<C> } = {
  'token.find': ({ text }) => searchTokens(Buffer.from(text)),
  'token.findInFile': () => searchTokens(Buffer.from(FAKE_DUMP)),
};
