import { lstatSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../shared/model/audit-event.ts';
import type { Store } from './adapters/sqlite/store.ts';
import type { AuditTrail } from './services/audit-trail.ts';
import { type PolicyInForce, readPolicy, unreadablePolicy } from './services/policy.ts';

/** The bank's rules, as they lie in the home. */
export function readPolicyFile(home: string): PolicyInForce {
  const path = join(home, 'policy.json');
  try {
    return readPolicy(readFileSync(path));
  } catch (error) {
    // A link that leads nowhere is no absent policy: the bank's rules are kept somewhere, and cannot be seen now.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return readPolicy(null);
    if (error instanceof Error && 'code' in error) return unreadablePolicy(String(error.code));
    throw error;
  }
}

/** The name of this installation, made with the first event of its trail. */
export function ensureInstallId(store: Store, trail: AuditTrail): string {
  const known = store.facts.get('install-id');
  if (known !== null || !store.isWritable) return known ?? 'none';
  return store.write(() => {
    const other = store.facts.get('install-id');
    if (other !== null) return other;
    const installId = randomUUID();
    store.facts.set('install-id', installId);
    trail.append('home.created', { installId });
    return installId;
  });
}

/** Who acts, as far as the operating system says; nothing of it has been verified by us. */
export function actorOf(door: Actor['door']): Actor {
  return { osUser: osUserName(), host: hostname(), door, name: null, verifiedBy: 'not verified' };
}

/** Where a service or a container runs under a number that has no name, the number is what the system says. */
function osUserName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `uid ${String(process.getuid?.() ?? 'unknown')}`;
    throw error;
  }
}
