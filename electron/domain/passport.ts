import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import {
  type AnyPassport,
  anyPassportSchema,
  type PassportContent,
  type PassportReport,
} from '../../shared/model/passport.ts';
import { eventHash } from './audit-chain.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';

const CONTEXT = 'dcm-key-passport-v1\0';
const FIRST_STATES = new Set(['key.generated', 'key.imported']);

/** The bytes that the evidence key signs: a context of their own, then the canonical JSON of the content. */
export function passportBytes(content: Omit<AnyPassport, 'signature'>): Buffer {
  return Buffer.from(CONTEXT + canonicalJson(content), 'utf8');
}

/** Tells whether an audit event is about the key of this kid. */
export function isAbout(event: AuditEvent, kid: string): boolean {
  return event.payload['kid'] === kid;
}

/** The moves of a key's life, as its events tell them. */
export function movesOf(events: readonly AuditEvent[]): PassportContent['moves'] {
  return events.flatMap(({ seq, at, type, payload, actor }) => {
    const isFirst = FIRST_STATES.has(type);
    const to = isFirst ? payload['state'] : payload['to'];
    if (typeof to !== 'string') return [];
    const by = `${actor.name ?? actor.osUser}@${actor.host} (${actor.verifiedBy})`;
    return [{ seq, at, from: isFirst ? null : textOf(payload['from']), to, reason: textOf(payload['reason']), by }];
  });
}

/** How often a key signed, as its events tell it. */
export function usesOf(events: readonly AuditEvent[]): PassportContent['uses'] {
  const signed = events.filter((event) => event.type === 'token.signed');
  const byFlow: Record<string, number> = {};
  for (const { payload } of signed) {
    const flow = payload['purpose'] === 'probe' ? 'probe' : (textOf(payload['flow']) ?? '-');
    byFlow[flow] = (byFlow[flow] ?? 0) + 1;
  }
  return { total: signed.length, byFlow, lastAt: signed.at(-1)?.at ?? null };
}

/**
 * Checks a passport by itself, with no database: its shape, the signature by the key that it names, the hash of every
 * event, that each event is about its key, and that moves and totals are those that the events tell. Whether events were
 * left out can only be seen beside the trail. `trusted`: the fingerprint of an evidence key that the reader knows.
 */
export function verifyPassport(text: string, trusted: string | null): PassportReport {
  const refused = (problem: string): PassportReport => ({
    ok: false,
    kid: null,
    signer: 'unknown',
    evidenceKey: null,
    problem,
  });
  const passport = parse(text);
  if (passport === null) return refused('it is not a key passport');
  const evidenceKey = readKey(passport.evidenceKey);
  if (evidenceKey === null) return refused('the key that it names as its signer is none');
  const fingerprint = ed25519Thumbprint(evidenceKey);
  const about = { kid: passport.key.kid, evidenceKey: fingerprint };
  const problem = problemOf(passport, evidenceKey);
  const signer = problem === null && fingerprint === trusted ? 'known' : 'unknown';
  return { ok: problem === null, ...about, signer, problem };
}

function problemOf({ signature, ...content }: AnyPassport, evidenceKey: KeyObject): string | null {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature || !verify(null, passportBytes(content), evidenceKey, bytes)) {
    return 'the signature does not fit: something in it was changed';
  }
  const { events, key } = content;
  const changed = events.find((event) => eventHash(event) !== event.hash);
  if (changed !== undefined) return `event ${String(changed.seq)} is not the one that was recorded`;
  const foreign = events.find((event) => !isAbout(event, key.kid));
  if (foreign !== undefined) return `event ${String(foreign.seq)} is not about this key`;
  const isAscending = events.every(({ seq }, at) => at === 0 || seq > (events[at - 1]?.seq ?? 0));
  if (!isAscending) return 'the events are not in their order';
  if (canonicalJson(movesOf(events)) !== canonicalJson(content.moves)) return 'the moves are not those of the events';
  return canonicalJson(usesOf(events)) === canonicalJson(content.uses) ? null : 'the uses are not those of the events';
}

function parse(text: string): AnyPassport | null {
  try {
    const parsed = anyPassportSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readKey(jwk: PassportContent['evidenceKey']): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    // Not a point of the curve: the report says so.
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
