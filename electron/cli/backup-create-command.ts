import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupSet } from '../../shared/model/backup-set.ts';
import type { Language } from '../../shared/model/language.ts';
import { AppError } from '../domain/errors.ts';
import { shownSetId } from '../domain/share-set.ts';
import type { Backups } from '../services/backups.ts';
import { usage } from './arguments.ts';
import { askPlaces } from './asked-place.ts';
import { BACKUP_WORDS } from './backup-words.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { failureLines } from './failure-text.ts';
import { writeNewFile } from './new-file.ts';
import {
  descriptors,
  isAtTerminal,
  openShareDesk,
  readDescriptor,
  type ShareDesk,
  sharesIn,
  writeShare,
} from './share-desk.ts';

export const backupCreateCommand: Command = {
  words: 'backup create',
  summary:
    'KID… --threshold M --shares N --custodian NAME… --out DIR [--place WHERE…] [--replaces SET] [--share-fd N… [--read-fd N…]]: keys split m-of-n',
  flags: {
    threshold: 'value',
    shares: 'value',
    custodian: 'repeated',
    place: 'repeated',
    out: 'value',
    replaces: 'value',
    'share-fd': 'repeated',
    'read-fd': 'repeated',
  },
  positionals: ['KID…'],
  async run(run) {
    const { args, output } = run;
    const [threshold, shares] = [count(run, 'threshold'), count(run, 'shares')];
    const [names, places] = [args.all('custodian'), args.all('place')];
    if (names.length !== shares) throw usage(`--custodian is wanted ${String(shares)} times: one for each share`);
    if (places.length > 0 && places.length !== shares)
      throw usage('--place is wanted once for each custodian, or not at all');
    const out = args.required('out');
    const way = wayOf(run, shares);
    // A folder that cannot be written into costs no set.
    requireFolder(out);
    const home = await run.home('write');
    const custodians = names.map((name, at) => ({ name, place: places[at] ?? null }));
    const begun = await home.backups.begin({
      kids: args.positionals,
      threshold,
      custodians,
      replaces: args.value('replaces')?.replaceAll('-', '').toLowerCase() ?? null,
    });
    const path = join(out, `backup-${begun.set.id}.json`);
    const closed = await finish(home.backups, begun.set, async () => {
      writeNewFile(path, begun.file);
      return await way(home.backups, begun.set);
    });
    const words = BACKUP_WORDS[run.language];
    output.result({ file: path, ...closed }, [
      ...(closed.isRehearsal ? [words.rehearsal] : []),
      words.closed(shownSetId(closed.id), words.of(threshold, shares)),
      words.file(path, closed.fileSha256),
      words.recovery,
      words.again(closed.nextDrillAt ?? '-'),
    ]);
    return EXIT.done;
  },
};

/** Makes the folder where it is missing (never one above it), and sees that a file can be made in it. @throws FILE_UNWRITABLE */
function requireFolder(path: string): void {
  try {
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
    const probe = join(path, `.backup-${randomUUID()}`);
    writeFileSync(probe, '', { flag: 'wx', mode: 0o600 });
    rmSync(probe);
  } catch (cause) {
    throw new AppError('FILE_UNWRITABLE', `no file can be made in "${path}"`, {
      hint: 'name a folder that is there, or a new one in a folder that is there: nothing was begun',
      cause,
    });
  }
}

/** @returns where the papers go, by the numbers of their shares, as far as it was said on the way */
type Way = (backups: Backups, set: BackupSet) => Promise<ReadonlyMap<number, string>>;

/** @throws USAGE_INVALID */
function count(run: Run, flag: string): number {
  const text = run.args.required(flag);
  if (!/^\d{1,3}$/u.test(text)) throw usage(`--${flag} takes a whole number`);
  return Number(text);
}

/** What fails in between makes the set void, and says which papers there are. */
async function finish(
  backups: Backups,
  set: BackupSet,
  work: () => Promise<ReadonlyMap<number, string>>,
): Promise<BackupSet> {
  try {
    return await backups.close(set.id, await work());
  } catch (error) {
    backups.abandon(set.id, error instanceof AppError ? `${error.code}: ${error.message}` : 'an error inside the app');
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${error.message}; set ${shownSetId(set.id)} is void`, {
      hint: `destroy what was written of it, and begin a new set${error.code === 'CANCELLED' ? '' : ` (${error.hint})`}`,
      cause: error,
    });
  }
}

/** How the shares leave and come back: at this terminal, or by one descriptor for each custodian. @throws USAGE_INVALID */
function wayOf(run: Run, shares: number): Way {
  const [out, back] = [descriptors(run, 'share-fd'), descriptors(run, 'read-fd')];
  if (out.length === 0) {
    if (isAtTerminal()) return atTerminal(run.language);
    throw usage(
      'shares are shown at a terminal only, one custodian at a time',
      'or give --share-fd N once for each share',
    );
  }
  if (out.length !== shares || new Set([...out, ...back]).size !== out.length + back.length) {
    throw usage('--share-fd is wanted once for each share, each time with a descriptor of its own');
  }
  if (back.length > 0 && back.length !== shares) throw usage('--read-fd is wanted once for each share, or not at all');
  return async (backups, { id }) => {
    for (const [at, fd] of out.entries()) writeShare(fd, await backups.show(id, at + 1));
    const texts = back.length > 0 ? back.map(readDescriptor) : sharesIn((await run.readStdin()).toString('utf8'));
    for (const [at] of out.entries()) await backups.readBack(id, at + 1, texts[at] ?? '');
    return new Map();
  };
}

const atTerminal =
  (language: Language): Way =>
  async (backups, set) => {
    const desk = openShareDesk(language);
    try {
      for (const { number, name } of set.custodians) {
        desk.clear();
        await showOne(backups, desk, { set, number, name });
      }
      for (const { number, name } of set.custodians) await readBack(backups, desk, { set, number, name });
    } finally {
      desk.close();
    }
    return await askPlaces(
      set.custodians.filter(({ place }) => place === null),
      language,
    );
  };

interface One {
  readonly set: BackupSet;
  readonly number: number;
  readonly name: string;
}

async function showOne(backups: Backups, desk: ShareDesk, { set, number, name }: One): Promise<void> {
  const { words } = desk;
  desk.say(words.shown(number, set.shares, name, shownSetId(set.id)));
  desk.say(words.cover);
  await desk.confirm(words.ready);
  desk.show(await backups.show(set.id, number));
  await desk.confirm(words.written);
  desk.clear();
}

async function readBack(backups: Backups, desk: ShareDesk, one: One): Promise<void> {
  const { set, number, name } = one;
  for (;;) {
    desk.say(desk.words.readsBack(number, set.shares, name));
    const typed = await desk.askShare();
    desk.clear();
    if (typed === '') {
      await showOne(backups, desk, one);
      continue;
    }
    try {
      await backups.readBack(set.id, number, typed);
      return;
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('SHARE_')) throw error;
      desk.say(`${failureLines(error, desk.language).join('\n')}\n`);
    }
  }
}
