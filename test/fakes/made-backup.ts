import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { Home } from '../../electron/services/home.ts';

export const PEOPLE = ['Olena', 'Taras', 'Iryna', 'Bohdan', 'Maria'].map((name, at) => ({
  name,
  place: `safe ${String(at + 1)}`,
}));

export interface MadeBackup {
  readonly set: BackupSet;
  readonly file: Buffer;
  /** What each custodian has on paper. */
  readonly papers: readonly string[];
}

/** A whole set, 3 of 5: begun, shown, read back and closed. */
export async function makeBackup(
  home: Home,
  kids: readonly string[],
  replaces: string | null = null,
): Promise<MadeBackup> {
  const { backups } = home;
  const begun = await backups.begin({ kids, threshold: 3, custodians: PEOPLE, replaces });
  const papers: string[] = [];
  for (const { number } of begun.set.custodians) {
    const paper = await backups.show(begun.set.id, number);
    await backups.readBack(begun.set.id, number, paper.toLowerCase());
    papers.push(paper);
  }
  return { set: await backups.close(begun.set.id), file: Buffer.from(begun.file), papers };
}
