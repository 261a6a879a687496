import { createHash } from 'node:crypto';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Key } from '../../../shared/model/key.ts';
import { emptyFacts, type FakeFacts, fakeKey, fakeRegistration, PRODUCTION } from './facts.ts';

type Life = Output<'key.read'>;

const BY = 'o.koval@sec-desk-2 (not verified)';
const HELD_ELSEWHERE = { custody: 'elsewhere', origin: 'elsewhere', keychain: null } as const;

function bankKey(part: Partial<Key> & Pick<Key, 'kid'>): Key {
  const thumbprint = createHash('sha256').update(part.kid).digest('base64url');
  return fakeKey({ env: PRODUCTION.name, keychain: 'os', thumbprint, ...part });
}

const desk = bankKey({
  kid: 'BANK-2026-DESK',
  label: 'Branch desk',
  origin: 'imported',
  owner: 'Olena Koval, security office',
  purpose: 'Signs the operations of the Kyiv branches',
  flows: ['sign-in', 'sign-up'],
  tags: ['branch', 'ротація 2026'],
  notes: 'Rotation is planned for the first week of December.\nAsk Ihor before you suspend it on a business day.',
  createdAt: '2025-12-05T08:12:40.000Z',
  expiresAt: '2026-12-05T00:00:00.000Z',
  replaces: 'BANK-2025-DESK',
  copies: [
    {
      id: 'c1',
      kind: 'import-source',
      where: '\\\\fileserver\\keys\\bank-2026.p12',
      notedAt: '2025-12-05T08:12:40.000Z',
      goneAt: '2025-12-05T09:01:10.000Z',
    },
    {
      id: 'c2',
      kind: 'backup',
      where: 'Safe 4, envelope 17',
      notedAt: '2026-01-14T10:20:00.000Z',
      goneAt: null,
    },
  ],
});
const predecessor = bankKey({
  kid: 'BANK-2025-DESK',
  label: 'Branch desk 2025',
  state: 'retired',
  createdAt: '2024-12-03T09:00:00.000Z',
  expiresAt: '2025-12-31T00:00:00.000Z',
});
const successor = bankKey({ kid: 'BANK-2027-DESK', label: null, state: 'draft', replaces: desk.kid, bits: 4096 });
const stolen = bankKey({
  kid: 'BANK-2026-PAY',
  label: 'Payments',
  state: 'compromised',
  compromisedSince: '2026-11-01T03:00:00.000Z',
  compromisedAt: '2026-11-23T19:58:02.000Z',
});
const missing = bankKey({ kid: 'BANK-2026-ODESA', label: 'Odesa', unavailableSince: '2026-11-23T18:40:00.000Z' });
const unproven = bankKey({ ...HELD_ELSEWHERE, kid: 'HSM-2026-1', label: 'Back end', heldBy: 'hsm', expiresAt: null });
const proven = bankKey({
  ...HELD_ELSEWHERE,
  kid: 'HSM-2026-2',
  label: 'Clearing',
  heldBy: 'colleague',
  possessionProvenAt: '2026-11-20T12:31:00.000Z',
});

const deskLife: Partial<Life> = {
  moves: [
    { seq: 12, at: desk.createdAt, from: null, to: 'draft', reason: null, by: BY },
    { seq: 31, at: '2025-12-06T07:30:00.000Z', from: 'draft', to: 'active', reason: 'CHG-2210', by: BY },
  ],
  uses: {
    total: 48_215,
    probes: 2,
    withoutFlow: 3,
    byFlow: [
      { flow: 'sign-in', count: 47_930 },
      { flow: 'sign-up', count: 279 },
      // A platform's own, which only sounds like one of ours.
      { flow: 'probe', count: 1 },
    ],
    lastAt: '2026-11-23T20:12:00.000Z',
  },
  replacedBy: [successor.kid],
};

/** Keys of every kind that the page of one key tells apart, on a Windows computer. */
export function keyPageFacts(): FakeFacts {
  const facts = emptyFacts();
  facts.state = {
    ...facts.state,
    platform: 'win32',
    homePath: 'C:\\Users\\o.koval\\AppData\\Local\\dcm-keys',
    homeKind: 'real',
    keychain: { kind: 'os', status: 'ready', problem: null },
  };
  facts.environments = [PRODUCTION];
  facts.keys = [desk, predecessor, successor, stolen, missing, unproven, proven];
  facts.registrations = [fakeRegistration(desk.kid, PRODUCTION.name, 'in-use')];
  facts.lives = {
    [desk.kid]: deskLife,
    [stolen.kid]: { mayBeDeleted: true, deletionWaitsDays: 0 },
    [predecessor.kid]: { mayBeDeleted: true, mayBecome: ['compromised'], replacedBy: [desk.kid] },
  };
  facts.items = [];
  return facts;
}
