import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { openStore } from '../../electron/adapters/sqlite/database.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { NO_LATER_FACTS } from '../../shared/model/key.ts';

const MODULUS_BYTES = 384;
const START = Date.UTC(2026, 0, 1);

/**
 * Writes keys into the database of a home as if they had been made there: public facts of the size of RSA-3072, in all
 * states that a list shows. Their moduli are random numbers: nothing can be signed or verified with them.
 */
export function fillWithKeys(folder: string, count: number): readonly string[] {
  const store = openStore({ folder });
  if (store === null) throw new Error('no home');
  const states = ['active', 'suspended', 'retired', 'compromised', 'draft'] as const;
  const kids: string[] = [];
  store.write(() => {
    for (let at = 0; at < count; at += 1) {
      const modulus = randomBytes(MODULUS_BYTES);
      modulus[0] = 0x80 | (modulus[0] ?? 0);
      modulus[MODULUS_BYTES - 1] = 1 | (modulus[MODULUS_BYTES - 1] ?? 0);
      const bare = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' } as const;
      const thumbprint = jwkThumbprint(bare);
      const state = states[at % states.length] ?? 'active';
      const createdAt = new Date(START + at * 60_000).toISOString();
      kids.push(thumbprint);
      store.keys.insert({
        ...NO_LATER_FACTS,
        kid: thumbprint,
        alg: 'RS256',
        bits: MODULUS_BYTES * 8,
        thumbprint,
        state,
        label: `Officer ${String(at)}, desk ${createHash('sha256').update(String(at)).digest('hex').slice(0, 6)}`,
        env: 'practice',
        createdAt,
        expiresAt: new Date(START + (365 + (at % 700)) * 86_400_000).toISOString(),
        custody: 'here',
        origin: 'generated',
        keychain: 'memory',
        compromisedSince: state === 'compromised' ? createdAt : null,
        compromisedAt: state === 'compromised' ? createdAt : null,
        deleteDueAt: null,
        owner: `officer-${String(at % 40)}`,
        tags: [`desk-${String(at % 12)}`],
        jwk: { ...bare, kid: thumbprint, alg: 'RS256', use: 'sig' },
        keychainId: `key-${randomUUID()}`,
        deleteFrom: null,
        possessionNonce: null,
        possessionAskedAt: null,
      });
    }
  });
  store.close();
  return kids;
}
