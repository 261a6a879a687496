import type { Store } from '../adapters/sqlite/store.ts';
import { judgeJwk } from '../domain/jwk-policy.ts';
import { integerOf } from '../domain/rsa-modulus.ts';
import { isJsonObject, parseStrictObject } from '../domain/strict-json.ts';

/** The RSA moduli that this home knows. */
export interface KnownModuli {
  /**
   * Our own keys' in every state, and all that any DCM has ever published as far as it is kept. Of the entries in our name
   * that are none of ours only thumbprints are kept: they tell no modulus.
   */
  all(): ReadonlySet<bigint>;
}

/** Makes it for one home. Each set is read once, and each modulus judged once: a thousand sets repeat a few keys. */
export function createKnownModuli({ store }: { readonly store: Pick<Store, 'keys' | 'snapshots'> }): KnownModuli {
  const bySet = new Map<string, readonly bigint[]>();
  const byText = new Map<string, readonly bigint[]>();

  function ofText(n: string): readonly bigint[] {
    const known = byText.get(n) ?? fitModulus(n);
    byText.set(n, known);
    return known;
  }

  function ofSet(id: number, sha256: string): readonly bigint[] {
    const known = bySet.get(sha256) ?? textsIn(store.snapshots.bytes(id)).flatMap(ofText);
    bySet.set(sha256, known);
    return known;
  }

  return {
    all: () =>
      new Set([
        ...store.keys
          .list()
          .flatMap(({ jwk }) => (jwk.n === undefined ? [] : [integerOf(Buffer.from(jwk.n, 'base64url'))])),
        ...store.snapshots.list().flatMap(({ id, sha256 }) => ofSet(id, sha256)),
      ]),
  };
}

/** Of a fit modulus only: any two even numbers share a factor. What else its key says does not matter here. */
function fitModulus(n: string): readonly bigint[] {
  const judged = judgeJwk({ kty: 'RSA', n, e: 'AQAB' });
  return judged.ok && judged.key.modulus !== null ? [judged.key.modulus] : [];
}

function textsIn(bytes: Buffer | null): readonly string[] {
  const parsed = bytes === null ? null : parseStrictObject(bytes);
  const keys: unknown = parsed?.ok === true ? (parsed.value['keys'] ?? [parsed.value]) : [];
  return (Array.isArray(keys) ? keys : []).flatMap((member: unknown) =>
    isJsonObject(member) && member['kty'] === 'RSA' && typeof member['n'] === 'string' ? [member['n']] : [],
  );
}
