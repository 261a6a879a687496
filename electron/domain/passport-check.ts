import type { KeyObject } from 'node:crypto';
import type { AuditEvent } from '../../shared/model/audit-event.ts';
import { type AnyPassport, anyPassportSchema, type PassportReport } from '../../shared/model/passport.ts';
import { eventHash } from './audit-chain.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';
import { hasCode } from './errors.ts';
import { isSignedBy, readEvidenceKey } from './evidence-signature.ts';
import { isAbout, isFirstOfKey, movesOf, passportBytes, usesOf, usesOfFirstPassport } from './passport.ts';
import { parseStrictObject } from './strict-json.ts';
import { thumbprintOfUnknown } from './thumbprint.ts';

/** A key is marked, then the event is written, which can wait for other processes: two readings of one clock. */
const MARK_TO_EVENT_MS = 60_000;

/**
 * Checks a passport by itself, with no database: its shape (no member twice), the signature by the key that it names, the
 * hash of every event, that each event is about its key, and that the key, its moves and totals are those that the events
 * tell. Whether events were left out can only be seen beside the trail. `trusted`: the fingerprint of an evidence key that
 * the reader knows.
 */
export function verifyPassport(bytes: Buffer, trusted: string | null): PassportReport {
  const refused = (problem: string): PassportReport => ({
    ok: false,
    kid: null,
    signer: 'unknown',
    evidenceKey: null,
    problem,
  });
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok && parsed.problem === 'duplicate') return refused('a member stands twice in it');
  const passport = parsed.ok ? anyPassportSchema.safeParse(parsed.value).data : undefined;
  if (passport === undefined) return refused('it is not a key passport');
  const evidenceKey = readEvidenceKey(passport.evidenceKey);
  if (evidenceKey === null) return refused('the key that it names as its signer is none');
  const fingerprint = ed25519Thumbprint(evidenceKey);
  const about = { kid: passport.key.kid, evidenceKey: fingerprint };
  const problem = problemOf(passport, evidenceKey);
  const signer = problem === null && fingerprint === trusted ? 'known' : 'unknown';
  return { ok: problem === null, ...about, signer, problem };
}

function problemOf(passport: AnyPassport, evidenceKey: KeyObject): string | null {
  try {
    return signatureProblem(passport, evidenceKey) ?? eventsProblem(passport) ?? keyProblem(passport);
  } catch (error) {
    // A lone surrogate: what has no canonical JSON was never signed.
    if (hasCode(error, 'INPUT_INVALID')) return 'it holds what cannot be signed';
    throw error;
  }
}

function signatureProblem({ signature, ...content }: AnyPassport, evidenceKey: KeyObject): string | null {
  const fits = isSignedBy(evidenceKey, passportBytes(content), signature);
  return fits ? null : 'the signature does not fit: something in it was changed';
}

function eventsProblem(passport: AnyPassport): string | null {
  const { events, key, moves } = passport;
  const changed = events.find((event) => eventHash(event) !== event.hash);
  if (changed !== undefined) return `event ${String(changed.seq)} is not the one that was recorded`;
  const foreign = events.find((event) => !isAbout(event, key.kid));
  if (foreign !== undefined) return `event ${String(foreign.seq)} is not about this key`;
  const isAscending = events.every(({ seq }, at) => at === 0 || seq > (events[at - 1]?.seq ?? 0));
  if (!isAscending) return 'the events are not in their order';
  if (canonicalJson(movesOf(events)) !== canonicalJson(moves)) return 'the moves are not those of the events';
  const uses = passport.version === 1 ? usesOfFirstPassport(events) : usesOf(events);
  return canonicalJson(uses) === canonicalJson(passport.uses) ? null : 'the uses are not those of the events';
}

/** The facts of the key that its events tell as well. */
function keyProblem({ events, moves, key }: AnyPassport): string | null {
  const at = events.findIndex(isFirstOfKey);
  const first = events[at];
  // A backup that was made elsewhere can be drilled before its keys come here.
  if (first === undefined || events.slice(0, at).some(({ type }) => type !== 'backup.drilled'))
    return 'the first event is not the one by which the key came here';
  const { thumbprint, alg } = first.payload;
  if (key.thumbprint !== thumbprint || key.alg !== alg || thumbprintOfUnknown(key.jwk) !== thumbprint) {
    return 'the key is not the one of its first event';
  }
  if (moves.at(-1)?.to !== key.state) return 'the state is not that of the last move';
  return isMarkedAs(key, events) ? null : 'the key was not marked compromised as its events tell';
}

/** Both dates are those of the last mark, or came with it from a backup; a key without one has neither. */
function isMarkedAs({ compromisedSince, compromisedAt }: AnyPassport['key'], events: readonly AuditEvent[]): boolean {
  const mark = events.findLast(({ type, payload }) => type === 'key.moved' && payload['to'] === 'compromised');
  if (mark === undefined) {
    const { compromisedSince: since = null, compromisedAt: at = null } = events.find(isFirstOfKey)?.payload ?? {};
    return compromisedSince === since && compromisedAt === at;
  }
  if (compromisedAt === null || compromisedSince !== mark.payload['since']) return false;
  return Math.abs(Date.parse(mark.at) - Date.parse(compromisedAt)) <= MARK_TO_EVENT_MS;
}
