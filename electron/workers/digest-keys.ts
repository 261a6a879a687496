import { hash } from 'node:crypto';
import { KEY_WORDS } from '../domain/scan-hits.ts';

/** Names things by 128 bits of SHA-256. */
export interface DigestKeys {
  /** Of the name of a key and a `jti`. */
  ofPair(kid: string | null, jti: string): Uint32Array;
  ofAddress(address: string): Uint32Array;
}

/** So many addresses are remembered; then the memory begins anew. */
const MOST_ADDRESSES = 4096;

/** Makes one with an empty memory. */
export function digestKeys(): DigestKeys {
  const addresses = new Map<string, Uint32Array>();
  return {
    ofPair: (kid, jti) => keyOf(JSON.stringify([kid, jti])),
    ofAddress(address) {
      const known = addresses.get(address);
      if (known !== undefined) return known;
      if (addresses.size >= MOST_ADDRESSES) addresses.clear();
      const key = keyOf(address);
      addresses.set(address, key);
      return key;
    },
  };
}

function keyOf(text: string): Uint32Array {
  const words = new Uint32Array(KEY_WORDS);
  // The first half of it is written: there is no room for more.
  Buffer.from(words.buffer).write(hash('sha256', text, 'hex'), 'hex');
  return words;
}
