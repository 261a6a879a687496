import { combine, split } from 'shamir-secret-sharing';
import { AppError } from '../electron/domain/errors.ts';
import { openBackup } from '../electron/domain/sealed-backup.ts';
import { joinShares } from '../electron/domain/share-set.ts';
import type { Share } from '../electron/domain/share.ts';
import type { SealedBackup } from '../shared/model/backup.ts';

/** One key that came out of a backup. Its texts are secret. */
export interface RestoredKey {
  readonly kid: string;
  readonly alg: string;
  readonly thumbprint: string;
  /** Compared with the public half of what came out; `false`: this browser does not know such keys. */
  readonly isCompared: boolean;
  readonly pem: string;
  /** `null`: this browser does not know such keys. */
  readonly jwk: string | null;
}

/**
 * Opens a backup by shares. The tag of the file vouches for all that it says; the thumbprint of each key is computed anew.
 * @throws SHARE_*, BACKUP_REFUSED where a key is not the one that stands beside it
 */
export async function restoreKeys(backup: SealedBackup, shares: readonly Share[]): Promise<readonly RestoredKey[]> {
  const sealingKey = await joinShares(shares, { split, combine });
  const privateKeys = await openBackup(backup, sealingKey).finally(() => sealingKey.fill(0));
  try {
    return await Promise.all(
      backup.keys.map(async ({ key: { kid, alg, thumbprint } }, index) => {
        const der = new Uint8Array(privateKeys[index] ?? []);
        const jwk = await privateJwk(der, alg);
        if (jwk !== null && (await thumbprintOf(jwk)) !== thumbprint) {
          throw new AppError('BACKUP_REFUSED', `this backup cannot be used: key ${String(index + 1)} is another one`, {
            hint: 'it was not made by this program',
          });
        }
        const whole = jwk === null ? null : JSON.stringify({ ...jwk, kid, alg, use: 'sig' }, null, 2);
        return { kid, alg, thumbprint, isCompared: jwk !== null, pem: pemOf(der), jwk: whole };
      }),
    );
  } finally {
    for (const one of privateKeys) one.fill(0);
  }
}

type Jwk = Readonly<Record<string, string>>;

/** The members that make a key, public ones first. */
const MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;

async function privateJwk(der: Uint8Array<ArrayBuffer>, alg: string): Promise<Jwk | null> {
  try {
    const key = await crypto.subtle.importKey('pkcs8', der, algorithmOf(alg), true, ['sign']);
    const exported = await crypto.subtle.exportKey('jwk', key);
    return Object.fromEntries(
      MEMBERS.flatMap((name) => (exported[name] === undefined ? [] : [[name, exported[name]]])),
    );
  } catch (error) {
    // Browsers of a few years ago know no Ed25519.
    if (error instanceof DOMException && error.name === 'NotSupportedError') return null;
    throw new AppError('BACKUP_REFUSED', 'this backup cannot be used: a key in it cannot be read', {
      hint: 'it was not made by this program',
      cause: error,
    });
  }
}

function algorithmOf(alg: string): AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams {
  const hash = `SHA-${alg.slice(2)}`;
  if (alg.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5', hash };
  if (alg.startsWith('PS')) return { name: 'RSA-PSS', hash };
  // One kind of key under two names. @see RFC 9864 §2.2
  if (alg === 'EdDSA' || alg === 'Ed25519') return { name: 'Ed25519' };
  return { name: 'ECDSA', namedCurve: alg === 'ES512' ? 'P-521' : `P-${alg.slice(2)}` };
}

/** @see RFC 7638 §3.2 */
async function thumbprintOf(jwk: Jwk): Promise<string> {
  const names = jwk['kty'] === 'RSA' ? ['e', 'kty', 'n'] : ['crv', 'kty', 'x', ...(jwk['kty'] === 'EC' ? ['y'] : [])];
  const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]])));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return base64Of(new Uint8Array(digest)).replace(/\+/gu, '-').replace(/\//gu, '_').replace(/=+$/u, '');
}

/** @see RFC 7468 §10 */
function pemOf(der: Uint8Array): string {
  const lines = base64Of(der).match(/.{1,64}/gu) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

function base64Of(octets: Uint8Array): string {
  return btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
}
