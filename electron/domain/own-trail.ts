import type { SignedHere } from '../../shared/model/verdict.ts';

/** Why the silence of our trail about a token proves nothing. */
export type TrailDoubt = 'broken' | 'unreadable' | 'younger';

/** What the trail of this home can say about tokens of ours. Digests are SHA-256 of the compact token, hex. */
export interface OwnTrail {
  /** Where this exact token was signed here: by the list of signed tokens, and where that has a hole, by the whole trail. */
  find(tokenSha256: string): SignedHere | null;
  /** `null`: the trail is whole, and older than the key, so what it does not name was not signed here. */
  doubt(kid: string): TrailDoubt | null;
}
