import type { SealedBackup } from '../../shared/model/backup.ts';
import type { CheckedShare, ShareFinding } from '../../shared/model/share-check.ts';
import { AppError } from '../domain/errors.ts';
import { readBackupFile } from '../domain/sealed-backup-file.ts';
import type { Share, ShareFacts } from '../domain/share.ts';
import { findInShare } from '../domain/share-check.ts';
import { shownSetId } from '../domain/share-set.ts';
import { BACKUP_WORDS, type BackupWords } from './backup-words.ts';
import type { Command, Run } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { failureLines } from './failure-text.ts';
import { typedShares } from './given-shares.ts';
import { readNamedFile } from './input.ts';

export const backupCheckCommand: Command = {
  words: 'backup check-share',
  summary:
    '[--set F]: one share alone, from standard input: damaged, of another set, twice; recorded where its set is known',
  flags: { set: 'value' },
  positionals: [],
  run: checkShare,
};

type FoundShare = Awaited<ReturnType<typeof findInShare>>;

async function checkShare(run: Run): Promise<ExitCode> {
  const words = BACKUP_WORDS[run.language];
  const path = run.args.value('set');
  const file = path === null ? null : readBackupFile(readNamedFile(path));
  const texts = await typedShares(run);
  const before: Pick<Share, 'number' | 'x'>[] = [];
  const found: FoundShare[] = [];
  for (const text of texts) {
    const set = file ?? found.find(({ finding }) => finding.ok)?.finding ?? null;
    found.push(await findInShare(text, { set: (share) => (set === null ? share : setOf(set, share)), before }));
  }
  const { checked, known } = await noted(run, found, file?.setId ?? null);
  const first = checked.find(({ ok }) => !ok) ?? checked[0];
  if (first === undefined) {
    throw new AppError('INPUT_EMPTY', 'there is no share', { hint: 'type it, or lead it in on standard input' });
  }
  run.output.result(
    { ...first, checked },
    checked.map(({ ok, code, problem, hint, number, setId, threshold, shares, compared, isRecorded }, at) =>
      ok
        ? [
            words.ok(number ?? 0, shownSetId(setId ?? ''), words.of(threshold ?? 0, shares ?? 0)),
            compared === 'same' ? words.compared : words.notCompared,
            ...(isRecorded ? [words.recorded] : []),
            ...aboutKnown(known[at] ?? null, words),
          ].join(', ')
        : failureLines({ code, message: problem ?? '', hint: hint ?? '' }, run.language).join('\n'),
    ),
  );
  return first.ok ? EXIT.done : EXIT.notValid;
}

/** Whose it is, and what becomes of the paper. */
function aboutKnown(known: CheckedShare['known'], words: BackupWords): readonly string[] {
  if (known === null) return [];
  const who = [known.custodian, known.place].filter((one) => one !== null).join(', ');
  return [...(who === '' ? [] : [words.keeper(who)]), ...(known.state === 'void' ? [words.voidSet] : [])];
}

/** The set of the file, or that of the first share which was in order. */
function setOf(set: SealedBackup | ShareFinding, own: ShareFacts): Omit<ShareFacts, 'number'> {
  return {
    setId: set.setId ?? own.setId,
    threshold: set.threshold ?? own.threshold,
    shares: set.shares ?? own.shares,
  };
}

/** Records the looks in the home, if there is one that knows the set. A share is judged where there is none, or where it can't be written. */
async function noted(run: Run, found: readonly FoundShare[], wanted: string | null) {
  const unrecorded = () => ({
    checked: found.map(({ finding: { damage: _damage, ...one } }) => ({ ...one, isRecorded: false })),
    known: [],
  });
  if (!found.some(({ finding }) => finding.setId !== null) && wanted === null) return unrecorded();
  try {
    const { shareChecks } = await run.home('read');
    const checks = found.map((one) => shareChecks.note(one, wanted));
    const checked = checks.map(({ damage: _damage, known: _known, at: _at, record, ...one }) => {
      return { ...one, isRecorded: record === 'recorded' };
    });
    return { checked, known: checks.map(({ known }) => known) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    run.output.remark(`NOT_RECORDED: ${error.message}`);
    return unrecorded();
  }
}
