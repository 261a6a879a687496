import type { AuditEvent } from '../../shared/model/audit-event.ts';
import type { AnyPassport, FirstPassport, PassportContent } from '../../shared/model/passport.ts';
import { canonicalJson } from './canonical-json.ts';

const CONTEXT = 'dcm-key-passport-v1\0';
const FIRST_STATES = new Set(['key.generated', 'key.imported', 'key.restored']);

/**
 * The bytes that the evidence key signs: a context of their own, then the canonical JSON of the content.
 * @throws INPUT_INVALID where the content has no canonical JSON
 */
export function passportBytes(content: Omit<AnyPassport, 'signature'>): Buffer {
  return Buffer.from(CONTEXT + canonicalJson(content), 'utf8');
}

/** Tells whether an audit event is about the key of this kid. */
export function isAbout(event: AuditEvent, kid: string): boolean {
  return event.payload['kid'] === kid;
}

/** Tells whether an event is the one by which a key came here. */
export function isFirstOfKey({ type }: AuditEvent): boolean {
  return FIRST_STATES.has(type);
}

/** The moves of a key's life, as its events tell them. */
export function movesOf(events: readonly AuditEvent[]): PassportContent['moves'] {
  return events.flatMap((event) => {
    const { seq, at, payload, actor } = event;
    const isFirst = isFirstOfKey(event);
    const to = isFirst ? payload['state'] : payload['to'];
    if (typeof to !== 'string') return [];
    const by = `${actor.name ?? actor.osUser}@${actor.host} (${actor.verifiedBy})`;
    return [{ seq, at, from: isFirst ? null : textOf(payload['from']), to, reason: textOf(payload['reason']), by }];
  });
}

/** How often a key signed, as its events tell it. */
export function usesOf(events: readonly AuditEvent[]): PassportContent['uses'] {
  const signed = signaturesIn(events);
  const tokens = signed.filter((event) => !isProbe(event));
  const counts = countOf(tokens.map(({ payload }) => textOf(payload['flow'])).filter((flow) => flow !== null));
  const byFlow = [...counts].map(([flow, count]) => ({ flow, count }));
  return {
    total: signed.length,
    probes: signed.length - tokens.length,
    withoutFlow: tokens.length - byFlow.reduce((sum, { count }) => sum + count, 0),
    // Flows that are equally common stay in the order of their first use.
    byFlow: byFlow.toSorted((left, right) => right.count - left.count),
    lastAt: signed.at(-1)?.at ?? null,
  };
}

/** The same as passports of version 1 tell it: probes and tokens without a flow stand among the flows. */
export function usesOfFirstPassport(events: readonly AuditEvent[]): FirstPassport['uses'] {
  const signed = signaturesIn(events);
  const counts = countOf(signed.map((event) => (isProbe(event) ? 'probe' : (textOf(event.payload['flow']) ?? '-'))));
  // What that version lost, and no reader of it can see.
  counts.delete('__proto__');
  return { total: signed.length, byFlow: Object.fromEntries(counts), lastAt: signed.at(-1)?.at ?? null };
}

function signaturesIn(events: readonly AuditEvent[]): readonly AuditEvent[] {
  return events.filter(({ type }) => type === 'token.signed');
}

function isProbe({ payload }: AuditEvent): boolean {
  return payload['purpose'] === 'probe';
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
