import type { standbyContract } from '../../shared/ipc/standby-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about keys that stand by. */
export function createStandbyHandlers({ home, changing }: Services): Pick<Handlers, keyof typeof standbyContract> {
  return {
    'standby.list': () => [...home.standbys.list(null)],
    'standby.seal': ({ kid, place, note, passphrase }) =>
      withBytes(passphrase, (bytes) => changing(home.standbys.seal(kid, { place, note, passphrase: bytes }))),
    'standby.check': ({ kid, passphrase }) =>
      withBytes(passphrase, (bytes) => changing(home.standbys.check(kid, bytes))),
    'standby.draw': ({ kid, passphrase, reason, replaces }) =>
      withBytes(passphrase, (bytes) => changing(home.standbys.draw(kid, { reason, replaces, passphrase: bytes }))),
  };
}

/** A string that was typed into a page cannot be erased; the buffer is. */
async function withBytes<T>(text: string, work: (bytes: Buffer) => Promise<T>): Promise<T> {
  const bytes = Buffer.from(text, 'utf8');
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}
