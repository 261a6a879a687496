import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../../electron/services/home.ts';
import { actDue, confirmDue, goOn, saveFile, type Typed } from './ceremony-driver.ts';

export const CEREMONY = 'C-2026-001';

/** What a template gives those who act in it, beside the home. */
export interface Given {
  /** The step of its ceremony that is killed. */
  readonly step?: string;
  /** What is typed, by the ids of fields. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Papers of custodians, in the order of their rounds. */
  readonly shares?: readonly string[];
  /** A file that is taken in, and the fingerprint of its maker. */
  readonly file?: string;
  readonly maker?: string;
}

export function givenIn(folder: string): Given {
  return JSON.parse(readFileSync(join(folder, 'given.json'), 'utf8')) as Given;
}

/** What people type: papers are read by whoever's turn it is. */
export function typedOf({ typed = {}, shares = [] }: Given): Typed {
  return {
    kid: ({ facts }) => facts.kid ?? '',
    ...typed,
    share: ({ now }) => shares[Number(now?.id.split('.')[1]) - 1] ?? '',
  };
}

/** Goes on with the ceremony of a home, which another process has left, up to a step or to its end. */
export async function goOnTo({ ceremonies }: Home, given: Given, step?: string): Promise<void> {
  if (ceremonies.state(CEREMONY).state === 'interrupted') await ceremonies.resume(CEREMONY);
  await goOn(ceremonies, CEREMONY, typedOf(given), step);
}

interface Deed {
  readonly home: Home;
  readonly given: Given;
  /** From here on the process is killed. */
  begin(): void;
}

/** What a process does in a home until it is killed. */
export const DEEDS = {
  async step({ home, given, begin }: Deed) {
    await goOnTo(home, given, given.step);
    begin();
    await actDue(home.ceremonies, CEREMONY, typedOf(given));
  },
  /** Shows each share, has it read back, and closes the set; what was shown is in this process alone. */
  async close({ home: { ceremonies }, given, begin }: Deed) {
    const papers = new Map<string, string>();
    await ceremonies.resume(CEREMONY);
    await goOn(ceremonies, CEREMONY, typedOf(given), 'show-share.1');
    saveFile(ceremonies, CEREMONY);
    for (;;) {
      const { now } = ceremonies.state(CEREMONY);
      if (now === null || now.kind === 'close-split') break;
      const round = now.id.split('.')[1] ?? '';
      if (now.kind === 'show-share') papers.set(round, (await ceremonies.showShare(CEREMONY, now.id)).text);
      if (now.status === 'done') confirmDue(ceremonies, CEREMONY);
      else await actDue(ceremonies, CEREMONY, { ...typedOf(given), share: papers.get(round) ?? '' });
    }
    begin();
    await actDue(ceremonies, CEREMONY);
  },
  async restore({ home, given: { file = '', shares = [] }, begin }: Deed) {
    begin();
    await home.backupRestores.restore(Buffer.from(file), shares);
  },
  async take({ home, given: { file = '', maker = '' }, begin }: Deed) {
    begin();
    await home.bundles.import('practice', Buffer.from(file), maker);
  },
  /** Planted: writes an entry of a key that was announced nowhere, as nothing that stores a private half may. */
  async 'restore-strewn'({ home, begin }: Deed) {
    const { keychain } = home.session.open();
    begin();
    await keychain.write(`key.key-${'0'.repeat(32)}.g1.0`, 'x');
  },
  async abort({ home, begin }: Deed) {
    begin();
    await home.ceremonies.abort(CEREMONY, 'fire alarm');
  },
  /** Planted: takes the key away before it says so, as an abort must not. */
  async 'abort-unannounced'({ home, begin }: Deed) {
    begin();
    for (const { kid } of home.keys.list()) await home.keyLife.delete(kid, { reason: 'as of old', isNow: false });
    await home.ceremonies.abort(CEREMONY, 'fire alarm');
  },
} as const;
export type DeedName = keyof typeof DEEDS;
