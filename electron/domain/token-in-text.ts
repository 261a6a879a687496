import { AppError } from './errors.ts';

/** A compact token as people paste it, also a cut one: a header, a dot, and more of it. @see RFC 7515 §7.1 */
const TOKEN = /eyJ[\w-]*\.[\w-]+(?:\.[\w-]*)?/u;

/** Gives back a text that people write, in which there is no token: it would stay there for ever. @throws INPUT_INVALID */
export function requireNoToken(text: string): string {
  if (!TOKEN.test(text)) return text;
  throw new AppError('INPUT_INVALID', 'there is a token in this text', {
    hint: 'take it out, and add the token itself to the case: only its digest is kept then',
  });
}
