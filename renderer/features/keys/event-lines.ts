import type { AuditEvent } from '../../../shared/model/audit-event.ts';

/** One event of a passport, or a run of signatures by one person, which is one line on paper. */
export interface EventLine {
  readonly type: AuditEvent['type'];
  readonly who: string;
  readonly first: AuditEvent;
  readonly last: AuditEvent;
  readonly count: number;
}

/** The events as lines. Only signatures are drawn together: each other event stands for itself. */
export function eventLines(events: readonly AuditEvent[]): readonly EventLine[] {
  const lines: EventLine[] = [];
  for (const event of events) {
    const { type, actor } = event;
    const who = `${actor.name ?? actor.osUser}@${actor.host}`;
    const before = lines.at(-1);
    if (type === 'token.signed' && before?.type === type && before.who === who) {
      lines[lines.length - 1] = { ...before, last: event, count: before.count + 1 };
    } else {
      lines.push({ type, who, first: event, last: event, count: 1 });
    }
  }
  return lines;
}
