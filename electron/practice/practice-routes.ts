import { z } from 'zod';
import { practiceTokenKindSchema } from '../../shared/model/token.ts';
import type { RandomBytes } from '../domain/clock.ts';
import type { DcmKey } from './dcm-key.ts';
import {
  createEntry,
  entriesOf,
  type PracticeBehaviour,
  readJson,
  type Registered,
  updateEntry,
} from './jwk-register.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeState } from './practice-state.ts';
import { inspectToken, type ReplayGuard } from './token-inspection.ts';

/** A request whose body is here, whole. */
export interface PracticeRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  header(name: string): string | null;
}

/** What the routes work on. */
export interface PracticeDesk {
  readonly key: DcmKey;
  readonly behaviour: PracticeBehaviour;
  readonly replays: ReplayGuard;
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
  read(): PracticeState;
  /** Runs one change after the other, and keeps the state of each before the next one begins. */
  change(step: (state: PracticeState) => Promise<Registered>): Promise<Registered>;
}

const COUNTERPARTY = /^\/api\/v1\/counterparty\/(?<counterparty>[A-Za-z0-9-]{1,64})\/jwk(?<rest>\/.*)?$/u;
const text = z.string().min(1).max(1024).optional();
const tokenRequestSchema = z.strictObject({ kind: practiceTokenKindSchema, sub: text, obj: text, flow: text });

/** Answers one request with the JSON of a 200. Throws a `PracticeError` for every other answer. */
export async function answerPractice(request: PracticeRequest, desk: PracticeDesk): Promise<unknown> {
  if (request.path === '/api/v1/.well-known/jwks.json') {
    requireMethod(request, 'GET');
    return { keys: [desk.key.publicJwk] };
  }
  if (request.path === '/practice/v1/token') {
    requireMethod(request, 'POST');
    return { token: await issueToken(request, desk) };
  }
  const groups = COUNTERPARTY.exec(request.path)?.groups;
  const counterparty = groups?.['counterparty'];
  if (counterparty === undefined) throw new PracticeError(404, 'not found');
  const rest = groups?.['rest'] ?? '';
  if (rest === '') return answerList(request, desk, counterparty);
  if (rest === '/authenticate') return authenticate(request, desk, counterparty);
  requireMethod(request, 'PUT');
  await desk.change((state) => updateEntry(state, { counterparty, guid: rest.slice(1), body: request.body }, desk));
  return {};
}

async function answerList(request: PracticeRequest, desk: PracticeDesk, counterparty: string): Promise<unknown> {
  if (request.method === 'POST') {
    const idempotencyKey = request.header('idempotency-key');
    const { guid } = await desk.change((state) =>
      createEntry(state, { counterparty, body: request.body, idempotencyKey }, desk),
    );
    return { guid };
  }
  requireMethod(request, 'GET');
  const keys = entriesOf(desk.read(), counterparty).map((entry) => ({
    created_at: entry.createdAt,
    data: entry.data,
    guid: entry.guid,
    updated_at: entry.updatedAt,
  }));
  return { keys };
}

async function authenticate(request: PracticeRequest, desk: PracticeDesk, counterparty: string): Promise<unknown> {
  requireMethod(request, 'POST');
  if ((request.header('authorization') ?? '') !== '')
    throw new PracticeError(400, 'header Authorization must be empty');
  const token = request.header('cx-authorization') ?? '';
  if (token === '') throw new PracticeError(400, 'header CX-Authorization is missing');
  const entries = entriesOf(desk.read(), counterparty);
  await inspectToken(token, { counterparty, entries, now: desk.now(), replays: desk.replays });
  return { session_token: desk.randomBytes(32).toString('base64url') };
}

async function issueToken(request: PracticeRequest, desk: PracticeDesk): Promise<string> {
  const wanted = tokenRequestSchema.safeParse(readJson(request.body));
  if (!wanted.success) throw new PracticeError(400, 'kind is not known, or a claim is not text');
  return desk.key.sign(wanted.data, { now: desk.now(), randomBytes: desk.randomBytes });
}

function requireMethod({ method }: PracticeRequest, expected: string): void {
  if (method !== expected) throw new PracticeError(405, `method ${expected} expected`);
}
