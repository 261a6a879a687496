import type { Share } from '../../../electron/domain/share.ts';
import { findInShare, takeShare } from '../../../electron/domain/share-check.ts';
import type { BackupSet } from '../../../shared/model/backup-set.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { OpenedBackup } from '../../../shared/model/opened-backup.ts';
import type { CheckedShare } from '../../../shared/model/share-check.ts';

import { fakeKey } from './facts.ts';

const AT = '2026-10-01T09:00:00.000Z';
const set: BackupSet = {
  id: '3f9ac04d81b27e55',
  state: 'closed',
  threshold: 2,
  shares: 3,
  kids: ['pay-2026'],
  custodians: ['Olena Hrytsenko', 'Taras Bondar', 'Iryna Koval'].map((name, at) => ({
    number: at + 1,
    name,
    place: `Safe ${String(at + 1)}, bag B-${String(at + 17)}`,
    since: AT,
    provenAt: AT,
  })),
  begunAt: AT,
  by: 'officer',
  isRehearsal: false,
  replaces: null,
  fileSha256: 'a'.repeat(64),
  closedAt: AT,
  voided: null,
  lastDrillAt: null,
  nextDrillAt: '2027-10-01T09:00:00.000Z',
};

/** The real look at a share, beside the one set that stands. */
async function checkShare({ text }: { readonly text: string }): Promise<CheckedShare> {
  const { finding: found } = await findInShare(text, { set: () => ({ ...set, setId: set.id }), before: [] });
  const number = found.number ?? found.damage?.number ?? null;
  const { name = null, place = null } = set.custodians.find((one) => one.number === number) ?? {};
  const known = { setId: set.id, state: set.state, custodian: name, place };
  return { ...found, compared: found.ok ? 'same' : 'not-compared', at: AT, known, record: 'recorded' };
}

const SIGNER = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const INSTALL = '8c1f0f9a-52c1-4f0e-9d3e-0c6a5f6f9b11';
const KEY = { alg: 'RS256', env: 'production', thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' };
const opened: OpenedBackup = {
  openedFor: 'drill',
  setId: set.id,
  threshold: set.threshold,
  shares: set.shares,
  madeAt: AT,
  isRehearsal: false,
  fileSha256: set.fileSha256,
  known: 'closed',
  keys: [{ ...KEY, kid: 'pay-2026', label: 'Outgoing payments', state: 'active', here: 'compromised' }],
  taken: [],
  problem: null,
  forgotten: null,
};

function drilled(taken: OpenedBackup['taken'], bags: Input<'backup.drill'>['bags']): Output<'backup.drill'> {
  return {
    fingerprint: SIGNER,
    certificate: {
      format: 'dcm-drill-certificate',
      version: 1,
      at: '2026-10-02T09:00:00.000Z',
      setId: set.id,
      threshold: set.threshold,
      shares: set.shares,
      isRehearsal: false,
      fileSha256: set.fileSha256,
      used: taken.map(({ number, custodian }) => ({ number, custodian })),
      keys: [
        { kid: 'pay-2026', thumbprint: KEY.thumbprint, challengeSha256: 'c'.repeat(64), comparedWith: 'home' as const },
      ],
      bags: bags.filter(({ place }) => place !== '').map(({ number, place }) => `share ${String(number)}: ${place}`),
      nextDrillAt: '2027-10-02T09:00:00.000Z',
      installId: INSTALL,
      head: { seq: 412, hash: 'b'.repeat(64) },
      evidenceKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) },
      signature: 'A'.repeat(86),
    },
  };
}

/** One set that stands, one that was given up, and a backup that lies before its custodians. */
export function createBackupHandlers(emit: (event: AppEvent) => void) {
  let held: OpenedBackup | null = null;
  let before: Pick<Share, 'number' | 'x'>[] = [];
  let drills: readonly Output<'backup.drill'>[] = [];
  function setHeld(next: OpenedBackup | null): void {
    held = next;
    before = next === null || next.taken.length === 0 ? [] : before;
    emit({ type: 'changed' });
  }
  return {
    'backup.checkShare': checkShare,
    'recovery.page': () => ({ document: 'd1', fileName: 'recovery.html', sha256: '4f1c2a9be07d5386'.repeat(4) }),
    'backup.list': () => [
      { ...set, lastDrillAt: drills[0]?.certificate.at ?? null },
      {
        ...set,
        id: '77e1b0c2d3f4a596',
        state: 'void' as const,
        voided: { at: AT, reason: 'the app ended before every share was read back' },
        nextDrillAt: null,
      },
    ],
    'backup.open': ({ openedFor }: Input<'backup.open'>) => {
      // A restore is tried in a home that knows nothing of it.
      const strange = { known: null, keys: opened.keys.map((key) => ({ ...key, here: null })) };
      const next = { ...opened, openedFor, ...(openedFor === 'restore' ? strange : {}) };
      setHeld(next);
      return next;
    },
    'backup.opened': () => held,
    'backup.addShare': async ({ text }: Input<'backup.addShare'>) => {
      const lying = held ?? opened;
      const { finding } = await takeShare(text, { set: () => lying, before });
      const { name = null, place = null } = set.custodians.find((one) => one.number === finding.number) ?? {};
      const one = { number: finding.number ?? 0, custodian: name, place };
      const next = { ...lying, taken: finding.ok ? [...lying.taken, one] : lying.taken };
      setHeld(next);
      return { found: finding, opened: next };
    },
    'backup.forget': () => {
      setHeld(null);
      return { done: true } as const;
    },
    'backup.drill': ({ bags }: Input<'backup.drill'>) => {
      const made = drilled(held?.taken ?? [], bags);
      drills = [made, ...drills];
      setHeld(null);
      return made;
    },
    'backup.restore': ({ suspended }: Input<'backup.restore'>) => {
      setHeld(null);
      const state = suspended.length > 0 ? ('suspended' as const) : ('active' as const);
      return {
        keys: [fakeKey({ kid: 'pay-2026', label: 'Outgoing payments', state })],
        from: { installId: INSTALL, head: { seq: 412, hash: 'b'.repeat(64) }, evidenceKey: SIGNER },
      };
    },
    'backup.certificates': () => [...drills],
    'backup.verifyCertificate': ({ trusted }: Input<'backup.verifyCertificate'>) => ({
      ok: true,
      signer: trusted === SIGNER ? ('known' as const) : ('unknown' as const),
      evidenceKey: SIGNER,
      problem: null,
      at: AT,
      setId: set.id,
      kids: set.kids,
      isRehearsal: false,
    }),
    'backup.certificate': () => ({ document: 'd2', fileName: `drill-${set.id}-2026-10-02.json` }),
  };
}
