import { createPublicKey, type KeyObject } from 'node:crypto';
import type { BackupContent } from '../../shared/model/backup.ts';
import { NO_LATER_FACTS, type SignatureAlgorithm } from '../../shared/model/key.ts';
import { publicJwkFromKey } from '../../electron/domain/jwk.ts';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';

const AT = '2026-10-12T09:00:00.000Z';
const HASH = '5'.repeat(64);

/** What a backup of these keys says in clear. */
export function contentOf(
  keys: readonly { readonly kid: string; readonly alg: SignatureAlgorithm; readonly privateKey: KeyObject }[],
  more: Partial<BackupContent> = {},
): BackupContent {
  return {
    format: 'dcm-key-backup',
    version: 1,
    setId: '00112233445566ff',
    threshold: 3,
    shares: 5,
    madeAt: AT,
    isRehearsal: false,
    from: { installId: 'home', head: { seq: 12, hash: HASH }, evidenceKey: 'E'.repeat(43) },
    keys: keys.map(({ kid, alg, privateKey }) => {
      const jwk = publicJwkFromKey(createPublicKey(privateKey), { kid, alg });
      return { key: keyOf(jwk, alg), deleteFrom: null, born: { seq: 3, hash: HASH } };
    }),
    environments: [],
    registrations: [],
    ...more,
  };
}

function keyOf(
  jwk: ReturnType<typeof publicJwkFromKey>,
  alg: SignatureAlgorithm,
): BackupContent['keys'][number]['key'] {
  return {
    ...NO_LATER_FACTS,
    kid: jwk.kid ?? '',
    alg,
    bits: null,
    thumbprint: jwkThumbprint(jwk),
    state: 'active',
    label: 'Ключ № 1',
    env: null,
    createdAt: AT,
    expiresAt: null,
    custody: 'here',
    origin: 'generated',
    keychain: 'sealed',
    compromisedSince: null,
    compromisedAt: null,
    deleteDueAt: null,
    jwk,
  };
}
