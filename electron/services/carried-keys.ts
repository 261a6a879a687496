import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { AppError } from '../domain/errors.ts';
import { thumbprintOfUnknown } from '../domain/thumbprint.ts';
import type { KeyImport } from './key-import.ts';

interface PublicKeyFacts {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly jwk: object;
}

/** Keeps public keys that came by bundle as keys held elsewhere, each once. @throws KID_TAKEN, and what importing a key throws */
export function publicKeyImporter({ store, keyImport }: { readonly store: Store; readonly keyImport: KeyImport }) {
  return async (env: string, keys: readonly PublicKeyFacts[], { isDraft }: { readonly isDraft: boolean }) => {
    const facts = keys.map((one) => ({ ...one, here: store.keys.byThumbprint(thumbprintOfUnknown(one.jwk) ?? '') }));
    const taken = facts.find(({ kid, here }) => here === null && store.keys.get(kid) !== null);
    if (taken !== undefined) {
      throw new AppError('KID_TAKEN', `another key here is called "${taken.kid}"`, {
        hint: 'nothing was kept: find out which of the two is meant',
      });
    }
    const added: string[] = [];
    for (const { kid, alg, jwk, here } of facts) {
      if (here !== null) continue;
      const bytes = Buffer.from(JSON.stringify(jwk));
      const noPassphrase = () => Promise.reject(new Error('a public key has no passphrase'));
      const rest = { label: null, expiresAt: null, isDraft, source: null, passphrase: noPassphrase };
      await keyImport.import({ ...rest, bytes, kid, alg, env });
      added.push(kid);
    }
    return { added, known: facts.flatMap(({ here }) => (here === null ? [] : [here.kid])) };
  };
}
