import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { nextEvent } from '../../electron/domain/audit-chain.ts';
import { ed25519Thumbprint, signCheckpoint } from '../../electron/domain/audit-checkpoint.ts';
import type { AuditCheckpoint, AuditEvent } from '../../shared/model/audit-event.ts';

export const INSTALL_ID = '5c6f0a52-4b1f-4d5c-9e0f-2f6f3c1f9a10';

/** A whole trail of `count` events for tests, with text that JSON writes in more than one way. */
export function makeTrail(count: number): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (let at = 0; at < count; at += 1) events.push(followUp(events.at(-1) ?? null, at));
  return events;
}

/** The event that a test adds after `head`. */
export function followUp(head: AuditEvent | null, at: number): AuditEvent {
  return nextEvent(head, {
    at: new Date(1_790_000_000_000 + at * 1000).toISOString(),
    monotonicMs: at * 1000,
    actor: { osUser: 'olena', host: 'hsm-1', door: 'terminal', name: 'Олена', verifiedBy: 'not verified' },
    type: head === null ? 'home.created' : 'token.judged',
    payload:
      head === null ? { installId: INSTALL_ID } : { n: at, ok: at % 2 === 0, note: 'a\u001fb', kids: ['k1', 'k2'] },
    policySha256: 'ab'.repeat(32),
  });
}

export interface EvidencePair {
  readonly publicKey: KeyObject;
  seal(event: AuditEvent): Promise<AuditCheckpoint>;
}

/** An Ed25519 key that signs heads. */
export function makeEvidencePair(): EvidencePair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signer = ed25519Thumbprint(publicKey);
  return {
    publicKey,
    seal: (event) => signCheckpoint(event, { at: event.at, signer, sign: (bytes) => sign(null, bytes, privateKey) }),
  };
}

export function eventOf(trail: readonly AuditEvent[], seq: number): AuditEvent {
  const found = trail[seq - 1];
  if (!found) throw new Error(`no event ${String(seq)}`);
  return found;
}

/** What a text is as JSON; `undefined`: it is none. */
export function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
