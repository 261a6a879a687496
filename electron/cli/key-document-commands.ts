import { daysUntil, endsWithin } from '../domain/expiry-step.ts';
import { keyCalendarText } from '../domain/key-calendar.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { instantOf, wholeNumber } from './input.ts';
import { KEY_LIFE_WORDS } from './key-life-words.ts';
import { writeNewFile } from './new-file.ts';
import { columns } from './output.ts';

const MOST_DAYS = 36_500;

/** The ends of keys: for a calendar, and for a scheduler. */
export const keyDocumentCommands: readonly Command[] = [
  {
    words: 'key calendar',
    summary: '[--out F]: when keys expire, as iCalendar with reminders 30, 7 and 1 days before',
    flags: { out: 'value' },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const out = args.value('out');
      const home = await run.home('read');
      const text = keyCalendarText(home.keys.list(), run.core.now(), run.language);
      home.trail.note('command.run', { command: 'key calendar' });
      if (out !== null) writeNewFile(out, text);
      if (out === null && !output.isJson) output.raw(text);
      else
        output.result(
          { out, ...(out === null && { calendar: text }) },
          KEY_LIFE_WORDS[run.language].written(out ?? ''),
        );
      return EXIT.done;
    },
  },
  {
    words: 'key expiring',
    summary: '[--days 30]: keys that can still sign and expire by then, or have; exit 1 if there is any',
    flags: { days: 'value' },
    positionals: [],
    async run(run) {
      const days = wholeNumber(run, 'days', 30);
      if (days < 0 || days > MOST_DAYS) throw usage(`--days is 0 to ${String(MOST_DAYS)}`);
      const at = run.args.value('at');
      const now = at === null ? run.core.now() : instantOf(at, 'at');
      const home = await run.home('read');
      const ending = home.keys
        .list()
        .flatMap((key) =>
          endsWithin(key, days, now) ? [{ ...key, daysLeft: daysUntil(key.expiresAt ?? '', now) }] : [],
        )
        .toSorted((one, other) => Date.parse(one.expiresAt ?? '') - Date.parse(other.expiresAt ?? ''));
      home.trail.note('command.run', { command: 'key expiring' });
      const words = KEY_LIFE_WORDS[run.language];
      run.output.result(
        ending,
        ending.length === 0
          ? words.noneExpires(days)
          : columns(
              ending.map(({ kid, expiresAt, daysLeft, label }) => [
                kid,
                expiresAt ?? '',
                daysLeft === 0 ? words.expired : words.daysLeft(daysLeft),
                label ?? '',
              ]),
            ),
      );
      return ending.length === 0 ? EXIT.done : EXIT.notValid;
    },
  },
];
