import type { InBoth } from '../../shared/model/ceremony-script.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import type { CeremonyRun } from '../domain/ceremony-run.ts';
import { AppError } from '../domain/errors.ts';
import type { ActGiven, CeremonyActs } from './ceremony-acts.ts';
import type { CeremonyFiles } from './ceremony-files.ts';
import type { KeyLife } from './key-life.ts';
import type { Keys } from './keys.ts';
import type { Standbys } from './standbys.ts';

interface Dependencies {
  readonly store: Store;
  readonly keys: Keys;
  readonly keyLife: KeyLife;
  readonly standbys: Standbys;
  readonly files: CeremonyFiles;
}

/**
 * Makes what ceremonies do with a key that exists: seal it, prove it, put it to use, delete it. The app may have ended after
 * the deed and before it was written down: then it is not done again, and only what this very ceremony did counts.
 */
export function createCeremonyKeyActs({ store, keys, keyLife, standbys, files }: Dependencies): CeremonyActs['acts'] {
  /** What this ceremony left in the trail about a key; others' deeds are none of its own. */
  function ownDeed({ id, facts }: CeremonyRun, type: 'standby.drawn' | 'key.deleted') {
    const deeds = store.audit.about(facts.kid ?? '').filter((event) => event.type === type);
    return deeds.find(({ payload }) => String(payload['reason']).endsWith(markOf(id))) ?? null;
  }

  async function seal(run: CeremonyRun, values: ActGiven['values']): Promise<{ readonly since: string }> {
    const kid = run.facts.kid ?? '';
    const { bag = '', 'seal-number': sealNumber = '', safe = '' } = values;
    const place = { bag, sealNumber, safe };
    const note = `ceremony ${run.id}`;
    const found = standbys.get(kid);
    if (found === null)
      return await withPassphrase(values, (passphrase) => standbys.seal(kid, { place, note, passphrase }));
    const kept = `bag ${found.place.bag}, seal ${found.place.sealNumber}, safe ${found.place.safe}`;
    if (found.note !== note) {
      throw failed(
        `this key was sealed outside this ceremony (${kept})`,
        'record it as a deviation, or abort and begin anew',
      );
    }
    const isSame = Object.entries(place).every(([name, text]) => text === found.place[name as keyof typeof place]);
    if (!isSame) throw failed(`this key is sealed already, with ${kept}`, 'type what was typed then, or abort');
    await withPassphrase(values, (passphrase) => standbys.check(kid, passphrase));
    return found;
  }

  return {
    async 'seal-standby'({ run, values }) {
      return { sealed: (await seal(run, values)).since };
    },
    async 'check-standby'({ run, values }) {
      const { checkedAt } = await withPassphrase(values, (passphrase) =>
        standbys.check(run.facts.kid ?? '', passphrase),
      );
      return { checked: checkedAt ?? '' };
    },
    async rotate({ run, values }) {
      const kid = run.facts.kid ?? '';
      const replaces = emptyAsNull(values['replaces']);
      if (replaces === kid) {
        throw new AppError('INPUT_INVALID', 'a key does not take the place of itself', {
          hint: 'name the key that is in use now, or none',
        });
      }
      const drawn = ownDeed(run, 'standby.drawn');
      if (drawn !== null) {
        const before = drawn.payload['replaces'] ?? null;
        if (before === replaces) return { state: keys.get(kid).state };
        throw failed(`this key took the place of ${String(before ?? 'no key')} already`, 'type what was typed then');
      }
      requireSealedStandby(standbys, kid);
      const why = { reason: `${values['reason'] ?? ''} ${markOf(run.id)}`, replaces };
      const { state } = await withPassphrase(values, (passphrase) => standbys.draw(kid, { ...why, passphrase }));
      return { state };
    },
    'list-copies': ({ run }) =>
      Object.fromEntries(copiesOf(keys, run).map((copy, at) => [`copy-${String(at + 1)}`, copyLine(copy)])),
    async 'delete-key'({ run, values }) {
      const { kid } = run.facts;
      if (kid === null || values['kid'] !== kid) {
        throw new AppError('INPUT_INVALID', 'this is not the kid of the key that was named', {
          hint: 'type it as it stands on the sheet, character by character',
        });
      }
      if (run.script.outcome === 'device' && !run.isRehearsal) files.requireSaved(run.id);
      const before = keys.get(kid);
      if (before.state === 'deleted' && ownDeed(run, 'key.deleted') === null) {
        throw failed('this key was deleted before, and not by this ceremony', 'abort: there is nothing to witness');
      }
      const reason = `${values['reason'] ?? ''} ${markOf(run.id)}`;
      const key = before.state === 'deleted' ? before : await keyLife.delete(kid, { reason, isNow: true });
      if (key.state === 'deleted') return { kid, state: key.state };
      throw failed(
        `the keychain has not confirmed that the key is gone: it is ${key.state}`,
        'try again; what may be left is said, and never called deleted',
      );
    },
  };
}

/** How the reason of an event names the ceremony that it belongs to. */
function markOf(id: string): string {
  return `(ceremony ${id})`;
}

/** @throws CEREMONY_CHECK_FAILED */
export function requireSealedStandby(standbys: Standbys, kid: string): void {
  if (standbys.get(kid) !== null) return;
  throw failed('this is no sealed standby key', 'dcm-keys standby list shows them: name one of these');
}

/** A copy of a private half that is known of. */
interface KnownCopy {
  readonly kind: 'keychain' | 'elsewhere' | 'noted';
  readonly where: string;
  readonly goneAt: string | null;
}

/** Every copy that is known of the key; the first one is the keychain's, or that of whoever holds it. */
export function copiesOf(keys: Keys, { facts }: CeremonyRun): readonly KnownCopy[] {
  if (facts.kid === null) return [];
  const { keychain, custody, copies, heldBy } = keys.get(facts.kid);
  const first: KnownCopy =
    custody === 'here'
      ? { kind: 'keychain', where: keychain ?? '-', goneAt: null }
      : { kind: 'elsewhere', where: heldBy ?? '-', goneAt: null };
  return [first, ...copies.map(({ where, goneAt }) => ({ kind: 'noted', where, goneAt }) as const)];
}

/** A copy as the transcript keeps it. */
function copyLine({ kind, where, goneAt }: KnownCopy): string {
  const line = { keychain: `keychain of this computer (${where})`, elsewhere: `elsewhere: ${where}`, noted: where }[
    kind
  ];
  return goneAt === null ? line : `${line} (gone ${goneAt})`;
}

/** What the screen says above the place of a copy. */
export function copyLabel({ kind, goneAt }: KnownCopy, number: number): InBoth {
  const what = {
    keychain: { en: ': the keychain of this computer', uk: ': сховище ключів цього комп’ютера' },
    elsewhere: { en: ': held elsewhere', uk: ': зберігають в іншому місці' },
    noted: { en: '', uk: '' },
  }[kind];
  const gone = goneAt === null ? { en: '', uk: '' } : { en: ` (gone ${goneAt})`, uk: ` (немає з ${goneAt})` };
  return {
    en: `Copy ${String(number)}${what.en}${gone.en}`,
    uk: `Копія ${String(number)}${what.uk}${gone.uk}`,
  };
}

/** What was typed; `null`: nothing. */
export function emptyAsNull(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}

/** A check that stops the step where it is. */
export function failed(what: string, hint: string): AppError {
  return new AppError('CEREMONY_CHECK_FAILED', what, { hint });
}

/** Lends a passphrase to one piece of work; its octets are zeroed afterwards. */
async function withPassphrase<T>(values: ActGiven['values'], work: (passphrase: Buffer) => Promise<T>): Promise<T> {
  const passphrase = Buffer.from(values['passphrase'] ?? '', 'utf8');
  try {
    return await work(passphrase);
  } finally {
    passphrase.fill(0);
  }
}
