import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { Language } from '../../shared/model/language.ts';
import { verifyDrillCertificate } from '../domain/drill-certificate.ts';
import { AppError } from '../domain/errors.ts';
import { readBackupFile } from '../domain/sealed-backup-file.ts';
import { readShare } from '../domain/share.ts';
import { shownSetId } from '../domain/share-set.ts';
import type { Home } from '../services/home.ts';
import { askPlaces } from './asked-place.ts';
import { backupCheckCommand } from './backup-check-command.ts';
import { backupCreateCommand } from './backup-create-command.ts';
import { BACKUP_WORDS } from './backup-words.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { givenShares } from './given-shares.ts';
import { readNamedFile } from './input.ts';
import { describeKey } from './key-facts.ts';
import { refuseExisting, writeNewFile } from './new-file.ts';
import { recoveryPageCommand } from './recovery-page-command.ts';
import { restoreDecision } from './restore-decision.ts';
import { isAtTerminal } from './share-desk.ts';
import { signedLine } from './signed-line.ts';
import { signerProblem } from './signer-problem.ts';

export const backupCommands: readonly Command[] = [
  backupCreateCommand,
  recoveryPageCommand,
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
        sets.length === 0 ? BACKUP_WORDS[run.language].none : sets.flatMap((set) => describeSet(set, run.language)),
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
      const words = BACKUP_WORDS[run.language];
      const dates = drills.map(({ at, used }) => `  ${words.drill(at, used.map(({ number }) => number).join(', '))}`);
      const recovery = set.state === 'closed' ? [words.recovery] : [];
      run.output.result({ ...set, drills }, [...describeSet(set, run.language), ...dates, ...recovery]);
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
      run.output.result(set, [...describeSet(set, run.language), BACKUP_WORDS[run.language].voided]);
      return EXIT.done;
    },
  },
  backupCheckCommand,
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
        run.output.remark(BACKUP_WORDS[run.language].signsAgain(key.kid, madeAt));
      }
      run.output.result({ setId, keys }, [
        ...keys.flatMap((key) => describeKey(key, run.language)),
        BACKUP_WORDS[run.language].restored(shownSetId(setId), madeAt),
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
      // Nobody comes to a drill twice because of the name of a file.
      if (out !== null) refuseExisting(out);
      const words = BACKUP_WORDS[run.language];
      const { threshold, keys: before } = readBackupFile(file);
      const home = await run.home('write');
      const take = async (texts: readonly string[]) => void (await home.backupRestores.take(file, texts));
      const shares = await givenShares(run, home, { threshold, take });
      const bags = args.all('bag');
      const places = bags.length === 0 ? await newPlaces(run, home, shares) : new Map<number, string>();
      const certificate = await home.backupDrills.drill({ file, shares, bags, places });
      for (const { key } of before) {
        const here = home.keys.list().find(({ kid }) => kid === key.kid)?.state ?? key.state;
        if (here === key.state) continue;
        output.remark(words.mayNotBeKnown(key.kid, here, key.state));
      }
      const text = JSON.stringify(certificate, null, 2);
      const { setId, nextDrillAt, keys, used } = certificate;
      const said = [
        ...(certificate.isRehearsal ? [words.rehearsal] : []),
        words.proven(shownSetId(setId), keys.map(({ kid }) => kid).join(', ')),
        words.used(used.map(({ number }) => String(number)).join(', '), certificate.bags.join(', ') || words.noBags),
        ...(out === null ? [words.again(nextDrillAt)] : [words.certificate(out, nextDrillAt)]),
        words.notKept,
        words.recovery,
      ];
      if (out === null) {
        output.raw(text);
        if (!output.isJson) output.remark(said.join('\n'));
        return EXIT.done;
      }
      writeNewFile(out, text);
      output.result({ out, setId, nextDrillAt, keys }, said);
      return EXIT.done;
    },
  },
  {
    words: 'backup certificate',
    summary:
      'SET [--out F]: the certificate of its newest drill, as it was signed: for backup verify, and for the auditor',
    flags: { out: 'value' },
    positionals: ['SET'],
    async run(run) {
      const { args, output } = run;
      const out = args.value('out');
      const home = await run.home('read');
      const set = home.backupSets.get(setIdOf(run));
      const newest = home.backupDrills.certificates(set.id).toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
      if (newest === undefined) {
        throw new AppError('BACKUP_NOT_FOUND', `set ${shownSetId(set.id)} was never drilled here`, {
          hint: 'dcm-keys backup drill --file F proves it, and signs a certificate',
        });
      }
      home.trail.note('command.run', { command: 'backup certificate' });
      const text = JSON.stringify(newest, null, 2);
      if (out === null) {
        output.raw(text);
        return EXIT.done;
      }
      writeNewFile(out, text);
      const { setId, at, nextDrillAt } = newest;
      output.result({ out, setId, at, nextDrillAt }, BACKUP_WORDS[run.language].certificate(out, nextDrillAt));
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
      const says = BACKUP_WORDS[run.language].gave(
        shownSetId(report.setId ?? '-'),
        report.kids.join(', '),
        report.at ?? '-',
      );
      const line = signedLine(report, other, run.language, says);
      const lines = report.isRehearsal ? [line, BACKUP_WORDS[run.language].rehearsal] : [line];
      run.output.result({ ...report, ok: report.ok && other === null, problem: other ?? report.problem }, lines);
      if (other !== null) return await Promise.resolve(EXIT.notValid);
      return await Promise.resolve(report.ok ? EXIT.done : EXIT.storage);
    },
  },
];

function setIdOf(run: Run): string {
  return run.args.positional(0).replaceAll('-', '').toLowerCase();
}

function describeSet(set: BackupSet, language: Language): readonly string[] {
  const words = BACKUP_WORDS[language];
  const { id, state, threshold, shares, kids, custodians, nextDrillAt, voided } = set;
  const until = state === 'closed' ? `, ${words.until(nextDrillAt ?? '-')}` : '';
  const why = voided === null ? '' : `: ${voided.reason}`;
  return [
    `${shownSetId(id)}  ${words.states[state]}${why}  ${words.of(threshold, shares)}${until}`,
    ...(set.isRehearsal ? [`  ${words.rehearsal}`] : []),
    ...kids.map((kid) => `  ${words.key(kid)}`),
    ...custodians.map(({ number, name, place, since, provenAt }) => {
      const who = place === null ? name : `${name}, ${place}`;
      return `  ${words.share(number, who, since ?? words.never, provenAt ?? words.never)}`;
    }),
  ];
}

/** Where the papers of these shares go now, where somebody can be asked. */
async function newPlaces(run: Run, home: Home, texts: readonly string[]): Promise<ReadonlyMap<number, string>> {
  if (!isAtTerminal()) return new Map();
  const shares = await Promise.all(texts.map(readShare));
  for (const { value } of shares) value.fill(0);
  const custodians = home.backupSets.list().find(({ id }) => id === shares[0]?.setId)?.custodians ?? [];
  const papers = shares.map(({ number }) => ({ number, name: custodians[number - 1]?.name ?? '' }));
  return await askPlaces(papers, run.language);
}
