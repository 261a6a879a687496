import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Key } from '../../../shared/model/key.ts';
import { type FakeFacts, fakeKey, NOW } from './facts.ts';
import { fakeCompared, fakeExamined, fakeLife } from './key-papers.ts';
import { Refusal } from './refusal.ts';

/** What the officer chooses first, and then by turns. */
const OPEN_FILE = { id: 'open', name: 'bank.pem', size: 1704 };
const SEALED_FILE = { id: 'sealed', name: 'bank-sealed.pem', size: 1886 };

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** What is done about a key beside its life, and about files. */
export function createKeyHandlers(facts: FakeFacts, change: (kid: string, part: Partial<Key>) => Key) {
  const keyOf = (kid: string) => facts.keys.find((one) => one.kid === kid) ?? fakeKey({ kid });
  let chosen = 0;
  const before = new Map<string, Partial<Key>[]>();
  const learn = (kid: string, life: Partial<Output<'key.read'>>) => {
    facts.lives = { ...facts.lives, [kid]: { ...facts.lives[kid], ...life } };
  };
  const challenge = (kid: string) => ({
    kid,
    payload: JSON.stringify({ purpose: 'dcm-key-manager proof of possession', kid, nonce: 'n-0S6_WzA2Mj' }),
    askedAt: NOW,
    expiresAt: '2026-11-24T20:30:00.000Z',
  });
  return {
    'key.describe': ({ kid, description }) => {
      const { label, notes, tags, owner, purpose } = keyOf(kid);
      before.set(kid, [...(before.get(kid) ?? []), { label, notes, tags, owner, purpose }]);
      learn(kid, { mayUndo: true });
      return change(kid, description);
    },
    'key.undoDescribe': ({ kid }) => {
      const edits = before.get(kid) ?? [];
      const last = edits.pop() ?? {};
      learn(kid, { mayUndo: edits.length > 0 });
      return change(kid, last);
    },
    'key.restrict': ({ kid, flows, expiresAt }) => change(kid, { flows, expiresAt }),
    'key.noteReason': () => ({ done: true }) as const,
    'key.addCopy': ({ kid, kind, where }) =>
      change(kid, { copies: [...keyOf(kid).copies, { id: 'c1', kind, where, notedAt: NOW, goneAt: null }] }),
    'key.copyGone': ({ kid, id }) =>
      change(kid, { copies: keyOf(kid).copies.map((one) => (one.id === id ? { ...one, goneAt: NOW } : one)) }),
    'key.askPossession': ({ kid }) => {
      learn(kid, { possession: challenge(kid) });
      change(kid, {});
      return challenge(kid);
    },
    'key.provePossession': ({ kid }) => {
      learn(kid, { possession: null });
      return change(kid, { possessionProvenAt: NOW });
    },
    'key.checkHeld': ({ kid }) => change(kid, { unavailableSince: null }),
    'key.table': () => ({ document: 'd1', fileName: 'keys.csv' }),
    'key.calendar': () => ({ document: 'd2', fileName: 'key-expiry.ics' }),
    'key.import': ({ passphrase, label, env, owner, purpose, flows }) => {
      if (passphrase === 'wrong passphrase')
        throw new Refusal('PASSPHRASE_WRONG', 'the passphrase does not open this file');
      if (passphrase === 'weak key')
        throw new Refusal('JWK_REFUSED', 'this key was made by a chip whose keys can be factored (RSA_ROCA)');
      const where = '/media/usb/bank.pem';
      const copies = [{ id: 'c1', kind: 'import-source', where, notedAt: NOW, goneAt: null }] as const;
      const part = { kid: 'imported-key', label, env, owner, purpose, flows, copies: [...copies] };
      const key = fakeKey({ ...part, origin: 'imported' });
      facts.keys = [...facts.keys, key];
      return { key, isPlainPrivate: passphrase === null, fileName: 'bank.pem' };
    },
    'key.passport': ({ kid }) => ({
      passport: {
        format: 'dcm-key-passport',
        version: 2,
        issuedAt: NOW,
        installId: '0f8fad5b-d9cb-469f-a165-70867728950e',
        key: keyOf(kid),
        ...fakeLife(kid),
        registrations: facts.registrations.filter((one) => one.kid === kid),
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
    'examine.text': ({ text }) => fakeExamined(text, facts.keys),
    'examine.file': ({ file }) => fakeExamined(`${file === 'sealed' ? 'ENCRYPTED ' : ''}PRIVATE KEY`, facts.keys),
    'examine.compare': ({ left, right }) => fakeCompared(left, right),
    'file.choose': () => {
      chosen += 1;
      return { file: chosen % 2 === 1 ? OPEN_FILE : SEALED_FILE };
    },
    'file.save': () => ({ path: '/home/o.koval/Downloads/keys.csv' }),
  } as const satisfies Partial<Handlers>;
}
