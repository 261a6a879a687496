import type { SignedEntry } from '../../shared/model/signed-entry.ts';
import type { Store } from '../adapters/sqlite/store.ts';

/** What was signed here. The tokens themselves are not kept. */
export interface SigningHistory {
  /** Newest first: those before event `before` (`null`: all), of one key or of all. */
  page(wanted: {
    readonly before: number | null;
    readonly limit: number;
    readonly kid: string | null;
  }): readonly SignedEntry[];
}

/** Makes the history of one home: the row, and what its event says beside it. */
export function createSigningHistory({ store }: { readonly store: Store }): SigningHistory {
  return {
    page: (wanted) =>
      store.signed.page(wanted).map((record) => {
        const [event] = store.audit.page(record.auditSeq + 1, 1);
        const text = (name: string): string | null => {
          const value = event?.payload[name];
          return typeof value === 'string' ? value : null;
        };
        return {
          auditSeq: record.auditSeq,
          at: record.signedAt,
          purpose: text('purpose') === 'probe' ? 'probe' : 'token',
          kid: record.kid,
          env: record.env,
          profile: text('profile') === 'platform' ? 'platform' : 'bank',
          claims: JSON.parse(record.claimsJson) as Record<string, unknown>,
          expiresAt: record.expiresAt,
          tokenSha256: record.tokenSha256,
          sentence: text('sentence'),
          reason: text('reason') ?? '',
          requester: text('requester'),
          ticket: text('ticket'),
          template: text('template'),
          by: event === undefined ? '' : `${event.actor.name ?? event.actor.osUser}@${event.actor.host}`,
          door: event?.actor.door ?? 'app',
        };
      }),
  };
}
