import type { Language } from '../../shared/model/language.ts';
import type { StandbyView } from '../../shared/model/standby.ts';
import type { Command, Run } from './command.ts';
import { usage } from './arguments.ts';
import { EXIT } from './exit-codes.ts';
import { describeKey } from './key-facts.ts';
import { columns } from './output.ts';
import { standbyPassphraseFrom } from './passphrase.ts';
import { STANDBY_WORDS } from './standby-words.ts';

const FD = 'standby-passphrase-fd';

export const standbyCommands: readonly Command[] = [
  {
    words: 'standby list',
    summary: '[--env NAME]: keys that are sealed, and where their passphrases lie',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const env = run.args.value('env');
      if (env !== null) home.environments.get(env);
      const all = home.standbys.list(env);
      home.trail.note('command.run', { command: 'standby list' });
      run.output.result(
        all,
        all.length === 0 ? STANDBY_WORDS[run.language].none : all.flatMap((one) => describe(one, run.language)),
      );
      return EXIT.done;
    },
  },
  {
    words: 'standby seal',
    summary: `KID --bag B --seal S --safe P [--note N] [--${FD} N]: seals a draft; it is drawn with its passphrase only`,
    flags: { bag: 'value', seal: 'value', safe: 'value', note: 'value', [FD]: 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args } = run;
      const place = { bag: args.required('bag'), sealNumber: args.required('seal'), safe: args.required('safe') };
      return await withPassphrase(run, true, async (passphrase) => {
        const home = await run.home('write');
        const sealed = await home.standbys.seal(args.positional(0), { place, note: args.value('note'), passphrase });
        run.output.result(sealed, describe(sealed, run.language));
        return EXIT.done;
      });
    },
  },
  {
    words: 'standby check',
    summary: `KID [--${FD} N]: unseals in memory, signs a challenge, drops it; it stays sealed`,
    flags: { [FD]: 'value' },
    positionals: ['KID'],
    async run(run) {
      return await withPassphrase(run, false, async (passphrase) => {
        const home = await run.home('write');
        const checked = await home.standbys.check(run.args.positional(0), passphrase);
        run.output.result(checked, [STANDBY_WORDS[run.language].checked, ...describe(checked, run.language)]);
        return EXIT.done;
      });
    },
  },
  {
    words: 'standby draw',
    summary: `KID --reason R [--replaces KID] [--${FD} N]: unseals it for use: active from now on`,
    flags: { reason: 'value', replaces: 'value', [FD]: 'value' },
    positionals: ['KID'],
    async run(run) {
      const { args } = run;
      const how = { reason: args.required('reason'), replaces: args.value('replaces') };
      return await withPassphrase(run, false, async (passphrase) => {
        const home = await run.home('write');
        const key = await home.standbys.draw(args.positional(0), { ...how, passphrase });
        run.output.remark(STANDBY_WORDS[run.language].drawn);
        run.output.result(key, describeKey(key, run.language));
        return EXIT.done;
      });
    },
  },
];

async function withPassphrase<T>(run: Run, isNew: boolean, work: (passphrase: Buffer) => Promise<T>): Promise<T> {
  const fd = run.args.value(FD);
  if (fd !== null && fd === run.args.value('passphrase-fd')) {
    throw usage('the vault and the standby key need a descriptor each', `--passphrase-fd 3 --${FD} 4`);
  }
  const passphrase = await standbyPassphraseFrom(fd, run.language)({ isNew });
  try {
    return await work(passphrase);
  } finally {
    passphrase.fill(0);
  }
}

function describe(one: StandbyView, language: Language): string[] {
  const { kid, env, place, since, checkedAt, registration, isPlainLeft, note } = one;
  const words = STANDBY_WORDS[language];
  const { labels } = words;
  const isKnown = registration !== null && ['listed', 'proven', 'in-use'].includes(registration);
  return [
    ...columns([
      [labels.key, kid],
      [labels.env, env],
      [labels.passphrase, words.lies(place.bag, place.sealNumber, place.safe)],
      [labels.sealed, words.by(since, one.by)],
      [labels.checked, checkedAt ?? words.never],
      [labels.dcm, registration === null ? words.unregistered : words.registration(registration)],
      ...(note === null ? [] : [[labels.note, note]]),
    ]),
    ...(isKnown ? [] : [words.registerNow]),
    ...(isPlainLeft ? [words.plainLeft] : []),
  ];
}
