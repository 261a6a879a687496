import type { Page } from 'playwright/test';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { CeremonyPerson, CeremonyView } from '../../shared/model/ceremony.ts';
import { wordAt } from '../../shared/text/fingerprint-words.ts';

/** The people round one machine, and what they have on paper: they act by the channels of the window, faster than anybody types. */
export interface Room {
  page: Page;
  readonly id: string;
  /** The shares of the newest set, by number. */
  readonly shares: Map<number, string>;
  /** Where the file that was made last was saved. */
  saved: string;
  /** What is typed into a field, by its id; what is not named here is the usual. */
  readonly typed: Typed;
}

/** A text, or how it comes about from what has been saved. */
type Typed = Readonly<Record<string, string | ((room: Room) => string | Promise<string>)>>;

export const PEOPLE: readonly CeremonyPerson[] = [
  { role: 'administrator', name: 'Olena Koval', document: 'ID card, ends 4710' },
  { role: 'witness', name: 'Ihor Bondar', document: 'ID card, ends 4711' },
];
const CUSTODIANS = ['Nadiia Shevchuk', 'Taras Melnyk', 'Oksana Lysenko', 'Bohdan Kravets', 'Iryna Tkach'];

export const USUAL: Readonly<Record<string, string>> = {
  published: 'ab'.repeat(32),
  computed: 'ab'.repeat(32),
  medium: 'USB stick “red”, 5511',
  'clock-source': 'radio clock on the wall',
  machine: 'laptop 42, serial 7H2K',
  order: 'No. 17 of 26 November 2026, O. Koval',
  others: 'none',
  reason: 'end of its life',
  destroyed: 'two notes, shredder, Olena Koval',
  bag: 'AB 4711',
  'seal-number': 'S-17',
  seal: 'S-17',
  passphrase: 'seven horses in a yard',
  safe: 'safe 3, cellar',
  decision: 'Board 12/2026: the back end can hold one key only',
  threshold: '3',
  shares: '5',
  how: 'by-hand',
  papers: 'two, cross-cut shredder',
  bags: 'N1, N2, N3',
  label: 'made in a ceremony',
  workstation: 'desk 7',
};

/** Asks the core through the window, as the page does. */
export async function ask<C extends Channel>(page: Page, channel: C, input: Input<C>): Promise<Output<C>> {
  const answer = await page.evaluate(
    async ([name, given]) => await (window.dcm[name] as (input: unknown) => Promise<unknown>)(given),
    [channel as Channel, input as unknown] as const,
  );
  const result = answer as { ok: true; value: Output<C> } | { ok: false; error: { code: string; message: string } };
  if (!result.ok) throw new Error(`${channel}: ${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Begins a ceremony of a script that the app brings. */
export async function startRoom(
  page: Page,
  script: string,
  { isRehearsal = false, typed = {} }: { readonly isRehearsal?: boolean; readonly typed?: Typed } = {},
): Promise<Room> {
  const { text } = await ask(page, 'ceremony.script', { name: script, text: null });
  const { id } = await ask(page, 'ceremony.start', { script: text, isRehearsal, people: [...PEOPLE] });
  return { page, id, shares: new Map(), saved: '', typed };
}

export async function stateOf({ page, id }: Room): Promise<CeremonyView> {
  return await ask(page, 'ceremony.state', { id });
}

/** Goes on until a step has this status, or to the end. */
export async function goOnTo(room: Room, step: string | null, status = 'waiting'): Promise<CeremonyView> {
  for (;;) {
    const view = await stateOf(room);
    const { now } = view;
    if (now === null || (now.id === step && now.status === status)) return view;
    await advance(room, view);
  }
}

/** Does the one thing that is due. */
export async function advance(room: Room, view: CeremonyView): Promise<void> {
  const { page, id } = room;
  const { now } = view;
  if (now === null) return;
  if (now.status === 'done') return await confirm(room, view);
  if (now.kind === 'presence') {
    const there = view.people.filter(({ role }) => role === 'custodian').length;
    for (const name of CUSTODIANS.slice(there, view.custodiansNeeded ?? 0))
      await ask(page, 'ceremony.arrive', { id, person: { role: 'custodian', name, document: 'ID card, ends 4712' } });
  }
  const round = Number(now.id.split('.')[1]);
  if (now.kind === 'show-share') {
    const { text } = await ask(page, 'ceremony.showShare', { id, step: now.id });
    room.shares.set(round, text);
  }
  // Each custodian has a bag, a seal and a medium that no other one has.
  const numbered = now.id.startsWith('bag.') ? numbersOf(round) : {};
  // Nothing is closed, nothing deleted here, before its file was saved.
  const isDelivered = now.kind === 'delete-key' && view.steps.some(({ kind }) => kind === 'deliver');
  if (now.kind === 'close-split' || now.kind === 'receipt' || isDelivered) {
    const { document } = await ask(page, 'ceremony.file', { id });
    room.saved = (await ask(page, 'file.save', { document })).path ?? '';
  }
  const values: Record<string, string> = {};
  for (const field of now.fields) {
    const own = field.id === 'share' ? room.shares.get(round) : numbered[field.id];
    const typed = room.typed[field.id];
    const given = typeof typed === 'function' ? await typed(room) : typed;
    const known = field.id === 'kid' ? view.facts.kid : null;
    const value = own ?? given ?? known ?? field.preset ?? USUAL[field.id] ?? '';
    if (value !== '') values[field.id] = value;
  }
  await ask(page, 'ceremony.act', { id, step: now.id, values });
}

function numbersOf(round: number): Readonly<Record<string, string>> {
  const n = String(round);
  return { bag: `AB 471${n}`, seal: `S-17${n}`, medium: `USB stick 551${n}` };
}

/** The witness's work at the step that is done. */
async function confirm({ page, id, typed: { maker = '' } }: Room, view: CeremonyView): Promise<void> {
  const { now, script, facts } = view;
  if (now === null) return;
  const fingerprint = now.kind === 'script-hash' ? script.fingerprint : (facts.thumbprint ?? '');
  const words = now.places.map((place) => wordAt(fingerprint, place, 'en'));
  const again: Readonly<Record<string, string | null | undefined>> = {
    'compare-app': USUAL['computed'],
    deliver: typeof maker === 'string' ? maker : '',
    receipt: typeof maker === 'string' ? maker : '',
    'name-set': facts.set,
    'name-key': facts.kid,
  };
  const bag = now.id.startsWith('bag.') ? numbersOf(Number(now.id.split('.')[1]))['bag'] : USUAL['bag'];
  const text = now.witness === 'repeats' ? (again[now.kind] ?? bag ?? '') : 'done as it is written';
  await ask(page, 'ceremony.confirm', { id, step: now.id, language: 'en', words, text });
}
