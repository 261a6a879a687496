import type { BackupSet } from '../../../shared/model/backup-set.ts';

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

/** One set that stands, and one that was given up. */
export const backupHandlers = {
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
