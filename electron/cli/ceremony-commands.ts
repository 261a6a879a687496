import type { CeremonySummary, CeremonyView } from '../../shared/model/ceremony.ts';
import { scriptLines } from '../../shared/text/ceremony-script-lines.ts';
import { CEREMONY_WORDS } from '../../shared/text/ceremony-words.ts';
import { isRehearsalId } from '../domain/ceremony-entry.ts';
import { transcriptText } from '../domain/ceremony-transcript.ts';
import { hasCode } from '../domain/errors.ts';
import { shippedScripts } from '../domain/shipped-scripts.ts';
import type { Home } from '../services/home.ts';
import { usage } from './arguments.ts';
import { BACKUP_WORDS } from './backup-words.ts';
import { createPrompt, mayShowShares } from './ceremony-prompt.ts';
import { ROOM_WORDS } from './ceremony-room-words.ts';
import { askFirstPeople, carryOutCeremony, noScreen } from './ceremony-room.ts';
import { scriptOf } from './ceremony-script-source.ts';
import type { Command, Run } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { homePath } from './named-home.ts';
import { writeNewFile } from './new-file.ts';
import { columns } from './output.ts';
import { descriptors } from './share-desk.ts';

export const ceremonyCommands: readonly Command[] = [
  {
    words: 'ceremony scripts',
    summary: 'the scripts that the app brings, with their hashes',
    flags: {},
    positionals: [],
    async run({ output, language }) {
      const scripts = shippedScripts();
      const list = scripts.map(({ script: { name, title, purpose }, sha256 }) => ({ name, title, purpose, sha256 }));
      output.result(list, columns(list.map(({ name, title, sha256 }) => [name, sha256.slice(0, 16), title[language]])));
      return await Promise.resolve(EXIT.done);
    },
  },
  {
    words: 'ceremony script',
    summary:
      'NAME-OR-FILE [--out F]: a script for paper, with the hash that the screen must show; --out: its exact bytes',
    flags: { out: 'value' },
    positionals: ['NAME-OR-FILE'],
    async run({ args, output, language }) {
      const { script, text, sha256, fingerprint } = scriptOf(args.positional(0));
      const out = args.value('out');
      if (out !== null) writeNewFile(out, text);
      output.result({ script, text, sha256, fingerprint }, scriptLines(script, fingerprint, language));
      return await Promise.resolve(EXIT.done);
    },
  },
  {
    words: 'ceremony run',
    summary:
      'SCRIPT [--rehearsal] [--offline] [--out F] [--share-fd N …], or --resume ID: carries a script out, line by line; --out: the signed transcript',
    flags: { rehearsal: 'switch', offline: 'switch', resume: 'value', out: 'value', 'share-fd': 'repeated' },
    positionals: ['[SCRIPT]'],
    run: runCeremony,
  },
  {
    words: 'ceremony list',
    summary: 'the ceremonies of this home, newest first, and rehearsals that wait to be resumed',
    flags: {},
    positionals: [],
    async run(run) {
      const list = [...(await run.home('read')).ceremonies.list(), ...(await keptRehearsals(run))];
      const { states } = CEREMONY_WORDS[run.language];
      run.output.result(
        list,
        list.length === 0
          ? CEREMONY_WORDS[run.language].none
          : columns(list.map(({ id, state, startedAt, title }) => [id, states[state], startedAt, title[run.language]])),
      );
      return EXIT.done;
    },
  },
];

async function keptRehearsals({ core, args }: Run): Promise<readonly CeremonySummary[]> {
  const of = { path: homePath(args) };
  if (!core.isRehearsalKept(of)) return [];
  try {
    const home = await core.openRehearsalHome(of);
    const list = home.ceremonies.list();
    await home.close();
    return list;
  } catch (error) {
    // Another window or command rehearses there, and shows it.
    if (hasCode(error, 'HOME_IN_USE')) return [];
    throw error;
  }
}

async function runCeremony(run: Run): Promise<ExitCode> {
  const { args, output, language, core } = run;
  const [name, resumed] = [args.positionals[0] ?? null, args.value('resume')];
  if ((name === null) === (resumed === null)) throw usage('name a script, or --resume with the number of a ceremony');
  const script = name === null ? null : scriptOf(name);
  if (args.has('offline')) core.cutOff();
  const isRehearsal = args.has('rehearsal') || (resumed !== null && isRehearsalId(resumed));
  const ways = { shareFds: descriptors(run, 'share-fd'), isRehearsal };
  if (!mayShowShares(ways) && script?.script.steps.some(({ kind }) => kind === 'show-share') === true) throw noScreen();
  const home = isRehearsal ? await core.openRehearsalHome({ path: homePath(args) }) : await run.home('write');
  // A vault asks for its passphrase before anybody reads lines.
  await home.ceremonies.prepare();
  const prompt = createPrompt(output, ways, language);
  try {
    const view =
      script === null
        ? await home.ceremonies.resume(resumed ?? '')
        : await home.ceremonies.start(script.text, await askFirstPeople(prompt, language));
    const isOver = await carryOutCeremony({ home, id: view.id, prompt, language });
    return await finish(run, home, isOver ? home.ceremonies.state(view.id) : null, view.id);
  } finally {
    prompt.close();
    if (isRehearsal) await home.close();
  }
}

async function finish(run: Run, home: Home, view: CeremonyView | null, id: string): Promise<ExitCode> {
  const { args, output, language } = run;
  if (view === null) {
    output.remark(ROOM_WORDS[language].goOnLater(id));
    output.result({ id, state: 'interrupted' }, `${id}: ${CEREMONY_WORDS[language].states.interrupted}`);
    return EXIT.interrupted;
  }
  const out = args.value('out');
  if (out !== null) writeNewFile(out, transcriptText(await home.ceremonyPapers.export(id)));
  const { state, isRehearsal, script, facts, entries, head } = view;
  const report = home.ceremonyPapers.report(id, language);
  output.result(
    {
      id,
      state,
      isRehearsal,
      script: script.name,
      sha256: script.sha256,
      ...facts,
      entries,
      head,
      evidenceKey: report.evidenceKey,
      out,
    },
    [report.heading, ...report.blocks.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `  ${line}`)])],
  );
  if (facts.set !== null && state === 'completed') output.remark(BACKUP_WORDS[language].recovery);
  return state === 'completed' ? EXIT.done : EXIT.notValid;
}
