import type { CeremonyView } from '../../shared/model/ceremony.ts';
import type { CeremonyScript, InBoth, StepKind } from '../../shared/model/ceremony-script.ts';
import { type CeremonyRun, dueStep } from '../domain/ceremony-run.ts';
import { REHEARSAL_ENVIRONMENT } from '../domain/ceremony-view.ts';
import type { Backups } from './backups.ts';
import type { Deliveries } from './deliveries.ts';
import type { Keys } from './keys.ts';
import type { Standbys } from './standbys.ts';

type Shown = NonNullable<CeremonyView['now']>['shown'];

/** What a rehearsal plays with: a throw-away key, its papers and files, shown on the screen because they are worth nothing. */
export interface CeremonyProps {
  /** Makes what a script takes for granted. @throws KEYCHAIN_*, HOME_* */
  prepare(script: CeremonyScript): Promise<void>;
  /** What the people in the room would have on paper at the step that is due. */
  shown(run: CeremonyRun): Shown;
  /** The file that would be brought; empty: none. */
  document(kind: StepKind): string;
}

interface Dependencies {
  readonly keys: Keys;
  readonly standbys: Standbys;
  readonly backups: Backups;
  readonly deliveries: Deliveries;
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
} as const satisfies Readonly<Record<string, InBoth>>;

/** Makes the props of one home of rehearsals. */
export function createCeremonyProps({ keys, standbys, backups, deliveries }: Dependencies): CeremonyProps {
  const texts: Partial<Record<keyof typeof LABELS, string>> = {};
  const documents: Partial<Record<StepKind, string>> = {};
  let papers: readonly string[] = [];

  async function makeKey(isDraft: boolean): Promise<string> {
    const request = { alg: 'RS256', bits: 2048, kid: null, label: 'rehearsal', expiresAt: null, isDraft } as const;
    return (await keys.generate({ ...request, env: REHEARSAL_ENVIRONMENT })).kid;
  }

  async function seal(kid: string): Promise<void> {
    const passphrase = Buffer.from(PASSPHRASE, 'utf8');
    const place = { bag: 'R-1', sealNumber: 'R-1', safe: 'rehearsal' };
    await standbys.seal(kid, { place, note: null, passphrase });
    [texts.passphrase, texts.replaces] = [PASSPHRASE, await makeKey(false)];
  }

  async function split(kid: string): Promise<void> {
    const custodians = Array.from({ length: SHARES }, (_, at) => ({
      name: `Rehearsal ${String(at + 1)}`,
      place: null,
    }));
    const { set, file } = await backups.begin({
      kids: [kid],
      threshold: THRESHOLD,
      custodians,
      isRehearsal: true,
      replaces: null,
    });
    const shown: string[] = [];
    for (let number = 1; number <= SHARES; number += 1) {
      const text = await backups.show(set.id, number);
      await backups.readBack(set.id, number, text);
      shown.push(text);
    }
    await backups.close(set.id);
    [texts.set, documents.drill, papers] = [set.id, file, shown];
  }

  return {
    async prepare({ steps }) {
      const kinds = new Set(steps.map(({ kind }) => kind));
      if (kinds.has('name-key')) texts.kid = await makeKey(kinds.has('rotate') || kinds.has('delete-key'));
      if (kinds.has('rotate') && texts.kid !== undefined) await seal(texts.kid);
      if (kinds.has('name-set')) await split(await makeKey(false));
      if (!kinds.has('deliver')) return;
      const { text, report } = await deliveries.ofDevice(REHEARSAL_ENVIRONMENT);
      [documents.deliver, texts.maker] = [text, report.evidenceKey ?? ''];
    },
    shown(run) {
      const due = dueStep(run);
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
        default:
          return [];
      }
    },
    document: (kind) => documents[kind] ?? '',
  };
}
