import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../shared/model/audit-event.ts';
import type { KeychainKind } from '../shared/model/key.ts';
import { generateKey } from './adapters/crypto/node-key-generator.ts';
import { createHttpClient } from './adapters/http/http-client.ts';
import { createHttpDcmApi } from './adapters/http/http-dcm-api.ts';
import { createPracticeApi } from './adapters/http/practice-api.ts';
import { createKeytarKeychain } from './adapters/keychain/keytar-keychain.ts';
import { createMemoryKeychain } from './adapters/keychain/memory-keychain.ts';
import { createPrivateKeys } from './adapters/keychain/private-keys.ts';
import { createSealedFileKeychain } from './adapters/keychain/sealed-file-keychain.ts';
import { createAbsentStore } from './adapters/sqlite/absent-store.ts';
import { openStore } from './adapters/sqlite/database.ts';
import { waitForProcessLock } from './adapters/sqlite/process-lock.ts';
import type { Store } from './adapters/sqlite/store.ts';
import type { Clock } from './domain/clock.ts';
import { createAuditExport } from './services/audit-export.ts';
import { type AuditTrail, createAuditTrail } from './services/audit-trail.ts';
import { createEnvironments } from './services/environments.ts';
import { createEvidenceKey } from './services/evidence-key.ts';
import type { Home } from './services/home.ts';
import { createJwksArchive } from './services/jwks-archive.ts';
import { createKeys } from './services/keys.ts';
import { type PolicyInForce, readPolicy } from './services/policy.ts';
import { createRegistrations } from './services/registrations.ts';
import { createSession, type OpenKeychain } from './services/session.ts';
import { createSigning } from './services/signing.ts';
import { createTokenChecks } from './services/token-checks.ts';
import { createTrailSeal } from './services/trail-seal.ts';

export const systemClock: Clock = { now: () => Date.now(), monotonicMs: () => performance.now() };

export interface HomeOptions {
  readonly path: string;
  /** `read` makes no home where there is none. */
  readonly use: 'read' | 'write';
  readonly door: Actor['door'];
  /** The back end that was asked for, `null` where nobody asked. */
  readonly keychain: KeychainKind | null;
  /** What is used where neither the home nor anybody says; `null`: it must be chosen first. */
  readonly fallbackKeychain: KeychainKind | null;
  readonly askPassphrase: (question: { readonly isNew: boolean }) => Promise<Buffer>;
  readonly isOnline: () => boolean;
  readonly clock?: Clock;
}

/**
 * Opens one home and wires its services to their adapters: the one place that does.
 * @throws DATABASE_DAMAGED, HOME_UNWRITABLE, HOME_IN_USE, DISK_FULL
 */
export async function composeHome(options: HomeOptions): Promise<Home> {
  const { path, clock = systemClock, isOnline } = options;
  const store =
    (await openStore({ folder: path, createIfMissing: options.use === 'write' })) ?? createAbsentStore(path);
  const policy = readPolicyFile(path);
  const trail = createAuditTrail({ store, clock, actor: actorOf(options.door), policySha256: policy.sha256 });
  const installId = ensureInstallId(store, trail);
  const session = createSession({
    store,
    wanted: options.keychain,
    fallback: options.fallbackKeychain,
    openKeychain: (kind) => openKeychain(kind, { options, installId, store }),
  });
  const http = createHttpClient({ isOnline });
  const dcm = createHttpDcmApi({ http });
  const base = { store, trail, clock, randomBytes, policy, session, dcm };
  const evidenceKey = createEvidenceKey({ ...base, generateKey });
  const seal = createTrailSeal({ ...base, evidenceKey });
  const environments = createEnvironments(base);
  const keys = createKeys({ ...base, seal, environments, generateKey });
  const signing = createSigning({ ...base, seal, keys, environments });
  const registrations = createRegistrations({ ...base, keys, environments, signing });
  const archive = createJwksArchive({ ...base, environments });
  const tokenChecks = createTokenChecks({ ...base, environments, archive });
  const auditExport = createAuditExport({ ...base, evidenceKey, installId });
  return {
    path,
    store,
    policy,
    session,
    trail,
    seal,
    auditExport,
    environments,
    keys,
    signing,
    registrations,
    archive,
    tokenChecks,
    practice: createPracticeApi({ http }),
    async close() {
      session.lock();
      await http.close();
      store.close();
    },
  };
}

function openKeychain(
  kind: KeychainKind,
  { options, installId, store }: { readonly options: HomeOptions; readonly installId: string; readonly store: Store },
): OpenKeychain {
  const keychain =
    kind === 'os'
      ? createKeytarKeychain({ installId })
      : kind === 'sealed'
        ? createSealedFileKeychain({ home: options.path, askPassphrase: options.askPassphrase })
        : createMemoryKeychain();
  const transaction = <T>(work: () => T): T => store.write(work);
  return {
    keychain,
    privateKeys: createPrivateKeys({ keychain, intents: store.intents, transaction }),
    exclusively: async (work) => {
      const lock = await waitForProcessLock(options.path, 'keychain.lock');
      try {
        return await work();
      } finally {
        lock.release();
      }
    },
  };
}

function readPolicyFile(home: string): PolicyInForce {
  const path = join(home, 'policy.json');
  if (!existsSync(path)) return readPolicy(null);
  return readPolicy(readFileSync(path, 'utf8'));
}

/** The name of this installation, made with the first event of its trail. */
function ensureInstallId(store: Store, trail: AuditTrail): string {
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
function actorOf(door: Actor['door']): Actor {
  return { osUser: userInfo().username, host: hostname(), door, name: null, verifiedBy: 'not verified' };
}
