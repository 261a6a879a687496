import type { SealedBackup } from '../../shared/model/backup.ts';
import type { Key } from '../../shared/model/key.ts';
import type { Language } from '../../shared/model/language.ts';
import { requireReason } from '../domain/reason.ts';
import type { RestoreDecision } from '../services/backup-restores.ts';
import type { Run } from './command.ts';
import { printable } from './output.ts';
import { isAtTerminal } from './share-desk.ts';
import { readLineAtTerminal } from './terminal-line.ts';

interface Words {
  readonly before: (key: string, day: string) => string;
  readonly comesBack: string;
  readonly reason: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    before: (key, day) =>
      `Key ${key} could sign on ${day}. Whether it was suspended, retired or stolen since then, this backup does not know.`,
    comesBack: 'It comes back as (type suspended or active): ',
    reason: 'Who says that it may sign at once, and how was that found out? ',
  },
  uk: {
    before: (key, day) =>
      `Ключ ${key} станом на ${day} міг підписувати. Чи призупинили його відтоді, вивели з ужитку або викрали, ця копія не знає.`,
    comesBack: 'Він повертається як (введіть suspended або active): ',
    reason: 'Хто каже, що він може підписувати одразу, і як це з’ясовано? ',
  },
};

/**
 * What becomes of the keys that could sign when the backup was made. A flag says it for all of them; at a terminal each is
 * asked for, and a reason where one may sign at once; where nobody can be asked they come back as they were.
 * @throws CANCELLED, INPUT_INVALID, DATA_CLASS_REFUSED
 */
export async function restoreDecision(run: Run, { keys, madeAt }: SealedBackup): Promise<RestoreDecision> {
  const active = keys.map(({ key }) => key).filter(({ state }) => state === 'active');
  const reason = run.args.value('reason');
  if (run.args.has('suspended')) return { suspended: active.map(({ kid }) => kid), reason };
  if (reason !== null || active.length === 0 || !isAtTerminal()) return { suspended: [], reason };
  const words = WORDS[run.language];
  const suspended: string[] = [];
  for (const { kid, label } of active) {
    say(words.before(nameOf({ kid, label }), madeAt.slice(0, 10)));
    if ((await answerTo(words.comesBack, ['suspended', 'active'])) === 'suspended') suspended.push(kid);
  }
  if (suspended.length === active.length) return { suspended, reason };
  return { suspended, reason: requireReason(await lineFor(words.reason)) };
}

function nameOf({ kid, label }: Pick<Key, 'kid' | 'label'>): string {
  return label === null ? kid : `${kid} "${label}"`;
}

function say(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

/** Asks until one of the words is typed. */
async function answerTo(question: string, words: readonly string[]): Promise<string> {
  for (;;) {
    const typed = (await lineFor(question)).toLowerCase();
    if (words.includes(typed)) return typed;
  }
}

async function lineFor(question: string): Promise<string> {
  return (await readLineAtTerminal({ question, isHidden: false, mark: () => '' })).toString('utf8').trim();
}
