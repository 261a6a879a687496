import type { SealedBackup } from '../../shared/model/backup.ts';
import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { ShareFinding } from '../../shared/model/share-check.ts';
import { verifyDrillCertificate } from '../domain/drill-certificate.ts';
import { AppError } from '../domain/errors.ts';
import { readBackupFile } from '../domain/sealed-backup-file.ts';
import type { Share, ShareFacts } from '../domain/share.ts';
import { findInShare } from '../domain/share-check.ts';
import { shownSetId } from '../domain/share-set.ts';
import type { Home } from '../services/home.ts';
import { backupCreateCommand } from './backup-create-command.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { describeKey } from './key-facts.ts';
import { writeNewFile } from './new-file.ts';
import { descriptors, isAtTerminal, openShareDesk, readDescriptor, sharesIn } from './share-desk.ts';
import { restoreDecision } from './restore-decision.ts';
import { signerProblem } from './signer-problem.ts';

export const backupCommands: readonly Command[] = [
  backupCreateCommand,
  {
    words: 'backup list',
    summary: 'the backup sets of this home: state, keys, when to be proven again',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const sets = home.backupSets.list();
      home.trail.note('command.run', { command: 'backup list' });
      run.output.result(
        sets,
        sets.length === 0 ? 'no backup set: dcm-keys backup create KID …' : sets.flatMap(describeSet),
      );
      return EXIT.done;
    },
  },
  {
    words: 'backup show',
    summary: 'SET: its custodians, when each share was last proven, and its drills',
    flags: {},
    positionals: ['SET'],
    async run(run) {
      const home = await run.home('read');
      const set = home.backupSets.get(setIdOf(run));
      const drills = home.backupDrills.certificates(set.id);
      home.trail.note('command.run', { command: 'backup show' });
      const dates = drills.map(
        ({ at, used }) => `  drill ${at} with shares ${used.map(({ number }) => number).join(', ')}`,
      );
      run.output.result({ ...set, drills }, [...describeSet(set), ...dates]);
      return EXIT.done;
    },
  },
  {
    words: 'backup void',
    summary: 'SET --reason R: it counts no more; its papers are to be destroyed',
    flags: { reason: 'value' },
    positionals: ['SET'],
    async run(run) {
      const { backups } = await run.home('write');
      const set = backups.abandon(setIdOf(run), run.args.required('reason'));
      run.output.result(set, [
        ...describeSet(set),
        'destroy its papers and files; then say so for each key: dcm-keys key copy KID --gone ID --reason R',
      ]);
      return EXIT.done;
    },
  },
  {
    words: 'backup check-share',
    summary:
      '[--set F]: one share alone, from standard input: damaged, of another set, twice; recorded where its set is known',
    flags: { set: 'value' },
    positionals: [],
    run: checkShare,
  },
  {
    words: 'backup restore',
    summary:
      '--file F [--share-fd N…] [--suspended] [--reason R]: brings its keys into a home that does not know them; active ones come back suspended on demand',
    flags: { file: 'value', 'share-fd': 'repeated', suspended: 'switch', reason: 'value' },
    positionals: [],
    async run(run) {
      const bytes = readNamedFile(run.args.required('file'));
      const home = await run.home('write');
      const backup = home.backupRestores.look(bytes);
      const { setId, threshold, madeAt, keys: before } = backup;
      const decided = await restoreDecision(run, backup);
      const take = async (texts: readonly string[]) => void (await home.backupRestores.take(bytes, texts));
      const shares = await givenShares(run, home, { threshold, take });
      const keys = await home.backupRestores.restore(bytes, shares, decided);
      const maySign = before.filter(({ key }) => key.state === 'active' && !decided.suspended.includes(key.kid));
      for (const { key } of decided.reason === null ? maySign : []) {
        run.output.remark(
          `key ${key.kid} may sign again, as on ${madeAt}. If it was suspended, retired or stolen since then, say so before anybody signs: dcm-keys key state ${key.kid} --to STATE --reason R`,
        );
      }
      run.output.result({ setId, keys }, [
        ...keys.flatMap((key) => describeKey(key, run.language)),
        `restored from set ${shownSetId(setId)}, as these keys were on ${madeAt}: read the old trail for what came later`,
      ]);
      return EXIT.done;
    },
  },
  {
    words: 'backup drill',
    summary:
      '--file F [--share-fd N…] [--bag TEXT…] [--out F]: proves that it could be restored, and signs a certificate',
    flags: { file: 'value', 'share-fd': 'repeated', bag: 'repeated', out: 'value' },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const file = readNamedFile(args.required('file'));
      const out = args.value('out');
      const { threshold, keys: before } = readBackupFile(file);
      const home = await run.home('write');
      const take = async (texts: readonly string[]) => void (await home.backupRestores.take(file, texts));
      const shares = await givenShares(run, home, { threshold, take });
      const certificate = await home.backupDrills.drill({ file, shares, bags: args.all('bag') });
      for (const { key } of before) {
        const here = home.keys.list().find(({ kid }) => kid === key.kid)?.state ?? key.state;
        if (here === key.state) continue;
        output.remark(
          `key ${key.kid} is ${here} here, and ${key.state} in this backup: a restore elsewhere would not know`,
        );
      }
      const text = JSON.stringify(certificate, null, 2);
      if (out === null) {
        output.raw(text);
        return EXIT.done;
      }
      writeNewFile(out, text);
      const { setId, nextDrillAt, keys } = certificate;
      output.result({ out, setId, nextDrillAt, keys }, [
        `proven: set ${shownSetId(setId)} gives ${keys.map(({ kid }) => kid).join(', ')}`,
        `written: ${out}; to be proven again by ${nextDrillAt}`,
      ]);
      return EXIT.done;
    },
  },
  {
    words: 'backup verify',
    summary: 'F [--trust FP]: checks the certificate of a drill, with no home',
    flags: { trust: 'value' },
    positionals: ['F'],
    async run(run) {
      const trusted = run.args.value('trust');
      const report = verifyDrillCertificate(readNamedFile(run.args.positional(0)), trusted);
      const other = signerProblem(report, trusted);
      const by =
        report.signer === 'known' ? 'signer known' : `signer unknown (evidence key ${report.evidenceKey ?? '-'})`;
      const about = `set ${shownSetId(report.setId ?? '-')} gave ${report.kids.join(', ')} on ${report.at ?? '-'}`;
      const intact =
        other === null ? `intact, ${by}: ${about}` : `intact, but ${other}: its own is ${report.evidenceKey ?? '-'}`;
      const line = report.ok ? intact : `not to be trusted: ${report.problem ?? '-'}`;
      run.output.result({ ...report, ok: report.ok && other === null, problem: other ?? report.problem }, line);
      if (other !== null) return await Promise.resolve(EXIT.notValid);
      return await Promise.resolve(report.ok ? EXIT.done : EXIT.storage);
    },
  },
];

function setIdOf(run: Run): string {
  return run.args.positional(0).replaceAll('-', '').toLowerCase();
}

function describeSet({
  id,
  state,
  threshold,
  shares,
  kids,
  custodians,
  nextDrillAt,
  voided,
}: BackupSet): readonly string[] {
  const until = state === 'closed' ? `, to be proven by ${nextDrillAt ?? '-'}` : '';
  const why = voided === null ? '' : `: ${voided.reason}`;
  return [
    `${shownSetId(id)}  ${state}${why}  ${String(threshold)} of ${String(shares)}${until}`,
    ...kids.map((kid) => `  key ${kid}`),
    ...custodians.map(
      ({ number, name, place, since, provenAt }) =>
        `  share ${String(number)}  ${name}${place === null ? '' : `, ${place}`}  since ${since ?? '-'}  proven ${provenAt ?? '-'}`,
    ),
  ];
}

/** Shares by descriptors, at the terminal one by one, or from standard input. */
async function givenShares(
  run: Run,
  home: Home,
  { threshold, take }: { readonly threshold: number; readonly take: (texts: readonly string[]) => Promise<void> },
): Promise<string[]> {
  const fds = descriptors(run, 'share-fd');
  if (fds.length > 0) return fds.flatMap((fd) => sharesIn(readDescriptor(fd)));
  if (!isAtTerminal()) return sharesIn((await run.readStdin()).toString('utf8'));
  // A vault asks for its passphrase before the custodians sit down: a wrong one must not cost them their work.
  await home.ceremonies.prepare();
  const desk = openShareDesk(run.language);
  const texts: string[] = [];
  try {
    while (texts.length < threshold) {
      desk.say(desk.words.wanted(texts.length + 1, threshold));
      const typed = await desk.askShare();
      desk.clear();
      try {
        await take([...texts, typed]);
        texts.push(typed);
      } catch (error) {
        if (!(error instanceof AppError) || !error.code.startsWith('SHARE_')) throw error;
        desk.say(`${error.code}: ${error.message}\n${error.hint}\n`);
      }
    }
    return texts;
  } finally {
    desk.close();
  }
}

type FoundShare = Awaited<ReturnType<typeof findInShare>>;

async function checkShare(run: Run) {
  const path = run.args.value('set');
  const file = path === null ? null : readBackupFile(readNamedFile(path));
  const texts = await typedShares(run);
  const before: Pick<Share, 'number' | 'x'>[] = [];
  const found: FoundShare[] = [];
  for (const text of texts) {
    const set = file ?? found.find(({ finding }) => finding.ok)?.finding ?? null;
    found.push(await findInShare(text, { set: (share) => (set === null ? share : setOf(set, share)), before }));
  }
  const checked = await noted(run, found, file?.setId ?? null);
  const first = checked.find(({ ok }) => !ok) ?? checked[0];
  if (first === undefined) {
    throw new AppError('INPUT_EMPTY', 'there is no share', { hint: 'type it, or lead it in on standard input' });
  }
  run.output.result(
    { ...first, checked },
    checked.map(({ ok, code, problem, hint, number, setId, threshold, shares, compared, isRecorded }) =>
      ok
        ? `OK: share ${String(number)} of set ${shownSetId(setId ?? '')}, ${String(threshold)} of ${String(shares)}${compared === 'same' ? ', the one that was shown' : ', not compared with what was shown'}${isRecorded ? ', recorded' : ''}`
        : `${code}: ${problem ?? ''}\n${hint ?? ''}`,
    ),
  );
  return first.ok ? EXIT.done : EXIT.notValid;
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
  const unrecorded = () => found.map(({ finding: { damage: _damage, ...one } }) => ({ ...one, isRecorded: false }));
  if (!found.some(({ finding }) => finding.setId !== null) && wanted === null) return unrecorded();
  try {
    const { shareChecks } = await run.home('read');
    const checks = found.map((one) => shareChecks.note(one, wanted));
    return checks.map(({ damage: _damage, known: _known, at: _at, record, ...one }) => {
      return { ...one, isRecorded: record === 'recorded' };
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    run.output.remark(`NOT_RECORDED: ${error.message}`);
    return unrecorded();
  }
}

async function typedShares(run: Run): Promise<string[]> {
  if (!isAtTerminal()) return sharesIn((await run.readStdin()).toString('utf8'));
  const desk = openShareDesk(run.language);
  try {
    desk.say(desk.words.one);
    return sharesIn(await desk.askShare());
  } finally {
    desk.close();
  }
}
