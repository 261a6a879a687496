import { createHash } from 'node:crypto';
import type { Key } from '../../shared/model/key.ts';
import type { PossessionChallenge } from '../../shared/model/possession.ts';
import type { KeyRecord, Store } from '../adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { usesIn } from '../domain/key-state.ts';
import { possessionChallenge, possessionProblem } from '../domain/possession-proof.ts';
import { trimAsciiSpace } from '../domain/token-format.ts';
import type { AuditTrail } from './audit-trail.ts';
import { publicFacts } from './key-storing.ts';
import type { Keys } from './keys.ts';

/** Proof that the holder of a key which is kept elsewhere really has its private half. */
export interface Possession {
  /** What is asked now; `null`: nothing, it was too long ago, or the key signs no more. @throws KEY_NOT_FOUND */
  pending(kid: string): PossessionChallenge | null;
  /**
   * Asks for a JWS over a fresh nonce, made for 24 hours; what was asked before counts no more. Its payload is none
   * that DCM would take as a token.
   * @throws KEY_NOT_FOUND, INPUT_INVALID for a key that is kept here, KEY_NOT_ACTIVE for one that signs no more, HOME_*
   */
  ask(kid: string): PossessionChallenge;
  /**
   * Checks the answer: a compact JWS by that key, over exactly the payload that was asked for. It counts once; after a
   * refusal a better answer to the same question is still taken.
   * @throws KEY_NOT_FOUND, INPUT_INVALID where nothing is asked, KEY_NOT_ACTIVE, POSSESSION_REFUSED, HOME_*
   */
  prove(kid: string, token: string): Key;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

const NONCE_BYTES = 32;

/** Makes the possession service of one home. */
export function createPossession({ store, trail, keys, clock, randomBytes }: Dependencies): Possession {
  return {
    pending(kid) {
      const key = keys.record(kid);
      const challenge = usesIn(key.state) === 'nothing' ? null : asked(key);
      return challenge === null || clock.now() >= Date.parse(challenge.expiresAt) ? null : challenge;
    },
    ask: (kid) =>
      store.write(() => {
        const key = requireKeptElsewhere(keys.record(kid));
        const nonce = randomBytes(NONCE_BYTES).toString('base64url');
        const askedAt = new Date(clock.now()).toISOString();
        const challenge = possessionChallenge(kid, { nonce, askedAt });
        store.keys.update({ ...key, possessionNonce: nonce, possessionAskedAt: askedAt });
        trail.append('key.possession-asked', {
          kid,
          payloadSha256: sha256(challenge.payload),
          expiresAt: challenge.expiresAt,
        });
        return challenge;
      }),
    prove: (kid, text) =>
      store.write(() => {
        const key = requireKeptElsewhere(keys.record(kid));
        const challenge = asked(key);
        if (challenge === null) throw nothingAsked();
        const token = trimAsciiSpace(text);
        const problem = possessionProblem(token, { key, challenge, now: clock.now() });
        if (problem !== null) throw new AppError('POSSESSION_REFUSED', problem.message, { hint: problem.hint });
        const after = {
          ...key,
          possessionNonce: null,
          possessionAskedAt: null,
          possessionProvenAt: new Date(clock.now()).toISOString(),
        };
        store.keys.update(after);
        trail.append('key.possession-proven', {
          kid,
          answerSha256: sha256(token),
          payloadSha256: sha256(challenge.payload),
        });
        return publicFacts(after);
      }),
  };
}

function asked({ kid, possessionNonce: nonce, possessionAskedAt: askedAt }: KeyRecord): PossessionChallenge | null {
  return nonce === null || askedAt === null ? null : possessionChallenge(kid, { nonce, askedAt });
}

function requireKeptElsewhere(key: KeyRecord): KeyRecord {
  if (key.custody === 'here') {
    throw new AppError('INPUT_INVALID', 'the private half of this key is kept here: there is no holder to ask', {
      hint: 'dcm-keys dcm check --key KID proves it to DCM',
    });
  }
  if (usesIn(key.state) !== 'nothing') return key;
  throw new AppError('KEY_NOT_ACTIVE', `this key is ${key.state}: who has it proves nothing any more`, {
    hint: 'ask for a proof of the key that took its place',
  });
}

function nothingAsked(): AppError {
  return new AppError('INPUT_INVALID', 'nothing is asked of the holder of this key, or it was answered already', {
    hint: 'ask first: dcm-keys key prove KID gives the text to sign',
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
