import { randomBytes } from 'node:crypto';
import type { Actor } from '../shared/model/audit-event.ts';
import type { KeychainKind } from '../shared/model/key.ts';
import type { GenerateKey } from './adapters/crypto/key-generator.ts';
import { openPkcs12 } from './adapters/crypto/forge-pkcs12.ts';
import { generateKey } from './adapters/crypto/node-key-generator.ts';
import { createCertificateSource } from './adapters/http/certificate-source.ts';
import type { ResolveProxy } from './adapters/http/dcm-api.ts';
import { proxyFromEnvironment } from './adapters/http/environment-proxy.ts';
import { createHttpClient } from './adapters/http/http-client.ts';
import { createHttpDcmApi } from './adapters/http/http-dcm-api.ts';
import { createPracticeApi } from './adapters/http/practice-api.ts';
import { forbidCoreDumps } from './adapters/keychain/core-dumps.ts';
import type { Keychain } from './adapters/keychain/keychain.ts';
import { createKeytarKeychain } from './adapters/keychain/keytar-keychain.ts';
import { createMemoryKeychain } from './adapters/keychain/memory-keychain.ts';
import { createPrivateKeys } from './adapters/keychain/private-keys.ts';
import { createSealedFileKeychain } from './adapters/keychain/sealed-file-keychain.ts';
import { NEW_VAULT_COST, type VaultCost } from './adapters/keychain/sealed-vault-format.ts';
import { createAbsentStore } from './adapters/sqlite/absent-store.ts';
import { openStore } from './adapters/sqlite/database.ts';
import { tryProcessLock, waitForProcessLock } from './adapters/sqlite/process-lock.ts';
import type { Store } from './adapters/sqlite/store.ts';
import type { Clock, RandomBytes } from './domain/clock.ts';
import { composeCarrying } from './compose-carrying.ts';
import { actorOf, ensureInstallId, readPolicyFile } from './compose-home-facts.ts';
import { composeBackups } from './compose-backup.ts';
import { composeCeremonies } from './compose-ceremonies.ts';
import { scanMeans } from './compose-scan.ts';
import { createArchiveHistory } from './services/archive-history.ts';
import { createAccessWays } from './services/access.ts';
import { createAuditExport } from './services/audit-export.ts';
import { createAuditTrail } from './services/audit-trail.ts';
import { createCaseExports } from './services/case-exports.ts';
import { createCaseReports } from './services/case-reports.ts';
import { createCases } from './services/cases.ts';
import { createClockGuard } from './services/clock-guard.ts';
import { createDcmChecks } from './services/dcm-checks.ts';
import { createDistrustedKeys } from './services/distrust.ts';
import { createEnvironments } from './services/environments.ts';
import { createEvidenceKey } from './services/evidence-key.ts';
import type { Home } from './services/home.ts';
import { createJwksArchive } from './services/jwks-archive.ts';
import { createExamination } from './services/examination.ts';
import { createKeyChoice } from './services/key-choice.ts';
import { createKeyAvailability } from './services/key-availability.ts';
import { createKeyDeletion } from './services/key-deletion.ts';
import { createKeyDetails } from './services/key-details.ts';
import { createKeyImport } from './services/key-import.ts';
import { createKeyLife } from './services/key-life.ts';
import { createKeyMoves } from './services/key-moves.ts';
import { createKeyStoring } from './services/key-storing.ts';
import { createKeys } from './services/keys.ts';
import { createPassports } from './services/passports.ts';
import { createPossession } from './services/possession.ts';
import { createProofs } from './services/proofs.ts';
import { createReconciliations } from './services/reconciliations.ts';
import { createRegistrationLog } from './services/registration-log.ts';
import { createRegistrations } from './services/registrations.ts';
import type { RehearsalMeans } from './services/ceremony-props.ts';
import { createRotations } from './services/rotations.ts';
import { createScanSourcing } from './services/scan-sources.ts';
import { createScans } from './services/scans.ts';
import { createSession, type OpenKeychain } from './services/session.ts';
import { settleBeforeUse } from './services/settled-keychain.ts';
import { createSigning } from './services/signing.ts';
import { createOwnTrail } from './services/own-trail.ts';
import { createSigningHistory } from './services/signing-history.ts';
import { createStandbys } from './services/standbys.ts';
import { createTemplates } from './services/templates.ts';
import { createTokenChecks } from './services/token-checks.ts';
import { createTrailSeal } from './services/trail-seal.ts';
import { createTrustedMakers } from './services/trusted-makers.ts';

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
  /** What a home of rehearsals plays with; left out: its ceremonies are real. */
  readonly rehearsal?: RehearsalMeans;
}

/** What a home stands on. The doors use the system's; a test puts a faulty one in the place of any. */
export interface HomeAdapters {
  readonly clock: Clock;
  readonly generateKey: GenerateKey;
  /** What a guess at the passphrase of a sealed key costs. */
  readonly sealCost: VaultCost;
  /** Where each jti comes from. */
  readonly signingRandom: RandomBytes;
  /** What the system says of proxies; where there is no desktop to ask, the environment variables do. */
  readonly resolveProxy: ResolveProxy;
  openStore(path: string, use: HomeOptions['use']): Store;
  openKeychain(kind: KeychainKind, options: HomeOptions & { readonly installId: string }): Keychain;
}

export const systemAdapters: HomeAdapters = {
  clock: systemClock,
  generateKey,
  sealCost: NEW_VAULT_COST,
  signingRandom: randomBytes,
  resolveProxy: proxyFromEnvironment(process.env),
  openStore: (path, use) => openStore({ folder: path, createIfMissing: use === 'write' }) ?? createAbsentStore(path),
  openKeychain(kind, { installId, path, askPassphrase }) {
    if (kind !== 'memory') forbidCoreDumps();
    if (kind === 'os') return createKeytarKeychain({ installId });
    return kind === 'sealed' ? createSealedFileKeychain({ home: path, askPassphrase }) : createMemoryKeychain();
  },
};

/**
 * Opens one home and wires its services to their adapters: the one place that does.
 * @throws DATABASE_DAMAGED, HOME_UNWRITABLE, HOME_IN_USE, DISK_FULL
 */
export function composeHome(options: HomeOptions, adapters: HomeAdapters = systemAdapters): Home {
  const { path, isOnline } = options;
  const { clock, sealCost } = adapters;
  const store = adapters.openStore(path, options.use);
  const policy = readPolicyFile(path);
  const trail = createAuditTrail({ store, clock, actor: actorOf(options.door), policySha256: policy.sha256 });
  const installId = ensureInstallId(store, trail);
  const session = createSession({
    store,
    trail,
    wanted: options.keychain,
    fallback: options.fallbackKeychain,
    openKeychain: (kind) =>
      withPrivateKeys(adapters.openKeychain(kind, { ...options, installId }), { store, path, sealCost }),
  });
  const within = { store, trail, clock, randomBytes, policy, session };
  const evidenceKey = createEvidenceKey({ ...within, generateKey: adapters.generateKey });
  const seal = createTrailSeal({ ...within, evidenceKey });
  const environments = createEnvironments(within);
  const network = { isOnline, resolveProxy: adapters.resolveProxy };
  const http = createHttpClient(network);
  const certificates = createCertificateSource(network);
  const access = createAccessWays({ ...within, seal, environments, certificates });
  const clockGuard = createClockGuard(within);
  const base = { ...within, dcm: createHttpDcmApi({ http, ...access, timeCall: clockGuard.timeCall }) };
  const storing = createKeyStoring({ ...base, seal });
  const keys = createKeys({ ...base, storing, environments, generateKey: adapters.generateKey });
  const keyDetails = createKeyDetails({ ...base, keys });
  const possession = createPossession({ ...base, keys });
  const standbys = createStandbys({ ...base, seal, keys });
  const moves = createKeyMoves({ ...base, keys });
  const deletion = createKeyDeletion({ ...base, seal, keys, moves });
  const keyLife = createKeyLife({ ...base, keys, moves, deletion, keyDetails, possession, standbys });
  const keyAvailability = createKeyAvailability({ ...base, keys, standbys });
  const log = createRegistrationLog(base);
  const templates = createTemplates(base);
  const signing = createSigning({
    ...base,
    log,
    seal,
    keys,
    keyAvailability,
    environments,
    clockGuard,
    templates,
    randomBytes: adapters.signingRandom,
  });
  const registrations = createRegistrations({ ...base, log, keys, environments, inTurn: registeringInTurn(path) });
  const dcmChecks = createDcmChecks({ ...base, log, environments, signing });
  const reconciliations = createReconciliations({ ...base, log, environments });
  const rotations = createRotations({ ...base, keys, keyLife, registrations, dcmChecks, reconciliations });
  const archiveHistory = createArchiveHistory({ ...base, environments });
  const withHistory = { ...base, environments, history: archiveHistory };
  const archive = createJwksArchive(withHistory);
  const distrustedKeys = createDistrustedKeys(withHistory);
  const keyImport = createKeyImport({ ...base, storing, environments, openPkcs12 });
  const ownTrail = createOwnTrail({ store, evidenceKey });
  const keyChoice = createKeyChoice({ ...withHistory, archive });
  const tokenChecks = createTokenChecks({ store, trail, ownTrail, keyChoice });
  const sourcing = createScanSourcing({ ...withHistory, archive });
  const scans = createScans({ ...scanMeans(clock), trail, sourcing, tokenChecks });
  const auditExport = createAuditExport({ ...base, evidenceKey, installId });
  const makers = createTrustedMakers(base);
  const carrying = composeCarrying({
    ...withHistory,
    ...{ seal, evidenceKey, archive, keyImport, makers, installId, log, keys, registrations, storing, keyDetails },
    ...{ keyAvailability, openPkcs12, generateKey: adapters.generateKey },
  });
  const proofs = createProofs({ ...within, seal, evidenceKey, installId });
  const passports = createPassports({ ...base, proofs, keys, registrations });
  const cases = createCases(within);
  const backup = composeBackups(path, {
    ...base,
    seal,
    evidenceKey,
    keys,
    standbys,
    environments,
    proofs,
    installId,
    actor: actorOf(options.door).osUser,
  });
  const ceremonies = composeCeremonies(options.path, {
    ...base,
    ...backup,
    ...carrying,
    keys,
    keyLife,
    keyDetails,
    standbys,
    clockGuard,
    proofs,
    registrations,
    dcmChecks,
    isOnline,
    rehearsal: options.rehearsal ?? null,
  });
  return {
    path,
    store,
    policy,
    session,
    trail,
    seal,
    auditExport,
    passports,
    environments,
    access,
    keys,
    keyImport,
    keyLife,
    keyDetails,
    keyAvailability,
    possession,
    standbys,
    ...backup,
    examination: createExamination(base),
    clockGuard,
    templates,
    signingHistory: createSigningHistory(base),
    signing,
    registrations,
    dcmChecks,
    reconciliations,
    rotations,
    archive,
    archiveHistory,
    distrustedKeys,
    cases,
    ...ceremonies,
    caseExports: createCaseExports({ ...within, cases, proofs }),
    caseReports: createCaseReports({ ...within, cases, installId }),
    makers,
    ...carrying,
    tokenChecks,
    scans,
    practice: createPracticeApi({ http }),
    async close() {
      backup.backups.forget();
      ceremonies.ceremonies.forget();
      session.lock();
      await http.close();
      store.close();
    },
  };
}

/** Private keys in a keychain, with the home's rows and a lock between processes; its first use clears up after a crash. */
function withPrivateKeys(
  keychain: Keychain,
  { store, path, sealCost }: { readonly store: Store; readonly path: string; readonly sealCost: VaultCost },
): OpenKeychain {
  const transaction = <T>(work: () => T): T => store.write(work);
  return settleBeforeUse({
    keychain,
    privateKeys: createPrivateKeys({ keychain, intents: store.intents, transaction, sealCost }),
    store,
    tryTurn: () => tryProcessLock(path, 'keychain.lock'),
    waitForTurn: async () => await waitForProcessLock(path, 'keychain.lock'),
  });
}

/** One process at a time looks at DCM's list and posts: two that both saw nothing would both post. */
function registeringInTurn(path: string): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    const lock = await waitForProcessLock(path, 'registering.lock', {
      patienceMs: 5000,
      refusal: 'another window or command is registering a key of this home',
    });
    try {
      return await work();
    } finally {
      lock.release();
    }
  };
}
