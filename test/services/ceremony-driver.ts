import { shippedScripts } from '../../electron/domain/shipped-scripts.ts';
import type { ReadScript } from '../../electron/domain/ceremony-script.ts';
import type { Ceremonies } from '../../electron/services/ceremonies.ts';
import type { CeremonyPerson, CeremonyView } from '../../shared/model/ceremony.ts';
import { wordAt } from '../../shared/text/fingerprint-words.ts';

export const PEOPLE: readonly CeremonyPerson[] = [
  { role: 'administrator', name: 'Olena Koval', document: 'passport, ends 117' },
  { role: 'witness', name: 'Andrii Bondar', document: 'identity card, ends 204' },
];

export function custodian(n: number): CeremonyPerson {
  return { role: 'custodian', name: `Custodian Number ${String(n)}`, document: `passport, ends 30${String(n)}` };
}

export function shipped(name: string): ReadScript {
  const found = shippedScripts().find(({ script }) => script.name === name);
  if (found === undefined) throw new Error(`no script ${name}`);
  return found;
}

/** What is typed at each field, by its id; a function where it depends on the ceremony. */
export type Typed = Readonly<Record<string, string | ((view: CeremonyView) => string)>>;

/** Each custodian has a bag, and a seal, of his own. */
function roundOf({ now }: CeremonyView): string {
  return /\.(\d+)$/u.exec(now?.id ?? '')?.[1] ?? '';
}

const USUAL: Typed = {
  outcome: (view) => view.now?.fields.find(({ id }) => id === 'outcome')?.preset ?? '',
  published: 'ab'.repeat(32),
  computed: 'ab'.repeat(32),
  medium: (view) => `USB stick "red", 55${roundOf(view)}11`,
  'clock-source': 'radio clock on the wall',
  machine: 'laptop 42',
  order: '17 of 26 November, head of security',
  others: 'none',
  reason: 'end of its life',
  destroyed: 'two sheets, shredder, Olena Koval',
  bag: (view) => `AB ${roundOf(view)}4711`,
  'seal-number': 'S-17',
  seal: (view) => `S-${roundOf(view)}17`,
  env: 'practice',
  passphrase: 'seven horses in a yard',
  safe: 'safe 3, cellar',
  decision: 'board 12/2026: the back end can hold one key only',
  threshold: '3',
  shares: '5',
  how: 'by-hand',
  papers: 'two, shredder',
  bags: 'N1, N2, N3',
  label: 'made in a ceremony',
  way: 'carried',
};

/** Takes the file that waits, and says that it lies on its medium now. */
export function saveFile(ceremonies: Ceremonies, id: string): string {
  const file = ceremonies.file(id);
  ceremonies.fileSaved(id, file);
  return file.text;
}

/** Does the act of the step that is due, with what is usually typed. */
export async function actDue(ceremonies: Ceremonies, id: string, typed: Typed = {}): Promise<CeremonyView> {
  const view = ceremonies.state(id);
  const { now } = view;
  if (now === null) throw new Error('nothing is due');
  if (now.kind === 'show-share' && now.status === 'waiting') await ceremonies.showShare(id, now.id);
  const values: Record<string, string> = {};
  for (const field of now.fields) {
    const given = typed[field.id] ?? USUAL[field.id] ?? '';
    const value = typeof given === 'string' ? given : given(view);
    if (value !== '') values[field.id] = value;
  }
  return await ceremonies.act(id, now.id, values);
}

/** Does the witness's work at the step that is due, as it should be. */
export function confirmDue(ceremonies: Ceremonies, id: string, typed: Typed = {}): CeremonyView {
  const view = ceremonies.state(id);
  const { now } = view;
  if (now === null) throw new Error('nothing is due');
  const fingerprint = now.kind === 'script-hash' ? view.script.fingerprint : (view.facts.thumbprint ?? '');
  const words = now.places.map((place) => wordAt(fingerprint, place, 'en'));
  const { maker = '' } = typed;
  const paper = typeof maker === 'string' ? maker : maker(view);
  const typedAgain: Readonly<Record<string, string>> = {
    deliver: paper,
    receipt: paper,
    'name-set': view.facts.set ?? '',
    'compare-app': 'ab'.repeat(32),
    'name-key': view.facts.kid ?? '',
  };
  const text =
    now.witness === 'repeats' ? (typedAgain[now.kind] ?? `ab ${roundOf(view)}4711`) : 'it was done as it is written';
  return ceremonies.confirm(id, now.id, { language: 'en', words, text });
}

/** Goes on until the ceremony is over, or until a step of this id is due. */
export async function goOn(
  ceremonies: Ceremonies,
  id: string,
  typed: Typed = {},
  until?: string,
): Promise<CeremonyView> {
  for (;;) {
    const view = ceremonies.state(id);
    if (view.now === null || (view.now.id === until && view.now.status === 'waiting')) return view;
    if (view.now.kind === 'presence' && view.now.status === 'waiting') {
      const there = view.people.filter(({ role }) => role === 'custodian').length;
      for (let n = there + 1; n <= (view.custodiansNeeded ?? 0); n += 1) ceremonies.arrive(id, custodian(n));
    }
    if (view.now.status === 'done') confirmDue(ceremonies, id, typed);
    else await actDue(ceremonies, id, typed);
  }
}
