import { ok, strictEqual } from 'node:assert/strict';
import { type Attack, keys, naive, set } from './attack-ground.ts';
import { algorithmAttacks } from './attacks-on-algorithm.ts';
import { formAttacks } from './attacks-on-form.ts';
import { keyAttacks } from './attacks-on-key.ts';
import { readNaively } from './naive-verifiers.ts';
import type { Proof } from './public-vectors.ts';
import { GOOD_CLAIMS, judge, part, reasons, signed } from './tokens.ts';

/** Every attack of the corpus; their titles differ. */
export function attackCorpus(): readonly Attack[] {
  return [...algorithmAttacks(), ...keyAttacks(), ...formAttacks()];
}

/** For each attack: the careless verifier falls for it, our judge does not and says exactly why. */
export function attackProofs(): readonly Proof[] {
  return attackCorpus().map(({ title, token, naive: fooled, code, reasonId }) => ({
    title: `${title} is ${code}`,
    prove() {
      ok(fooled(token), 'the planted fault does not fall for it, so the attack proves nothing');
      const judged = judge(token, set);
      strictEqual(judged.code, code);
      strictEqual(reasons(judged).join(), reasonId);
      ok(judged.issuer === 'unknown' && judged.outcome !== 'valid');
    },
  }));
}

/** What holds the corpus itself to its word: genuine tokens pass, with the careless and with us. */
export function genuineProof(): Proof {
  return {
    title: 'genuine tokens pass by the same keys',
    prove() {
      for (const key of keys) {
        const token = signed(key, {}, GOOD_CLAIMS);
        ok(naive.lenient(token) && !naive.lenient(token.replace(/\.[^.]*\./u, `.${part({ sub: 'x' })}.`)));
        strictEqual(judge(token, set).code, 'OK');
        strictEqual(readNaively(token).header['kid'], key.jwk.kid);
      }
    },
  };
}
