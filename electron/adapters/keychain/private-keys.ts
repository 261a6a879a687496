import type { KeyObject } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import { entriesOf, nameOfRow, purge, readText, type KeyPlace } from './key-places.ts';
import { layOutKey } from './key-entries.ts';
import { privateKeyOfText, textOfPrivateKey, thumbprintOfPrivateKey } from './key-material.ts';
import type { Keychain, KeychainIntent, KeychainIntents, PrivateKeys } from './keychain.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { isSealedKey, openSealedKey, sealKey } from './sealed-key.ts';
import { NEW_VAULT_COST, type VaultCost } from './sealed-vault-format.ts';

/** An id has no dot: a dot separates it from the generation in the names of rows and entries. */
const ID = /^[a-z0-9][a-z0-9-]{0,59}$/;
/** After one of these, asking about the next key would only make the person wait or click again. */
const GIVE_UP_ON: readonly string[] = [
  'KEYCHAIN_UNAVAILABLE',
  'KEYCHAIN_LOCKED',
  'KEYCHAIN_DENIED',
  'KEYCHAIN_TIMEOUT',
  'PASSPHRASE_NEEDED',
  'PASSPHRASE_WRONG',
];

/** A key that this process has written and that nobody has committed yet. */
interface Written extends KeyPlace {
  /** The generation that it takes the place of. */
  readonly replaces: number | null;
}

/**
 * Private keys in any keychain.
 *
 * Every generation of a key has entries of its own, and each is preceded by a row: the row named by the id is
 * the generation that counts, a row `id.g<n>` is one being written or to be removed. So writing never touches
 * the entries that count, and whatever a crash leaves can be found from the rows; the keychain is never searched.
 *
 * `transaction` runs its argument in one durable transaction of the intents; with several processes on one home
 * it keeps a reconcile in one from undoing a commit in another.
 * Buffers with private bytes are zeroed; the keychain's port speaks strings, and strings can not be.
 */
export function createPrivateKeys(options: {
  readonly keychain: Keychain;
  readonly intents: KeychainIntents;
  readonly transaction?: <T>(work: () => T) => T;
  /** What it costs to unseal a key, per guess. */
  readonly sealCost?: VaultCost;
}): PrivateKeys {
  const { keychain, intents, transaction = (work) => work(), sealCost: cost = NEW_VAULT_COST } = options;
  const inTurn = createOneAtATime();
  const written = new Map<string, Written>();

  return {
    write(id, privateKey) {
      return inTurn(async () => {
        assertId(id);
        if (privateKey.type !== 'private') throw refused('only a private key can be written');
        await rollBack(id);
        const thumbprint = thumbprintOfPrivateKey(privateKey);
        await write(id, textOfPrivateKey(privateKey), async (back) => {
          const readBack = privateKeyOfText(back);
          return readBack !== null && thumbprintOfPrivateKey(readBack) === thumbprint;
        });
      });
    },
    async seal(id, thumbprint, passphrase) {
      const text = await use(id, thumbprint, async (privateKey) => await sealKey(privateKey, { id, passphrase, cost }));
      await inTurn(async () => {
        await rollBack(id);
        await write(id, text, async (back) => {
          return thumbprintOfPrivateKey(await openSealedKey(back, { id, passphrase })) === thumbprint;
        });
      });
    },
    async unseal(id, { thumbprint, passphrase }, work) {
      const text = await readKept(id);
      if (text === null || !isSealedKey(text)) throw unavailable('is missing from the keychain, or is not sealed');
      const privateKey = await openSealedKey(text, { id, passphrase });
      if (thumbprintOfPrivateKey(privateKey) !== thumbprint) throw unavailable('is another key than the recorded one');
      return await work(privateKey);
    },
    commit(id) {
      const place = written.get(id);
      const current = intents.get(id);
      const row = place === undefined ? null : intents.get(nameOfRow(place));
      if (place === undefined || row?.phase !== 'writing' || (current?.generation ?? null) !== place.replaces)
        throw refused('private key to keep was not written, or was cleared away by another process');
      const { generation, chunks } = place;
      intents.put({ id, generation, chunks, phase: 'kept' });
      intents.delete(nameOfRow(place));
      if (current !== null) intents.put({ ...current, id: nameOfRow({ ...current, id }), phase: 'removing' });
    },
    beginRemoval(id) {
      const row = intents.get(id);
      if (row !== null) intents.put({ ...row, phase: 'removing' });
    },
    rollBack(id) {
      return inTurn(() => rollBack(id));
    },
    use,
    remove(id) {
      return inTurn(async () => {
        assertId(id);
        await rollBack(id);
        // Without a row nothing of ours can be there; the store is asked all the same before that is claimed.
        const row = intents.get(id) ?? { id, generation: 1, chunks: 1, phase: 'removing' };
        intents.put({ ...row, phase: 'removing' });
        const rows = [...intents.unfinished()].filter((candidate) => baseOf(candidate) === id);
        let isGone = true;
        for (const candidate of rows) isGone = (await removeRow(candidate)) === 'gone' && isGone;
        return isGone ? 'deleted' : 'delete-pending';
      });
    },
    reconcile() {
      return inTurn(reconcile);
    },
  };

  async function readKept(id: string): Promise<string | null> {
    const row = intents.get(id);
    if (row?.phase !== 'kept') throw unavailable('is not recorded as kept');
    return await inTurn(() => readText(keychain, row));
  }

  async function use<T>(id: string, thumbprint: string, work: (privateKey: KeyObject) => T | Promise<T>): Promise<T> {
    const text = await readKept(id);
    if (text !== null && isSealedKey(text)) throw isSealed();
    const privateKey = text === null ? null : privateKeyOfText(text);
    if (privateKey === null) throw unavailable('is missing from the keychain or damaged');
    if (thumbprintOfPrivateKey(privateKey) !== thumbprint) throw unavailable('is another key than the recorded one');
    return await work(privateKey);
  }

  /** `isSame` looks at what the keychain gave back. */
  async function write(id: string, text: string, isSame: (back: string) => Promise<boolean>): Promise<void> {
    const { head, parts } = layOutKey(text, keychain.maxValueLength);
    const replaces = intents.get(id)?.generation ?? null;
    const place: Written = { id, generation: freshGeneration(id), chunks: Math.max(parts.length, 1), replaces };
    const entries = entriesOf(place);
    intents.put({ id: nameOfRow(place), generation: place.generation, chunks: place.chunks, phase: 'writing' });
    written.set(id, place);
    try {
      for (const account of entries.all)
        if ((await keychain.read(account)) !== null) throw refused('keychain has an entry where a new key would go');
      for (const [at, part] of parts.entries()) await keychain.write(entries.part(at), part);
      await keychain.write(entries.head, head);
      await proveWritten(place, text, isSame);
    } catch (thrown) {
      await rollBack(id);
      throw thrown;
    }
  }

  /** A keychain that cuts, swaps or forgets must be found out now, while the key can still be made again. */
  async function proveWritten(
    place: KeyPlace,
    text: string,
    isSame: (back: string) => Promise<boolean>,
  ): Promise<void> {
    const back = await readText(keychain, place);
    if (back === null || back !== text || !(await isSame(back)))
      throw new AppError('KEYCHAIN_FAILED', 'keychain gave back something else than was written', {
        hint: 'nothing was kept; check the keychain of this system, or use a sealed vault',
      });
  }

  /** What can not be removed now keeps its row, and `reconcile` tries again. */
  async function rollBack(id: string): Promise<void> {
    const place = written.get(id);
    if (place === undefined) return;
    const row = intents.get(nameOfRow(place));
    written.delete(id);
    // No row: committed, so the entries count; or another process gave up on it, so they go once more.
    if (row === null && intents.get(id)?.generation === place.generation) return;
    await removeRow(row ?? { ...place, id: nameOfRow(place), phase: 'removing' });
  }

  async function removeRow(row: KeychainIntent): Promise<'gone' | 'pending' | 'give-up'> {
    try {
      if (!(await purge(keychain, { ...row, id: baseOf(row) }))) return 'pending';
    } catch (thrown) {
      // The row stays, so nothing is forgotten: the caller learns `pending`, and the next reconcile tries again.
      if (!(thrown instanceof AppError)) throw thrown;
      return GIVE_UP_ON.includes(thrown.code) ? 'give-up' : 'pending';
    }
    intents.delete(row.id);
    return 'gone';
  }

  async function reconcile(): Promise<{ rolledBack: number; removed: number; pending: number }> {
    const outcome = { rolledBack: 0, removed: 0, pending: 0 };
    let isAnswering = true;
    for (const row of intents.unfinished()) {
      const isOwn = written.get(baseOf(row))?.generation === row.generation;
      if (row.phase === 'writing' && isOwn) continue;
      const claimed = claim(row);
      if (claimed === null) continue;
      const result = isAnswering ? await removeRow(claimed) : 'pending';
      if (result === 'give-up') isAnswering = false;
      if (result !== 'gone') outcome.pending += 1;
      else if (row.phase === 'writing') outcome.rolledBack += 1;
      else outcome.removed += 1;
    }
    return outcome;
  }

  /** From here on no other process can commit it. `null`: it was committed, or cleared away, in the meantime. */
  function claim(row: KeychainIntent): KeychainIntent | null {
    return transaction(() => {
      const now = intents.get(row.id);
      if (now === null || now.phase === 'kept' || now.generation !== row.generation) return null;
      const claimed: KeychainIntent = { ...now, phase: 'removing' };
      intents.put(claimed);
      return claimed;
    });
  }

  function freshGeneration(id: string): number {
    const known = intents.unfinished().filter((row) => baseOf(row) === id);
    return Math.max(intents.get(id)?.generation ?? 0, ...known.map(({ generation }) => generation)) + 1;
  }
}

/** The id that a row is about: `id` itself, or `id.g<generation>`. */
function baseOf({ id }: KeychainIntent): string {
  return id.split('.')[0] ?? id;
}

function assertId(id: string): void {
  if (!ID.test(id)) throw refused('id of a private key is not an allowed name');
}

function refused(message: string): AppError {
  return new AppError('KEYCHAIN_FAILED', message, { hint: 'try again; nothing that counts was changed' });
}

function isSealed(): AppError {
  return new AppError('KEY_SEALED', 'this key is sealed as a standby key: it signs nothing', {
    hint: 'draw it first: dcm-keys standby draw KID --reason R',
  });
}

function unavailable(what: string): AppError {
  return new AppError('KEY_UNAVAILABLE', `private key ${what}`, {
    hint: 'restore it from a backup, or make and register a new key; its record and history stay',
  });
}
