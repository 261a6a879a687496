import type { ceremonyContract } from '../../../shared/ipc/ceremony-contract.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { CeremonyEntry } from '../../../shared/model/ceremony.ts';
import { AppError } from '../../../electron/domain/errors.ts';
import { createCeremonyHandlers as realHandlers } from '../../../electron/ipc/ceremony-handlers.ts';
import { createCeremonies } from '../../../electron/services/ceremonies.ts';
import type { CeremonyActs } from '../../../electron/services/ceremony-acts.ts';
import { createCeremonyLog } from '../../../electron/services/ceremony-log.ts';
import type { CeremonyProps } from '../../../electron/services/ceremony-props.ts';
import { createCeremonyPapers } from '../../../electron/services/ceremony-papers.ts';
import { createCeremonyRooms } from '../../../electron/services/ceremony-rooms.ts';
import { prepareCeremonies, SHARE } from './ceremony-prepared.ts';
import { type FakeFacts, NOW } from './facts.ts';
import { Refusal } from './refusal.ts';

type Handlers = {
  readonly [C in keyof typeof ceremonyContract]: (input: Input<C>) => Output<C> | Promise<Output<C>>;
};

const SIGNER = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const SET = '7c21d09b55ae4410';

/** The real runner over a store in memory; what it does to keys and shares is played. */
export function createCeremonyHandlers(facts: FakeFacts, emit: (event: AppEvent) => void): Handlers {
  const [real, rehearsals] = [room(false), room(true)];
  const ceremonyRooms = createCeremonyRooms(real, { isKept: () => false, open: () => rehearsals });
  const handlers = realHandlers({
    ceremonyRooms,
    documents: {
      keep: ({ fileName }) => ({ document: 'd1', fileName }),
      save: () => Promise.resolve(null),
      write: () => Promise.resolve(null),
      clear: () => undefined,
    },
    changing: async (work) => {
      const result = await work;
      emit({ type: 'changed' });
      return result;
    },
  });
  if (!facts.hasCeremonies) return handlers;
  ceremonyRooms.forNew(true);
  let prepared: Promise<void> | null = null;
  return onceReady(handlers, () => {
    prepared ??= prepareCeremonies({ real: real.ceremonies, rehearsals: rehearsals.ceremonies, restart: real.restart });
    return prepared;
  });
}

/** Answers once what is asked about is there, with the codes of the core. */
function onceReady(handlers: Handlers, ready: () => Promise<void>): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([channel, answer]) => [
      channel,
      async (input: never) => {
        await ready();
        try {
          return await (answer as (input: never) => unknown)(input);
        } catch (error) {
          throw error instanceof AppError ? new Refusal(error.code, error.message) : error;
        }
      },
    ]),
  ) as unknown as Handlers;
}

const NO_PROPS: CeremonyProps = {
  prepare: () => Promise.resolve({ texts: {}, documents: {}, papers: [] }),
  keep: () => undefined,
  settle: () => Promise.resolve(),
  carry: () => Promise.resolve(),
  within: async (_given, act) => await act(),
  shown: () => [],
  document: () => '',
};

function room(isRehearsal: boolean) {
  let second = 0;
  const clock = { now: () => Date.parse(NOW) + 1000 * second, monotonicMs: () => 1000 * second };
  const scripts = new Map<string, string>();
  const entries: CeremonyEntry[] = [];
  let seq = 40;
  const openLog = () =>
    createCeremonyLog({
      clock,
      clockGuard: { state: () => ({ isTrusted: true, confirmed: null }) },
      tryTurn: () => ({ release: () => undefined }),
      store: {
        ceremonies: {
          list: () => [...scripts].map(([id, script]) => ({ id, script })),
          get: (id) => (scripts.has(id) ? { id, script: scripts.get(id) ?? '' } : null),
          insert: ({ id, script }) => scripts.set(id, script),
          entries: (id) => entries.filter(({ ceremony }) => ceremony === id),
          addEntry: (entry) => entries.push(entry),
        },
        write: (work) => work(),
      },
      trail: {
        append() {
          seq += 1;
          second += 7;
          return { seq, at: new Date(clock.now()).toISOString() };
        },
      },
    });
  const log = openLog();
  const machine = {
    upInterfaces: () => [],
    isOnline: () => false,
    platform: 'linux' as const,
    version: '0.1.0',
    appPath: '/media/usb/dcm-keys',
    appReports: () => 'ab'.repeat(32),
  };
  const proofs = { fingerprint: () => SIGNER, issue };
  const open = (opened: typeof log) =>
    createCeremonies({
      log: opened,
      acts: playedActs,
      proofs: { prepare: () => Promise.resolve() },
      machine,
      clock,
      appVersion: '0.6.0',
      props: isRehearsal ? NO_PROPS : null,
    });
  let ceremonies = open(log);
  const state = (id: string) => ceremonies.state(id);
  return {
    get ceremonies() {
      return ceremonies;
    },
    ceremonyPapers: createCeremonyPapers({ log, ceremonies: { state }, proofs, clock }),
    /** As another process finds them. */
    restart: () => (ceremonies = open(openLog())),
    close: () => Promise.resolve(),
  };
}

function issue<T extends object>(wanted: {
  readonly content: (frame: never) => T;
}): Promise<T & { readonly signature: string }> {
  const frame = {
    installId: '8f14e45f-ceea-467a-9575-9c2f3d1c7a11',
    head: { seq: 42, hash: 'cd'.repeat(32) },
    evidenceKey: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  };
  return Promise.resolve({ ...wanted.content(frame as never), signature: 'AA' });
}

const key = { kid: SIGNER, thumbprint: SIGNER, alg: 'RS256', bits: '3072' };

const playedActs: CeremonyActs = {
  halfMade: () => null,
  remove: () => Promise.resolve(true),
  shares: {
    showShare: () => Promise.resolve(SHARE),
    giveUp: () => undefined,
    settle: () => undefined,
    dropGiven: () => undefined,
    papersGone: () => undefined,
  },
  shown: ({ steps, at, fingerprint }) => {
    const kind = steps[at]?.step.kind;
    const label =
      kind === 'script-hash'
        ? { en: 'Hash of the script', uk: 'Хеш сценарію' }
        : { en: 'Fingerprint of the key', uk: 'Відбиток ключа' };
    if (kind !== 'script-hash' && kind !== 'fingerprint') return [];
    return [{ id: 'thumbprint', label, value: kind === 'script-hash' ? fingerprint : SIGNER, as: 'thumbprint' }];
  },
  files: {
    state: () => 'waiting',
    take: () => ({ fileName: 'backup.json', text: '{}' }),
    noteSaved: () => undefined,
  },
  acts: {
    'check-machine': ({ due }) => Object.fromEntries((due.step.checks ?? []).map((name) => [name, 'none'])),
    'name-key': ({ values }) => ({ ...key, kid: values['kid'] ?? '' }),
    'list-copies': () => ({ 'copy-1': 'keychain of this computer (os)', 'copy-2': 'safe 3, bag 4711' }),
    'delete-key': () => ({ state: 'deleted' }),
    'generate-key': () => key,
    register: () => ({}),
    'seal-standby': () => ({}),
    deliver: () => ({ sha256: 'ab'.repeat(32) }),
    'begin-split': () => ({ set: SET }),
    'show-share': () => ({}),
    'read-back': ({ values }) => {
      if (values['share'] === SHARE) return {};
      throw new AppError('SHARE_DAMAGED', 'share 2 is damaged in group 7', { hint: 'compare it with the paper' });
    },
    'close-split': () => ({ set: SET }),
    'name-set': () => ({ set: SET, threshold: '3', shares: '5' }),
    drill: () => ({ thumbprint: SIGNER }),
  },
};
