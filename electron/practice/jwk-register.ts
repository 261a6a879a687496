import { createHash } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import { SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import type { RandomBytes } from '../domain/clock.ts';
import { PracticeError } from './practice-error.ts';
import type { Counterparty, PracticeEntry, PracticeState } from './practice-state.ts';

const MAX_ENTRIES = 500;
const MAX_JWK_BYTES = 16_384;
const MAX_DEPTH = 16;
const MAX_COUNTERPARTIES = 500;
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const EMPTY: Counterparty = { entries: [], receipts: [] };

/** What a practice DCM can be told to do as DCM might: nobody outside knows which it is. */
export type PracticeBehaviour = Pick<PracticeState, 'putKeepsOld'>;

/** The JWKs of every counterparty. Each function gives the state after it, and changes nothing itself. */
export interface Registered {
  readonly state: PracticeState;
  readonly guid: string;
}

interface Setting {
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
}

/** Adds a public JWK; the same Idempotency-Key with the same bytes gives the first answer again. */
export async function createEntry(
  state: PracticeState,
  request: { readonly counterparty: string; readonly body: Buffer; readonly idempotencyKey: string | null },
  setting: Setting,
): Promise<Registered> {
  const { counterparty, body, idempotencyKey } = request;
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const known = counterpartyOf(state, counterparty);
  const receipt = known.receipts.find((one) => one.idempotencyKey === idempotencyKey);
  if (receipt !== undefined) {
    if (receipt.bodySha256 === bodySha256) return { state, guid: receipt.guid };
    throw new PracticeError(422, 'this Idempotency-Key was used for another request');
  }
  const data = await readPublicJwk(body);
  if (known.entries.length >= MAX_ENTRIES) throw new PracticeError(400, 'too many keys for this counterparty');
  const entry = newEntry(state, data, setting);
  const receipts = idempotencyKey === null ? [] : [{ idempotencyKey, bodySha256, guid: entry.guid }];
  const next = { entries: [...known.entries, entry], receipts: [...known.receipts, ...receipts].slice(-MAX_ENTRIES) };
  return { state: withCounterparty(state, counterparty, next), guid: entry.guid };
}

/** Replaces the JWK of one entry. */
export async function updateEntry(
  state: PracticeState,
  request: { readonly counterparty: string; readonly guid: string; readonly body: Buffer },
  setting: Setting,
): Promise<Registered> {
  const known = counterpartyOf(state, request.counterparty);
  const old = known.entries.find((one) => one.guid === request.guid);
  if (old === undefined) throw new PracticeError(400, 'no such jwk');
  const data = await readPublicJwk(request.body);
  const visible = asSeen(old, setting.now());
  const updated: PracticeEntry = {
    ...old,
    data,
    updatedAt: isoTime(setting.now()),
    inForceFrom: inForceFrom(state, setting),
    before: visible === null ? null : { data: visible.data, updatedAt: visible.updatedAt },
  };
  const entries = known.entries.map((one) => (one === old ? updated : one));
  const kept = state.putKeepsOld && visible !== null ? [{ ...visible, guid: newGuid(setting.randomBytes) }] : [];
  const next = { ...known, entries: [...entries, ...kept] };
  return { state: withCounterparty(state, request.counterparty, next), guid: old.guid };
}

/** The entries of one counterparty as they are listed and accepted at an instant, oldest first; a stranger has none. */
export function entriesOf(state: PracticeState, counterparty: string, now: number): readonly PracticeEntry[] {
  return counterpartyOf(state, counterparty).entries.flatMap((entry) => asSeen(entry, now) ?? []);
}

/** What is in force of an entry; `null`: nothing yet. */
function asSeen(entry: PracticeEntry, now: number): PracticeEntry | null {
  if (Date.parse(entry.inForceFrom) <= now) return entry;
  return entry.before === null ? null : { ...entry, ...entry.before, inForceFrom: entry.createdAt, before: null };
}

function inForceFrom({ publishDelaySeconds }: PracticeState, { now }: Setting): string {
  return isoTime(now() + publishDelaySeconds * 1000);
}

function counterpartyOf(state: PracticeState, counterparty: string): Counterparty {
  return Object.hasOwn(state.counterparties, counterparty) ? (state.counterparties[counterparty] ?? EMPTY) : EMPTY;
}

function withCounterparty(state: PracticeState, counterparty: string, value: Counterparty): PracticeState {
  const counterparties = { ...state.counterparties, [counterparty]: value };
  if (Object.keys(counterparties).length > MAX_COUNTERPARTIES) throw new PracticeError(400, 'too many counterparties');
  return { ...state, counterparties };
}

function newEntry(state: PracticeState, data: Record<string, unknown>, setting: Setting): PracticeEntry {
  const time = isoTime(setting.now());
  return {
    guid: newGuid(setting.randomBytes),
    data,
    createdAt: time,
    updatedAt: time,
    inForceFrom: inForceFrom(state, setting),
    before: null,
  };
}

function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}

/** A random GUID. @see RFC 9562 §5.4 */
export function newGuid(randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** `{"data": {JWK}}`, a public signature key that can be read; members beside the JWK's own are kept as they are. */
async function readPublicJwk(body: Buffer): Promise<Record<string, unknown>> {
  if (body.length > MAX_JWK_BYTES) throw new PracticeError(413, 'body is too large');
  const { data } = readJson(body);
  // Deep values parse well and break what prints them later: the list would be lost for good.
  if (!isShallow(data, MAX_DEPTH)) throw new PracticeError(400, 'data is nested too deep');
  if (!isObject(data)) throw new PracticeError(400, 'data is missing');
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(data, name)))
    throw new PracticeError(400, 'data is not a public key');
  const { kid, alg, use } = data;
  if (typeof kid !== 'string' || kid === '') throw new PracticeError(400, 'kid is missing');
  if (alg !== undefined && !SIGNATURE_ALGORITHMS.some((known) => known === alg))
    throw new PracticeError(400, 'alg is not supported');
  if (use !== undefined && use !== 'sig') throw new PracticeError(400, 'use is not sig');
  try {
    await importJWK(data as JWK, algorithmOf(data));
  } catch {
    throw new PracticeError(400, 'data is not a public key');
  }
  return data;
}

/** The one algorithm with which a registered key is used: its own `alg`, or what its type suggests. */
export function algorithmOf(data: Readonly<Record<string, unknown>>): string {
  if (typeof data['alg'] === 'string') return data['alg'];
  if (data['kty'] === 'RSA') return 'RS256';
  if (data['kty'] === 'OKP') return 'EdDSA';
  return { 'P-384': 'ES384', 'P-521': 'ES512' }[String(data['crv'])] ?? 'ES256';
}

/** Reads a JSON object out of a request. */
export function readJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isObject(value)) return value;
  } catch {
    throw new PracticeError(400, 'body is not JSON');
  }
  throw new PracticeError(400, 'body is not a JSON object');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}
