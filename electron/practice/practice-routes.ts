import { z } from 'zod';
import type { PracticeRoute } from '../../shared/model/practice.ts';
import { practiceTokenKindSchema } from '../../shared/model/token.ts';
import { createEntry, entriesOf, readJson, updateEntry } from './jwk-register.ts';
import { answerControl } from './practice-control.ts';
import { type PracticeDesk, type PracticeRequest, requireMethod } from './practice-desk.ts';
import { PracticeError } from './practice-error.ts';
import { inspectToken } from './token-inspection.ts';

const COUNTERPARTY = /^\/api\/v1\/counterparty\/(?<counterparty>[A-Za-z0-9-]{1,64})\/jwk(?<rest>\/.*)?$/u;
const text = z.string().min(1).max(1024).optional();
const tokenRequestSchema = z.strictObject({ kind: practiceTokenKindSchema, sub: text, obj: text, flow: text });

/** Which of the five calls a request is; `null`: none, or one that no call of DCM's guide is. */
export function routeOf({ method, path }: PracticeRequest): PracticeRoute | null {
  if (path === '/api/v1/.well-known/jwks.json') return 'jwks';
  const groups = COUNTERPARTY.exec(path)?.groups;
  if (groups === undefined) return null;
  const rest = groups['rest'] ?? '';
  if (rest === '/authenticate') return 'authenticate';
  if (rest !== '') return 'update';
  return method === 'POST' ? 'create' : 'list';
}

/** Answers one request with the JSON of a 200. Throws a `PracticeError` for every other answer. */
export async function answerPractice(request: PracticeRequest, desk: PracticeDesk): Promise<unknown> {
  if (request.path === '/api/v1/.well-known/jwks.json') {
    requireMethod(request, 'GET');
    return { keys: (await desk.keys()).map(({ publicJwk }) => publicJwk) };
  }
  if (request.path === '/practice/v1/token') {
    requireMethod(request, 'POST');
    return { token: await issueToken(request, desk) };
  }
  if (request.path.startsWith('/practice/v1/')) {
    requireMethod(request, 'POST');
    return await answerControl(request, desk);
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
  const keys = entriesOf(desk.read(), counterparty, desk.now()).map((entry) => ({
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
  const now = desk.now();
  const entries = entriesOf(desk.read(), counterparty, now);
  await inspectToken(token, { counterparty, entries, now, replays: desk.replays });
  return { session_token: desk.randomBytes(32).toString('base64url') };
}

async function issueToken(request: PracticeRequest, desk: PracticeDesk): Promise<string> {
  const wanted = tokenRequestSchema.safeParse(readJson(request.body));
  if (!wanted.success) throw new PracticeError(400, 'kind is not known, or a claim is not text');
  const key = await desk.signingKey();
  return await key.sign(wanted.data, { now: desk.now(), randomBytes: desk.randomBytes });
}
