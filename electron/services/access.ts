import {
  type Access,
  type Contact,
  plainAccess,
  type Proxy,
  type ServerCertificate,
} from '../../shared/model/access.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { CertificateSource, WayToDcm } from '../adapters/http/dcm-api.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { parseContact, parseProxy, parseProxyPassword } from '../domain/access.ts';
import { parsePin } from '../domain/certificate-pin.ts';
import { parseCredential } from '../domain/credential.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './audit-trail.ts';
import { credentialEntryOf, readCredential, removeCredential, writeCredential } from './credentials.ts';
import type { Environments } from './environments.ts';
import type { Session } from './session.ts';
import type { TrailSeal } from './trail-seal.ts';
import { requireFreeText } from '../domain/free-text.ts';

/** How a DCM is reached, without any secret: that there is a credential, never which. */
export interface AccessFacts extends Omit<Access, 'credentialId'> {
  readonly credential: 'none' | 'memory' | 'keychain';
  readonly hasProxyPassword: boolean;
}

/** The ways to the DCMs of one home: pin, proxy, credential, and whom to call there. */
export interface AccessWays {
  /** @throws ENVIRONMENT_UNKNOWN */
  read(env: string): AccessFacts;
  /**
   * Says how a DCM is reached. The pin may come as base64 or hex. A proxy's password goes with its address: it is dropped
   * when that changes.
   * @throws ENVIRONMENT_UNKNOWN, INPUT_INVALID, HOME_*
   */
  write(
    env: string,
    wanted: { readonly pin: string | null; readonly proxy: Proxy; readonly contact: Contact | null },
  ): AccessFacts;
  /**
   * Keeps the value of header Authorization in the keychain, or in memory until the app is locked. `null` forgets it in both.
   * @throws ENVIRONMENT_UNKNOWN, INPUT_INVALID, APP_LOCKED, KEYCHAIN_*, AUDIT_BROKEN, HOME_*
   */
  setCredential(env: string, value: string | null, keep: 'memory' | 'keychain'): Promise<AccessFacts>;
  /** Keeps it in memory until the app is locked. @throws ENVIRONMENT_UNKNOWN, INPUT_INVALID, APP_LOCKED */
  setProxyPassword(env: string, password: string | null): AccessFacts;
  /** Which certificate the server shows. Nothing is sent. @throws ENVIRONMENT_UNKNOWN, what `CertificateSource` throws */
  seeCertificate(env: string): Promise<ServerCertificate>;
  /** For calls: how to go. */
  wayTo(environment: Environment): WayToDcm;
  /** For calls: what to send as Authorization. @throws APP_LOCKED, KEYCHAIN_*, KEY_UNAVAILABLE */
  credentialOf(environment: Environment): Promise<string | null>;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly seal: TrailSeal;
  readonly session: Session;
  readonly environments: Environments;
  readonly certificates: CertificateSource;
}

/** Makes the ways of one home. Secrets in memory are forgotten when the session is locked. */
export function createAccessWays(dependencies: Dependencies): AccessWays {
  const { store, trail, seal, session, environments, certificates } = dependencies;
  /** By keychain entry, so that another DCM under the same name finds nothing. */
  const credentials = new Map<string, string>();
  const proxyPasswords = new Map<string, string>();
  session.onLock(() => {
    credentials.clear();
    proxyPasswords.clear();
  });

  function recordOf(env: string): Access {
    return store.access.get(env) ?? plainAccess(env);
  }

  function facts(environment: Environment): AccessFacts {
    const { credentialId, ...access } = recordOf(environment.name);
    const entry = credentialEntryOf(environment);
    const kept = credentialId === entry ? 'keychain' : 'none';
    return {
      ...access,
      credential: credentials.has(entry) ? 'memory' : kept,
      hasProxyPassword: proxyPasswords.has(entry),
    };
  }

  function wayTo(environment: Environment): WayToDcm {
    const { pin, proxy } = recordOf(environment.name);
    return { pin, proxy, proxyPassword: proxyPasswords.get(credentialEntryOf(environment)) ?? null };
  }

  function requireUnlocked(): void {
    if (session.isLocked())
      throw new AppError('APP_LOCKED', 'the app is locked', { hint: 'unlock it, then try again' });
  }

  /** In the keychain, in the database and in the trail: the entry counts when the row names it. */
  async function changeKept(environment: Environment, value: string | null): Promise<void> {
    trail.requireWritable();
    const open = session.open();
    await seal.requireWhole(open);
    const entry = credentialEntryOf(environment);
    const env = environment.name;
    const record = (credentialId: string | null) =>
      store.write(() => {
        if (credentialId !== null) session.record(open.keychain.kind);
        store.access.put({ ...recordOf(env), credentialId });
        if (credentialId === null) trail.append('access.credential-removed', { env });
        else trail.append('access.credential-set', { env, keep: 'keychain' });
      });
    await open.exclusively(async () => {
      if (value === null) await removeCredential(open.keychain, entry);
      else await writeCredential(open.keychain, entry, value);
      record(value === null ? null : entry);
    });
    await seal.seal(open);
  }

  return {
    read: (env) => facts(environments.get(env)),
    write(env, wanted) {
      const environment = environments.get(env);
      const pin = wanted.pin === null ? null : parsePin(wanted.pin);
      const proxy = parseProxy(wanted.proxy, environment);
      const contact = parseContact(wanted.contact);
      requireFreeText(JSON.stringify(contact));
      if (pin !== null && environment.baseUrl.startsWith('http:')) {
        throw new AppError('INPUT_INVALID', `"${env}" speaks plain HTTP: there is no certificate to pin`, {
          hint: 'leave the pin out',
        });
      }
      const before = recordOf(env);
      store.write(() => {
        store.access.put({ ...recordOf(env), pin, proxy, contact });
        trail.append('access.changed', {
          env,
          pin,
          proxy: proxy.mode === 'fixed' ? proxy.url : proxy.mode,
          proxyUser: proxy.mode === 'fixed' ? proxy.user : null,
          hasContact: contact !== null,
        });
      });
      if (JSON.stringify(before.proxy) !== JSON.stringify(proxy)) proxyPasswords.delete(credentialEntryOf(environment));
      return facts(environment);
    },
    async setCredential(env, value, keep) {
      const environment = environments.get(env);
      requireUnlocked();
      const entry = credentialEntryOf(environment);
      if (value !== null && keep === 'memory') {
        credentials.set(entry, parseCredential(value));
        trail.note('access.credential-set', { env, keep });
        return facts(environment);
      }
      const isKept = recordOf(env).credentialId === entry;
      const wasInMemory = credentials.has(entry);
      const parsed = value === null ? null : parseCredential(value);
      if (parsed !== null || isKept) await changeKept(environment, parsed);
      else if (wasInMemory) trail.note('access.credential-removed', { env });
      credentials.delete(entry);
      return facts(environment);
    },
    setProxyPassword(env, password) {
      const environment = environments.get(env);
      requireUnlocked();
      const entry = credentialEntryOf(environment);
      if (password === null) proxyPasswords.delete(entry);
      else proxyPasswords.set(entry, parseProxyPassword(password));
      trail.note(password === null ? 'access.proxy-password-removed' : 'access.proxy-password-set', { env });
      return facts(environment);
    },
    async seeCertificate(env) {
      const environment = environments.get(env);
      const certificate = await certificates.seeCertificate(environment, wayTo(environment));
      const { sha256, pin, isTrusted } = certificate;
      trail.note('access.certificate-seen', { env, sha256, pin, isTrusted });
      return certificate;
    },
    wayTo,
    async credentialOf(environment) {
      const entry = credentialEntryOf(environment);
      const remembered = credentials.get(entry);
      if (remembered !== undefined) return remembered;
      if (recordOf(environment.name).credentialId !== entry) return null;
      return await readCredential(session.open().keychain, entry, environment.name);
    },
  };
}
