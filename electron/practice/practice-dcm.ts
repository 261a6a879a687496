import type { RandomBytes } from '../domain/clock.ts';
import { makeDcmKey, openDcmKey, type PracticeTokenRequest } from './dcm-key.ts';
import { newGuid, type PracticeBehaviour, type Registered } from './jwk-register.ts';
import { answerPractice } from './practice-routes.ts';
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
  readonly behaviour?: Partial<PracticeBehaviour>;
  readonly patience?: PracticePatience;
}

/** A DCM to rehearse against. */
export interface PracticeDcm {
  readonly baseUrl: string;
  /** Proposed to the bank; any other is accepted too. */
  readonly counterpartyGuid: string;
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
  let state = saved === null ? await newState(randomBytes) : parsePracticeState(saved);
  const key = await openDcmKey(state.dcmKid, state.dcmKey);
  let lastChange: Promise<unknown> = Promise.resolve();

  async function change(step: (state: PracticeState) => Promise<Registered>): Promise<Registered> {
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

  if (saved === null) onStateChange?.(state);
  const desk = {
    key,
    behaviour: { putKeepsOld: false, ...options.behaviour },
    replays: createReplayGuard(),
    now,
    randomBytes,
    read: () => state,
    change,
  };
  const patience = options.patience ?? DEFAULT_PATIENCE;
  const server = await servePractice(options.port ?? 0, (request) => answerPractice(request, desk), patience);
  return {
    baseUrl: `http://127.0.0.1:${String(server.port)}`,
    counterpartyGuid: state.counterpartyGuid,
    dcmKid: state.dcmKid,
    issueToken: (wanted) => key.sign(wanted, { now: now(), randomBytes }),
    state: () => state,
    stop: () => server.close(),
  };
}

async function newState(randomBytes: RandomBytes): Promise<PracticeState> {
  return {
    version: 1,
    counterpartyGuid: newGuid(randomBytes),
    // Upper case, as DCM's guide shows its own: a kid that is no thumbprint keeps us honest.
    dcmKid: newGuid(randomBytes).toUpperCase(),
    dcmKey: await makeDcmKey(),
    counterparties: {},
  };
}
