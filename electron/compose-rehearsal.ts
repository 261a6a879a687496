import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../shared/model/audit-event.ts';
import type { Environment } from '../shared/model/environment.ts';
import { createSealedFileKeychain } from './adapters/keychain/sealed-file-keychain.ts';
import { acquireWindowLock } from './adapters/sqlite/window-lock.ts';
import { composeHome, systemAdapters, systemClock } from './compose.ts';
import { openThrowAwayHome } from './compose-throw-away.ts';
import { REHEARSAL_ENVIRONMENT } from './domain/ceremony-view.ts';
import { AppError } from './domain/errors.ts';
import { startPracticeDcm } from './practice/practice-dcm.ts';
import type { RehearsalMeans } from './services/ceremony-props.ts';
import type { Home } from './services/home.ts';

/** No secret: what lies under it is worth nothing. A rehearsal that was interrupted finds its keys again with it. */
const VAULT_PASSPHRASE = 'a rehearsal, no secret';
/** The least that a vault may cost, for nobody has to be kept out of this one. */
const LOW_COST = { N: 2 ** 14, r: 8, p: 1 } as const;
/** Ports that no system hands out by itself; its DCM listens there only while it takes a request. */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_000];

interface RehearsalHome {
  readonly door: Actor['door'];
  /** The home to which it belongs. */
  readonly beside: string;
}

/** Whether rehearsals of a home wait: one that was interrupted, or what a process that is gone has not erased. */
export function isRehearsalKept(home: string): boolean {
  return existsSync(folderOf(home));
}

/**
 * Opens the home of the rehearsals that belong to another home: a folder of its own, throw-away keys, no network. When it is
 * closed it is erased, unless a rehearsal in it has not ended: that one waits to be resumed. One process has it at a time.
 * @throws HOME_IN_USE, HOME_UNWRITABLE, DATABASE_DAMAGED
 */
export function openRehearsalHome({ door, beside }: RehearsalHome): Home {
  const path = folderOf(beside);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = acquireWindowLock(path);
  if (lock === null) {
    throw new AppError('HOME_IN_USE', 'another window or command rehearses in this home', {
      hint: 'end that rehearsal first, or go on with it there',
    });
  }
  let opened: Home | null = null;
  const home = composeHome(
    {
      path,
      use: 'write',
      door,
      keychain: 'sealed',
      fallbackKeychain: null,
      askPassphrase: () => Promise.resolve(Buffer.from(VAULT_PASSPHRASE, 'utf8')),
      // Practice is on loopback, and a rehearsal reaches nobody else.
      isOnline: () => false,
      rehearsal: {
        ...propsIn(path),
        reaching: async (work) => await withDcm(environmentOf(opened), work),
        answer: async (request, trusted) => await answerElsewhere(environmentOf(opened), { request, trusted, door }),
      },
    },
    {
      ...systemAdapters,
      sealCost: LOW_COST,
      openKeychain: (_kind, { askPassphrase }) =>
        createSealedFileKeychain({ home: path, askPassphrase, cost: LOW_COST }),
    },
  );
  opened = home;
  if (home.environments.list().length === 0) {
    home.environments.add({
      name: REHEARSAL_ENVIRONMENT,
      baseUrl: `http://127.0.0.1:${String(randomInt(FIRST_PORT, LAST_PORT))}`,
      counterpartyGuid: '00000000-0000-4000-8000-000000000000',
      kind: 'practice',
      ca: null,
    });
  }
  return {
    ...home,
    async close() {
      const hasEnded = home.ceremonies.list().every(({ endedAt }) => endedAt !== null);
      await home.close();
      lock.release();
      if (hasEnded) rmSync(path, { recursive: true, force: true });
    },
  };
}

function folderOf(home: string): string {
  return join(home, 'rehearsal');
}

/** What a rehearsal plays with, in a file of its home. */
function propsIn(folder: string): Pick<RehearsalMeans, 'read' | 'write'> {
  const file = join(folder, 'props.json');
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8') : null),
    write(text) {
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function environmentOf(home: Home | null): Environment {
  if (home === null) throw new Error('a rehearsal is carried out in its home');
  return home.environments.get(REHEARSAL_ENVIRONMENT);
}

/** A practice DCM with nothing in it, for the time of one piece of work. */
async function withDcm<T>({ baseUrl }: Environment, work: () => Promise<T>): Promise<T> {
  const port = Number(new URL(baseUrl).port);
  const dcm = await startPracticeDcm({ port, now: systemClock.now, randomBytes });
  try {
    return await work();
  } finally {
    await dcm.stop();
  }
}

/** The other computer of a rehearsal: a throw-away home that posts the request to DCM, and answers with the receipt. */
async function answerElsewhere(
  environment: Environment,
  { request, trusted, door }: { readonly request: string; readonly trusted: string } & Pick<RehearsalHome, 'door'>,
): Promise<{ readonly text: string; readonly maker: string }> {
  const { name, baseUrl, counterpartyGuid, kind, ca } = environment;
  const desk = openThrowAwayHome(door);
  try {
    desk.environments.add({ name, baseUrl, counterpartyGuid, kind, ca });
    const bytes = Buffer.from(request, 'utf8');
    const { receipt } = await withDcm(
      environment,
      async () => await desk.carriedRegistrations.post(name, bytes, trusted),
    );
    return { text: receipt.text, maker: receipt.report.evidenceKey ?? '' };
  } finally {
    await desk.close();
  }
}
