import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Key } from '../../../shared/model/key.ts';
import { type FakeFacts, fakeKey, NOW } from './facts.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** What is done about a key beside its life, and about files. */
export function createKeyHandlers(facts: FakeFacts, change: (kid: string, part: Partial<Key>) => Key) {
  const keyOf = (kid: string) => facts.keys.find((one) => one.kid === kid) ?? fakeKey({ kid });
  const challenge = (kid: string) => ({
    kid,
    payload: JSON.stringify({ purpose: 'dcm-key-manager proof of possession', kid, nonce: 'n-0S6_WzA2Mj' }),
    askedAt: NOW,
    expiresAt: '2026-11-24T20:30:00.000Z',
  });
  return {
    'key.describe': ({ kid, description }) => change(kid, description),
    'key.undoDescribe': ({ kid }) => keyOf(kid),
    'key.restrict': ({ kid, flows, expiresAt }) => change(kid, { flows, expiresAt }),
    'key.noteReason': () => ({ done: true }) as const,
    'key.addCopy': ({ kid, kind, where }) =>
      change(kid, { copies: [...keyOf(kid).copies, { id: 'c1', kind, where, notedAt: NOW, goneAt: null }] }),
    'key.copyGone': ({ kid, id }) =>
      change(kid, { copies: keyOf(kid).copies.map((one) => (one.id === id ? { ...one, goneAt: NOW } : one)) }),
    'key.askPossession': ({ kid }) => challenge(kid),
    'key.provePossession': ({ kid }) => change(kid, { possessionProvenAt: NOW }),
    'key.checkHeld': ({ kid }) => keyOf(kid),
    'key.table': () => ({ document: 'd1', fileName: 'keys.csv' }),
    'key.calendar': () => ({ document: 'd2', fileName: 'key-expiry.ics' }),
    'key.import': ({ label, env, owner, purpose, flows }) => {
      const key = fakeKey({ kid: 'imported-key', origin: 'imported', label, env, owner, purpose, flows });
      facts.keys = [...facts.keys, key];
      return { key, isPlainPrivate: true, fileName: 'bank.pem' };
    },
    'key.passport': ({ kid }) => ({
      passport: {
        format: 'dcm-key-passport',
        version: 2,
        issuedAt: NOW,
        installId: '0f8fad5b-d9cb-469f-a165-70867728950e',
        key: keyOf(kid),
        moves: [],
        uses: { total: 0, byFlow: {}, lastAt: null },
        registrations: facts.registrations.filter((one) => one.kid === kid),
        events: [],
        head: { seq: 40, hash: 'cd'.repeat(32) },
        evidenceKey: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
        signature: 'c2lnbmF0dXJl',
      },
      fingerprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      document: 'd3',
      fileName: 'passport.json',
    }),
    'passport.verify': () => ({
      ok: true,
      kid: facts.keys[0]?.kid ?? null,
      signer: 'unknown',
      evidenceKey: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      problem: null,
    }),
    'examine.text': () => ({
      kind: 'nothing-known',
      isSecret: false,
      encoding: 'none',
      keys: [],
      header: null,
      actions: [],
    }),
    'examine.file': () => ({
      kind: 'encrypted-private-key',
      isSecret: true,
      encoding: 'PEM',
      keys: [],
      header: null,
      actions: ['import-key'],
    }),
    'examine.compare': () => ({ isSameKey: false, rows: [] }),
    'file.choose': () => ({ file: { id: 'f1', name: 'bank.pem', size: 1704 } }),
    'file.save': () => ({ path: '/home/o.koval/Downloads/keys.csv' }),
  } as const satisfies Partial<Handlers>;
}
