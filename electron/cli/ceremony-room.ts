import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type CeremonyPerson, ceremonyPersonSchema, type CeremonyView } from '../../shared/model/ceremony.ts';
import { ceremonyRoleSchema, type StepKind } from '../../shared/model/ceremony-script.ts';
import type { Language } from '../../shared/model/language.ts';
import { hashLines } from '../../shared/text/ceremony-script-lines.ts';
import { slotName } from '../../shared/text/ceremony-lines.ts';
import { CEREMONY_WORDS } from '../../shared/text/ceremony-words.ts';
import { AppError } from '../domain/errors.ts';
import type { Home } from '../services/home.ts';
import { usage } from './arguments.ts';
import { failureLines } from './failure-text.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
import type { Prompt } from './ceremony-prompt.ts';
import { ROOM_WORDS } from './ceremony-room-words.ts';

type Now = NonNullable<CeremonyView['now']>;

/** Steps that make a file which is to be saved. */
const MAKES_FILE: readonly StepKind[] = ['begin-split', 'register', 'register-request', 'deliver'];

interface Room {
  readonly home: Pick<Home, 'ceremonies'>;
  readonly id: string;
  readonly prompt: Prompt;
  readonly language: Language;
}

/** A line was an order to the room, not an answer: the screen is shown again. */
class Ordered extends Error {}
/** There are no more lines. */
class NoMoreLines extends Error {}

/**
 * Carries a ceremony out at a terminal, from where it stands, until it is over or the lines end. What is refused is said,
 * and asked for again. @returns whether it is over
 */
export async function carryOutCeremony(room: Room): Promise<boolean> {
  room.prompt.say(ROOM_WORDS[room.language].orders);
  for (;;) {
    const view = room.home.ceremonies.state(room.id);
    if (view.endedAt !== null) return true;
    try {
      await oneTurn(room, view);
    } catch (error) {
      if (error instanceof NoMoreLines) return false;
      if (error instanceof AppError) sayProblem(room, error);
      else if (!(error instanceof Ordered)) throw error;
    }
  }
}

function sayProblem({ prompt, language }: Room, error: AppError): void {
  prompt.say(failureLines(error, language).join('\n'));
}

/** The people that a ceremony starts with. @throws INPUT_EMPTY where the lines end, CANCELLED */
export async function askFirstPeople(prompt: Prompt, language: Language): Promise<readonly CeremonyPerson[]> {
  const people: CeremonyPerson[] = [];
  for (const role of ['administrator', 'witness'] as const) {
    const words = ROOM_WORDS[language];
    const who = CEREMONY_WORDS[language].roles[role];
    for (let person: CeremonyPerson | null = null; person === null;) {
      const name = await prompt.ask(`${who}: ${words.name}`);
      const document = name === null ? null : await prompt.ask(`${who}: ${words.document}`);
      if ((name === null || document === null) && prompt.wasInterrupted()) {
        throw new AppError('CANCELLED', 'nobody was named', { hint: 'no ceremony was begun' });
      }
      if (name === null || document === null) {
        throw new AppError('INPUT_EMPTY', 'nobody is named who takes part', {
          hint: 'give the names of administrator and witness, and the documents that were seen, a line each',
        });
      }
      person = ceremonyPersonSchema.safeParse({ role, name, document }).data ?? null;
      if (person === null) prompt.say(words.notAPerson);
      else people.push(person);
    }
  }
  return people;
}

async function oneTurn(room: Room, view: CeremonyView): Promise<void> {
  const { ceremonies } = room.home;
  const words = ROOM_WORDS[room.language];
  if (view.state === 'paused' || view.isAborting) {
    await answer(room, view.isAborting ? words.aborting : words.paused);
    await ceremonies.resume(room.id);
    return;
  }
  const { now } = view;
  if (now === null) throw usage(`ceremony ${room.id} has no step that is due`);
  show(room, view, now);
  if (now.status === 'stopped') {
    const text = await answer(room, words.deviation);
    const first = await answer(room, words.confirmedBy(1));
    ceremonies.deviate(room.id, { text, confirmedBy: [first, await answer(room, words.confirmedBy(2))] });
    return;
  }
  if (now.status === 'done') {
    ceremonies.confirm(room.id, now.id, await witnessGives(room, now));
    return;
  }
  if (now.kind === 'presence') await askCustodians(room, view);
  if (now.kind === 'show-share') await showShare(room, now);
  const values: Record<string, string> = {};
  for (const field of now.fields) {
    const options = field.options === undefined ? '' : ` (${field.options.map(({ id }) => id).join(' | ')})`;
    const preset = field.preset === null ? '' : ` [${field.preset}]`;
    const secret = field.isSecret ? (field.id === 'share' ? 'share' : 'passphrase') : null;
    const given = await answer(room, `${field.label[room.language]}${options}${preset}`, secret);
    const value = given === '' ? (field.preset ?? '') : given;
    values[field.id] = field.isDocument && value !== '' ? readNamedFile(value).toString('utf8') : value;
  }
  if (now.fields.length === 0) await answer(room, words.goOn(who(room, now)));
  const { file } = await ceremonies.act(room.id, now.id, values);
  if (file !== null && MAKES_FILE.includes(now.kind)) await saveFile(room, now, view.isRehearsal);
}

/** Who is wanted for the shares and is not there yet; an empty name leaves it at those who are. */
async function askCustodians(room: Room, { people, custodiansNeeded }: CeremonyView): Promise<void> {
  const words = ROOM_WORDS[room.language];
  const there = people.filter(({ role }) => role === 'custodian').length;
  for (let number = there + 1; number <= (custodiansNeeded ?? 0); number += 1) {
    const who = `${CEREMONY_WORDS[room.language].roles.custodian} ${String(number)}`;
    const name = await answer(room, `${who}: ${words.name}`);
    if (name === '') return;
    const document = await answer(room, `${who}: ${words.document}`);
    room.home.ceremonies.arrive(room.id, { role: 'custodian', name, document });
  }
}

/** Only once the custodian has said that he is ready; it is wiped when he has written it down. */
async function showShare(room: Room, now: Now): Promise<void> {
  const words = ROOM_WORDS[room.language];
  await answer(room, words.ready(who(room, now)));
  if (!room.prompt.mayShow()) throw noScreen();
  const { text, number, of } = await room.home.ceremonies.showShare(room.id, now.id);
  if (!(await room.prompt.showShare(words.share(number, of), text))) throw new NoMoreLines();
}

/** What a share is never written to. */
export function noScreen(): AppError {
  return usage(
    'there is no screen on which a share could be shown: standard error goes to a file or a program',
    'run it at a terminal, or give each share a descriptor of its own: --share-fd 5 5> /media/one/share …',
  );
}

/**
 * The file onto its first medium; copies of it are made from there. Without it some steps would lose the key, so nothing
 * follows before it is written; in a rehearsal, and where it can be made again, an empty line leaves it out.
 */
async function saveFile(room: Room, { kind }: Now, isRehearsal: boolean): Promise<void> {
  const words = ROOM_WORDS[room.language];
  const mayBeLeftOut = isRehearsal || (kind !== 'begin-split' && kind !== 'deliver');
  for (;;) {
    try {
      const path = await answer(room, words.savedAs);
      if (path === '' && mayBeLeftOut) return;
      const file = room.home.ceremonies.file(room.id);
      if (path === '') throw usage(words.unsaved, words.savedAs);
      const target =
        statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, file.fileName) : path;
      writeNewFile(target, file.text);
      room.home.ceremonies.fileSaved(room.id, file);
      room.prompt.say(words.written(target));
      return;
    } catch (error) {
      if (error instanceof AppError) sayProblem(room, error);
      else if (!(error instanceof Ordered) || room.home.ceremonies.state(room.id).endedAt !== null) throw error;
    }
  }
}

async function witnessGives(room: Room, now: Now) {
  const words = ROOM_WORDS[room.language];
  const typed: string[] = [];
  for (const place of now.places) typed.push(await answer(room, words.word(place)));
  const question = now.repeats === null ? words.saw : words.again(now.repeats[room.language]);
  const text = now.places.length > 0 ? '' : await answer(room, question);
  return { language: room.language, words: typed, text };
}

function show({ prompt, language }: Room, view: CeremonyView, now: Now): void {
  const words = ROOM_WORDS[language];
  if (view.isRehearsal) prompt.say(`*** ${CEREMONY_WORDS[language].rehearsal} ***`);
  prompt.say(
    `\n${words.step(now.number, now.of)}: ${now.title[language]} – ${slotName(now.slot, language)} ${now.person ?? '?'}`,
  );
  prompt.say(`${view.id}  SHA-256 ${view.script.sha256.slice(0, 16)}…`);
  if (now.status !== 'waiting') return;
  prompt.say(now.text[language]);
  for (const { label, value, as } of now.shown) {
    prompt.say(
      as === 'thumbprint'
        ? `${label[language]}:\n${hashLines(value, language).join('\n')}`
        : `${label[language]}: ${value}`,
    );
  }
}

function who({ language }: Room, now: Now): string {
  return `${slotName(now.slot, language)} ${now.person ?? ''}`.trim();
}

/** An answer; a line that begins with a colon is an order to the room. @throws Ordered, NoMoreLines, CEREMONY_*, USAGE_INVALID */
async function answer(room: Room, question: string, secret: 'passphrase' | 'share' | null = null): Promise<string> {
  const line = await room.prompt.ask(question, secret);
  if (line === null) throw new NoMoreLines();
  if (!line.startsWith(':')) return line.trim();
  const [order = '', ...rest] = line.slice(1).split(/\s+/u);
  await obey(room, order, rest.join(' '));
  throw new Ordered();
}

async function obey({ home, id, language, prompt }: Room, order: string, rest: string): Promise<void> {
  const { ceremonies } = home;
  const [first = '', second = '', third = ''] = rest.split('|').map((part) => part.trim());
  const [slot = '', ...words] = first.split(' ');
  const after = words.join(' ');
  switch (order) {
    case 'arrive': {
      const role = ceremonyRoleSchema.safeParse(slot);
      if (!role.success) throw usage(`"${slot}" is no role`, ROOM_WORDS[language].orders);
      ceremonies.arrive(id, { role: role.data, name: after, document: second });
      return;
    }
    case 'leave':
      ceremonies.leave(id, slot, after);
      return;
    case 'back':
      ceremonies.comeBack(id, slot);
      return;
    case 'replace':
      ceremonies.replacePerson(id, slot, { name: after, document: second, reason: third });
      return;
    case 'deviate':
      ceremonies.deviate(id, { text: first, confirmedBy: [second, third] });
      return;
    case 'pause':
      ceremonies.pause(id, rest);
      return;
    case 'abort':
      await ceremonies.abort(id, first, second);
      return;
    default:
      prompt.say(ROOM_WORDS[language].orders);
  }
}
