import { findInShare } from '../../../electron/domain/share-check.ts';
import type { BackupSet } from '../../../shared/model/backup-set.ts';
import type { CheckedShare } from '../../../shared/model/share-check.ts';

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
  const found = await findInShare(text, { set: () => ({ ...set, setId: set.id }), before: [] });
  const number = found.number ?? found.damage?.number ?? null;
  const { name = null, place = null } = set.custodians.find((one) => one.number === number) ?? {};
  const known = { setId: set.id, state: set.state, custodian: name, place };
  return { ...found, at: AT, known, record: 'recorded' };
}

/** One set that stands, and one that was given up. */
export const backupHandlers = {
  'backup.checkShare': checkShare,
  'recovery.page': () => ({ document: 'd1', fileName: 'recovery.html', sha256: '4f1c2a9be07d5386'.repeat(4) }),
  'backup.list': () => [
    set,
    {
      ...set,
      id: '77e1b0c2d3f4a596',
      state: 'void' as const,
      voided: { at: AT, reason: 'the app ended before every share was read back' },
      nextDrillAt: null,
    },
  ],
};
