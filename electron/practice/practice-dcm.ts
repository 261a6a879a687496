import type { RandomBytes } from '../domain/clock.ts';
import { type DcmKey, openDcmKey, type PracticeTokenRequest } from './dcm-key.ts';
import { newDcmKey } from './dcm-rotation.ts';
import { newGuid, type PracticeBehaviour } from './jwk-register.ts';
import { createManners } from './manners.ts';
import { answerAsTold } from './misbehaving.ts';
import { DEFAULT_PATIENCE, type PracticePatience, servePractice } from './practice-server.ts';
import { parsePracticeState, type PracticeState } from './practice-state.ts';
import { createReplayGuard } from './token-inspection.ts';

export interface PracticeOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** What an earlier practice DCM exported; without it, or with `null`, a new one begins, with a new key. */
  readonly state?: unknown;
  /** Told of each new state before the answer leaves. If it throws, the change is not made and the answer is a 500. */
  readonly onStateChange?: (state: PracticeState) => void;
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
  /** What its PUT does, where the state does not say. */
  readonly behaviour?: Partial<PracticeBehaviour>;
  readonly patience?: PracticePatience;
}

/** A DCM to rehearse against. */
export interface PracticeDcm {
  readonly baseUrl: string;
  /** Proposed to the bank; any other is accepted too. */
  readonly counterpartyGuid: string;
  /** The kid of the key that it signs with now. */
  readonly dcmKid: string;
  /** A token by the practice DCM, good or bad on purpose. */
  issueToken(wanted: PracticeTokenRequest): Promise<string>;
  state(): PracticeState;
  stop(): Promise<void>;
}

/**
 * Starts a DCM to rehearse against, in this process, on 127.0.0.1 and no other address. It keeps JWKs per counterparty,
 * judges tokens in Authenticate, publishes a key of its own and signs practice tokens with it. Nothing in it is real.
 * @throws PORT_UNAVAILABLE, INPUT_INVALID (a damaged saved state)
 */
export async function startPracticeDcm(options: PracticeOptions): Promise<PracticeDcm> {
  const { now, randomBytes, onStateChange } = options;
  const saved = options.state ?? null;
  const begun = saved === null ? await newState(randomBytes) : parsePracticeState(saved);
  let state: PracticeState = { ...begun, ...options.behaviour };
  const opened = new Map<string, DcmKey>();
  let dateErrorSeconds = 0;
  let lastChange: Promise<unknown> = Promise.resolve();

  async function keys(): Promise<readonly DcmKey[]> {
    return await Promise.all(state.dcmKeys.map(async ({ kid, key }) => opened.get(kid) ?? (await open(kid, key))));
  }

  async function signingKey(): Promise<DcmKey> {
    const key = (await keys()).at(-1);
    if (key === undefined) throw new Error('the practice DCM has no key');
    return key;
  }

  async function open(kid: string, pkcs8: string): Promise<DcmKey> {
    const key = await openDcmKey(kid, pkcs8);
    opened.set(kid, key);
    return key;
  }

  async function change<T extends { readonly state: PracticeState }>(
    step: (state: PracticeState) => Promise<T>,
  ): Promise<T> {
    const made = lastChange.then(async () => {
      const next = await step(state);
      if (next.state !== state) onStateChange?.(next.state);
      state = next.state;
      return next;
    });
    // The next change waits for this one, however it ends; its own caller gets the failure.
    lastChange = made.catch(() => undefined);
    return made;
  }

  // A damaged key is found before anybody is served.
  await keys();
  if (saved === null) onStateChange?.(state);
  const desk = {
    keys,
    signingKey,
    manners: createManners(),
    replays: createReplayGuard(),
    now,
    setDateError: (seconds: number) => {
      dateErrorSeconds = seconds;
    },
    randomBytes,
    read: () => state,
    change,
  };
  const patience = options.patience ?? DEFAULT_PATIENCE;
  const server = await servePractice(options.port ?? 0, {
    answer: (request) => answerAsTold(request, desk),
    date: () => now() + dateErrorSeconds * 1000,
    patience,
  });
  return {
    baseUrl: `http://127.0.0.1:${String(server.port)}`,
    counterpartyGuid: state.counterpartyGuid,
    get dcmKid() {
      return state.dcmKeys.at(-1)?.kid ?? '';
    },
    issueToken: async (wanted) => await (await signingKey()).sign(wanted, { now: now(), randomBytes }),
    state: () => state,
    stop: () => server.close(),
  };
}

async function newState(randomBytes: RandomBytes): Promise<PracticeState> {
  return {
    version: 2,
    counterpartyGuid: newGuid(randomBytes),
    dcmKeys: [await newDcmKey(randomBytes)],
    putKeepsOld: false,
    publishDelaySeconds: 0,
    counterparties: {},
  };
}
