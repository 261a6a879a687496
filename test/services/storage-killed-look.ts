import type { KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { parseVault } from '../../electron/adapters/keychain/sealed-vault-format.ts';
import { composeWindow } from '../../electron/compose-window.ts';
import { AppError } from '../../electron/domain/errors.ts';
import type { Home } from '../../electron/services/home.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { adaptersOf, openKilledHome, PASSPHRASE } from './storage-killed-home.ts';

const TEN_MINUTES_MS = 600_000;
const PATIENCE = { timeout: 30_000 };
const NOTHING_COUNTED = { countStep: () => undefined };

/** What a home holds after the next start: one line for each thing that must fit the others. */
export interface Look {
  readonly states: readonly string[];
  readonly held: readonly boolean[];
  /** Entries of keys in the keychain, without the evidence key's. */
  readonly entries: number;
  readonly unfinished: number;
  readonly isTrailWhole: boolean;
  /** What a second clearing up still found to do. */
  readonly restless: number;
}

/** What the next command finds that opens the keychain, `key delete --due`. */
export async function lookAsTerminal(folder: string, backend: string, privateKey: KeyObject): Promise<Look> {
  const home = openKilledHome(folder, backend, { ...NOTHING_COUNTED, privateKey });
  try {
    await home.session.open().keychain.read(home.seal.anchorAccount());
    await home.keyLife.deleteDue();
    return await look(home);
  } finally {
    await home.close();
  }
}

/**
 * What the next window finds when it has been open for ten minutes; a sealed vault is unlocked in it, and nothing else is
 * done. Its intervals are fake ones.
 */
export async function lookAsWindow(folder: string, backend: string, privateKey: KeyObject): Promise<Look> {
  const { home, handlers, close } = await composeWindow({
    outFolder: '.',
    homePath: join(folder, 'home'),
    host: 'preview',
    desktop: bareDesktop,
    sendEvent: () => undefined,
    keychain: backend === 'sealed' ? 'sealed' : 'os',
    adapters: adaptersOf(folder, backend, { ...NOTHING_COUNTED, privateKey }),
  });
  try {
    if (backend === 'sealed') await handlers['app.unlock']({ passphrase: PASSPHRASE });
    await vi.waitFor(() => expect(home.store.intents.unfinished()).toEqual([]), PATIENCE);
    vi.advanceTimersByTime(TEN_MINUTES_MS);
    await vi.waitFor(() => expect(home.keyLife.due()).toEqual([]), PATIENCE);
    return await look(home);
  } finally {
    await close();
  }
}

/** Tells what the home holds, after asking whether anything is still to be done. */
async function look(home: Home): Promise<Look> {
  const open = home.session.open();
  const unfinished = home.store.intents.unfinished().length;
  const { rolledBack, removed, pending } = await open.exclusively(async () => await open.privateKeys.reconcile());
  const restless = rolledBack + removed + pending + (await home.keyLife.deleteDue()).length;
  const keys = home.store.keys.list();
  const held: boolean[] = [];
  for (const { keychainId, thumbprint } of keys) {
    held.push(await open.privateKeys.use(keychainId ?? '', thumbprint, () => true).catch(() => false));
  }
  return {
    states: keys.map(({ state }) => state),
    held,
    entries: entriesOf(home.path).filter((account) => account.includes('key.key-')).length,
    unfinished,
    isTrailWhole: home.seal.verify(null).ok && (await isAnchored(home)),
    restless,
  };
}

/** The head in the keychain is one of this trail. */
async function isAnchored(home: Home): Promise<boolean> {
  try {
    await home.seal.requireWhole(home.session.open());
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'AUDIT_BROKEN') return false;
    throw error;
  }
}

function entriesOf(home: string): readonly string[] {
  const names = readdirSync(home);
  if (!names.includes('vault.json')) {
    const system = join(home, '..', 'system');
    return readdirSync(join(home, '..')).includes('system') ? readdirSync(system) : [];
  }
  return parseVault(readFileSync(join(home, 'vault.json'), 'utf8')).entries.map(({ account }) => account);
}
