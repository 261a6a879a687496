import type { CeremonyView } from '../../shared/model/ceremony.ts';
import type { CeremonyScript, InBoth, StepKind } from '../../shared/model/ceremony-script.ts';
import { type CeremonyRun, dueStep } from '../domain/ceremony-run.ts';
import { REHEARSAL_ENVIRONMENT } from '../domain/ceremony-view.ts';
import type { Backups } from './backups.ts';
import type { ActGiven } from './ceremony-acts.ts';
import type { Deliveries } from './deliveries.ts';
import type { Keys } from './keys.ts';
import type { Proofs } from './proofs.ts';
import type { Standbys } from './standbys.ts';

type Shown = NonNullable<CeremonyView['now']>['shown'];

/** What one rehearsal plays with: worth nothing, so it lies in its home as it is. */
interface Props {
  readonly texts: Partial<Record<keyof typeof LABELS, string>>;
  readonly documents: Partial<Record<StepKind, string>>;
  /** Shares of the set, by their numbers. */
  readonly papers: readonly string[];
}

/** What a rehearsal plays with: a throw-away key, its papers and files, shown on the screen because they are worth nothing. */
export interface CeremonyProps {
  /** Makes what a script takes for granted. @throws KEYCHAIN_*, HOME_* */
  prepare(script: CeremonyScript): Promise<Props>;
  /** Keeps it for one rehearsal, so that it is there after an interruption. */
  keep(id: string, props: Props): void;
  /** Makes it for a rehearsal that was interrupted before it was kept. @throws KEYCHAIN_*, HOME_* */
  settle(id: string, script: CeremonyScript): Promise<void>;
  /** What the people in the room would have on paper at the step that is due. */
  shown(run: CeremonyRun): Shown;
  /** The file that would be brought; empty: none. */
  document(id: string, kind: StepKind): string;
  /** Does an act of a rehearsal; a registration from here finds a practice DCM. @throws PORT_UNAVAILABLE, and what the act throws */
  within<T>(given: Pick<ActGiven, 'due' | 'values'>, act: () => Promise<T>): Promise<T>;
  /** The other computer posts a request that was made, and its receipt is there. @throws PORT_UNAVAILABLE, BUNDLE_* */
  carry(id: string, request: string): Promise<void>;
}

/** What a home of rehearsals needs from outside. */
export interface RehearsalMeans {
  /** The props as they were written; `null`: never. */
  read(): string | null;
  write(text: string): void;
  /** Does something while the DCM of the rehearsal answers. @throws PORT_UNAVAILABLE */
  reaching<T>(work: () => Promise<T>): Promise<T>;
  /** The other computer: posts a request of this home to a practice DCM. @returns its receipt, and who made it */
  answer(request: string, trusted: string): Promise<{ readonly text: string; readonly maker: string }>;
}

interface Dependencies {
  readonly keys: Keys;
  readonly standbys: Standbys;
  readonly backups: Backups;
  readonly deliveries: Deliveries;
  readonly proofs: Pick<Proofs, 'fingerprint'>;
  readonly rehearsal: RehearsalMeans;
}

const PASSPHRASE = 'a rehearsal, no secret';
const [THRESHOLD, SHARES] = [2, 3];

const LABELS = {
  kid: { en: 'For the rehearsal: the kid', uk: 'Для репетиції: kid' },
  passphrase: { en: 'For the rehearsal: the paper says', uk: 'Для репетиції: на папері написано' },
  replaces: { en: 'For the rehearsal: the key that is replaced', uk: 'Для репетиції: ключ, який заступають' },
  set: { en: 'For the rehearsal: the set', uk: 'Для репетиції: набір' },
  share: { en: 'For the rehearsal: the paper says', uk: 'Для репетиції: на папері написано' },
  maker: { en: 'For the rehearsal: the fingerprint', uk: 'Для репетиції: відбиток' },
  poster: { en: 'For the rehearsal: the fingerprint', uk: 'Для репетиції: відбиток' },
} as const satisfies Readonly<Record<string, InBoth>>;

const NONE: Props = { texts: {}, documents: {}, papers: [] };

/** Makes the props of one home of rehearsals. */
export function createCeremonyProps(dependencies: Dependencies): CeremonyProps {
  const { keys, standbys, backups, deliveries, proofs, rehearsal } = dependencies;
  // Written by this module into a home that holds nothing of worth: not looked at twice.
  const all = JSON.parse(rehearsal.read() ?? '{}') as Record<string, Props>;
  const of = (id: string): Props => all[id] ?? NONE;

  async function makeKey(isDraft: boolean): Promise<string> {
    const request = { alg: 'RS256', bits: 2048, kid: null, label: 'rehearsal', expiresAt: null, isDraft } as const;
    return (await keys.generate({ ...request, env: REHEARSAL_ENVIRONMENT })).kid;
  }

  async function seal(kid: string): Promise<Props['texts']> {
    const passphrase = Buffer.from(PASSPHRASE, 'utf8');
    const place = { bag: 'R-1', sealNumber: 'R-1', safe: 'rehearsal' };
    await standbys.seal(kid, { place, note: null, passphrase });
    return { kid, passphrase: PASSPHRASE, replaces: await makeKey(false) };
  }

  async function split(kid: string): Promise<Props> {
    const custodians = Array.from({ length: SHARES }, (_, at) => ({
      name: `Rehearsal ${String(at + 1)}`,
      place: null,
    }));
    const { set, file } = await backups.begin({
      kids: [kid],
      threshold: THRESHOLD,
      custodians,
      replaces: null,
    });
    const papers: string[] = [];
    for (let number = 1; number <= SHARES; number += 1) {
      const text = await backups.show(set.id, number);
      await backups.readBack(set.id, number, text);
      papers.push(text);
    }
    await backups.close(set.id);
    return { texts: { set: set.id }, documents: { drill: file }, papers };
  }

  async function prepare({ steps }: CeremonyScript): Promise<Props> {
    const kinds = new Set(steps.map(({ kind }) => kind));
    if (kinds.has('rotate')) return { ...NONE, texts: await seal(await makeKey(true)) };
    if (kinds.has('name-key')) return { ...NONE, texts: { kid: await makeKey(kinds.has('delete-key')) } };
    if (kinds.has('name-set')) return await split(await makeKey(false));
    if (!kinds.has('deliver')) return NONE;
    const { text, report } = await deliveries.ofDevice(REHEARSAL_ENVIRONMENT);
    return { ...NONE, texts: { maker: report.evidenceKey ?? '' }, documents: { deliver: text } };
  }

  function keep(id: string, props: Props): void {
    all[id] = props;
    rehearsal.write(JSON.stringify(all));
  }

  return {
    prepare,
    keep,
    async settle(id, script) {
      if (all[id] === undefined) keep(id, await prepare(script));
    },
    within: async ({ due, values }, act) =>
      due.step.kind === 'register' && values['way'] === 'now' ? await rehearsal.reaching(act) : await act(),
    async carry(id, request) {
      const { texts, documents, papers } = of(id);
      const { text, maker } = await rehearsal.answer(request, proofs.fingerprint());
      keep(id, { texts: { ...texts, poster: maker }, documents: { ...documents, receipt: text }, papers });
    },
    shown(run) {
      const due = dueStep(run);
      const { texts, papers } = of(run.id);
      const one = (id: keyof typeof LABELS, value = texts[id]): Shown =>
        value === undefined ? [] : [{ id: `rehearsal-${id}`, label: LABELS[id], value, as: 'text' }];
      switch (due?.step.kind) {
        case 'name-key':
          return one('kid');
        case 'rotate':
          return [...one('passphrase'), ...one('replaces')];
        case 'name-set':
          return one('set');
        case 'give-share':
          return one('share', papers[(due.round ?? 1) - 1]);
        case 'deliver':
          return one('maker');
        case 'receipt':
          return one('poster');
        default:
          return [];
      }
    },
    document: (id, kind) => of(id).documents[kind] ?? '',
  };
}
