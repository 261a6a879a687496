import type { AppState, Settings } from '../../shared/ipc/contract.ts';
import type { KeychainKind } from '../../shared/model/key.ts';
import type { Environment } from '../../shared/model/environment.ts';
import type { PracticeTokenKind } from '../../shared/model/token.ts';
import { AppError } from '../domain/errors.ts';
import { keychainProblem } from '../domain/keychain-identity.ts';
import { type Home, PRACTICE_ENVIRONMENT, type StartPractice } from './home.ts';
import type { Passphrases } from './passphrases.ts';

/** What the window needs beside the services: where it is, whether it may act, how it looks. */
export interface Desk {
  read(): AppState;
  lock(): AppState;
  /** Opens the keychain, the sealed one with its passphrase. @throws KEYCHAIN_*, PASSPHRASE_*, VAULT_DAMAGED */
  unlock(passphrase: string | null): Promise<AppState>;
  setOnline(isOnline: boolean): AppState;
  /** Decides where this home keeps private keys, after seeing that it answers. @throws KEYCHAIN_*, PASSPHRASE_* */
  chooseKeychain(kind: 'os' | 'sealed', passphrase: string | null): Promise<AppState>;
  /** Says that the keychain which answers now is meant. It is not opened. @throws APP_LOCKED, KEYCHAIN_*, INPUT_INVALID */
  acceptKeychain(reason: string): AppState;
  /**
   * Clears up what a crash has left, of this process or another, and does what has become due: deletions. Nothing while it
   * is locked. To be called now and then.
   * @returns whether something has changed
   * @throws what `KeyLife.deleteDue` throws
   */
  tend(): Promise<boolean>;
  /** The same at the start, only where a crash has left something: nobody has asked for the keychain yet. */
  tendAtStart(): Promise<boolean>;
  /** Starts the practice DCM and adds it as the home's environment. @throws HOME_KIND_MIXED, PORT_UNAVAILABLE */
  startPractice(): Promise<Environment>;
  /** @throws ENVIRONMENT_UNKNOWN, INPUT_INVALID for an environment that is not practice */
  issuePracticeToken(env: string, kind: PracticeTokenKind): Promise<string>;
  /** Tells the practice DCM what its PUT does with the old key. @throws INPUT_INVALID, ENVIRONMENT_UNKNOWN, DCM_* */
  tellPractice(env: string, as: 'put-keeps' | 'put-replaces'): Promise<void>;
  readSettings(): Settings;
  writeSettings(settings: Settings): Settings;
}

/** Whether the core may open connections to the internet. */
export interface OnlineSwitch {
  isOnline(): boolean;
  set(isOnline: boolean): void;
}

interface Dependencies {
  readonly home: Home;
  readonly host: AppState['host'];
  readonly version: string;
  readonly platform: AppState['platform'];
  readonly passphrases: Passphrases;
  readonly online: OnlineSwitch;
  readonly startPractice: StartPractice;
}

const SETTINGS = 'settings';
const DEFAULT_SETTINGS: Settings = { language: 'en', theme: 'system' };
const MIN_PASSPHRASE = 8;

/** Makes the desk of one window. */
export function createDesk(dependencies: Dependencies): Desk {
  const { home, host, version, platform, passphrases, online, startPractice } = dependencies;
  let isVaultOpen = false;
  let starting: Promise<Environment> | null = null;
  let problem: AppState['keychain']['problem'] = null;

  function keychainState(): AppState['keychain'] {
    const kind = home.session.kind();
    if (kind === null) return { kind, status: 'not-chosen', problem };
    const comparison = home.session.comparison();
    const change = comparison === null ? null : keychainProblem(comparison);
    if (change !== null && !home.session.isLocked()) {
      return { kind, status: change.code === 'KEYCHAIN_CHANGED' ? 'changed' : 'unavailable', problem: factsOf(change) };
    }
    if (home.session.isLocked() || (kind === 'sealed' && !isVaultOpen)) return { kind, status: 'locked', problem };
    return { kind, status: problem === null ? 'ready' : 'unavailable', problem };
  }

  function read(): AppState {
    const { policy, sha256, problem: policyProblem, isFile } = home.policy;
    return {
      version,
      platform,
      host,
      homePath: home.path,
      homeKind: home.environments.homeKind(),
      keychain: keychainState(),
      isLocked: home.session.isLocked(),
      isOnline: online.isOnline(),
      policy: {
        sha256,
        problem: policyProblem,
        isFile,
        defaultTokenLifeSeconds: policy.defaultTokenLifeSeconds,
        maxTokenLifeSeconds: policy.maxTokenLifeSeconds,
        algorithms: [...policy.algorithms],
        algorithmsByEnvironment: Object.fromEntries(
          Object.entries(policy.environments).map(([name, { algorithms }]) => [name, [...algorithms]]),
        ),
      },
      recordingProblem: home.store.isWritable
        ? null
        : {
            code: 'HOME_UNWRITABLE',
            message: 'this home can only be read',
            hint: 'checking goes on and is not recorded: write it down; signing and making keys wait',
          },
    };
  }

  /** One look into the keychain: it answers, or its own error says why not. */
  async function tryKeychain(kind: KeychainKind): Promise<void> {
    try {
      const open = home.session.open();
      await open.keychain.read(home.seal.anchorAccount());
      await open.exclusively(async () => await open.privateKeys.reconcile());
      problem = null;
      if (kind === 'sealed') isVaultOpen = true;
    } catch (error) {
      // Where nobody asked for it, nobody shall find it later.
      passphrases.clear();
      // What another keychain would answer is told by the comparison, for as long as it is another one.
      if (error instanceof AppError && error.code !== 'KEYCHAIN_CHANGED') problem = factsOf(error);
      throw error;
    }
  }

  async function tend(): Promise<boolean> {
    if (!home.store.isWritable || keychainState().status !== 'ready') return false;
    const isCleared = await clearUp();
    return (await home.keyLife.deleteDue()).length > 0 || isCleared;
  }

  /** @returns whether anything that was left is left no more */
  async function clearUp(): Promise<boolean> {
    const left = home.store.intents.unfinished().length;
    if (left === 0) return false;
    const { exclusively, privateKeys } = home.session.open();
    await exclusively(async () => await privateKeys.reconcile());
    return home.store.intents.unfinished().length < left;
  }

  async function startPracticeOnce(): Promise<Environment> {
    const known = home.environments.list().find((one) => one.kind === 'practice');
    if (known !== undefined) return known;
    if (home.environments.homeKind() === 'real') {
      throw new AppError('HOME_KIND_MIXED', 'this is a real home: it takes no practice environments', {
        hint: 'start the app with another home to practise',
      });
    }
    const { baseUrl, counterpartyGuid, stop } = await startPractice({ port: 0 });
    try {
      const name = PRACTICE_ENVIRONMENT;
      return home.environments.add({ name, baseUrl, counterpartyGuid, kind: 'practice', ca: null });
    } catch (error) {
      await stop();
      throw error;
    }
  }

  function practiceUrl(env: string): string {
    const { kind, baseUrl } = home.environments.get(env);
    if (kind === 'practice') return baseUrl;
    throw new AppError('INPUT_INVALID', `"${env}" is not a practice environment`, {
      hint: 'only a practice DCM does this',
    });
  }

  return {
    read,
    lock() {
      home.session.lock();
      passphrases.clear();
      isVaultOpen = false;
      home.trail.note('home.locked', {});
      return read();
    },
    async unlock(passphrase) {
      const kind = home.session.kind();
      if (passphrase !== null) passphrases.offer(passphrase);
      home.session.unlock();
      if (kind !== null) {
        await tryKeychain(kind);
        // The keychain is open whatever comes of this; what fails here is said, and stays due.
        if (home.store.isWritable) await home.keyLife.deleteDue();
        // The system's keychain may ask for each entry, so there only the key that is meant is looked for.
        if (kind === 'sealed') await home.keyAvailability.checkAll();
      }
      home.trail.note('home.unlocked', { keychain: kind });
      return read();
    },
    setOnline(isOnline) {
      online.set(isOnline);
      return read();
    },
    async chooseKeychain(kind, passphrase) {
      if (kind === 'sealed' && (passphrase === null || [...passphrase].length < MIN_PASSPHRASE)) {
        throw new AppError(
          'PASSPHRASE_TOO_SHORT',
          `the passphrase has fewer than ${String(MIN_PASSPHRASE)} characters`,
          {
            hint: 'take four or more words that nobody would guess; nobody can restore it for you',
          },
        );
      }
      home.session.choose(kind);
      if (passphrase !== null) passphrases.offer(passphrase);
      await tryKeychain(kind);
      home.store.write(() => {
        home.session.record(kind);
        home.trail.append('home.keychain-chosen', { keychain: kind });
      });
      return read();
    },
    acceptKeychain(reason) {
      home.session.acceptChange(reason);
      problem = null;
      isVaultOpen = false;
      return read();
    },
    tend,
    async tendAtStart() {
      const isVoided = home.store.isWritable && home.backupSets.settle().length > 0;
      return (home.store.intents.unfinished().length > 0 && (await tend())) || isVoided;
    },
    startPractice() {
      // Two clicks are one start: a second DCM would overwrite what the first one knows.
      starting ??= startPracticeOnce().finally(() => {
        starting = null;
      });
      return starting;
    },
    issuePracticeToken: async (env, kind) => await home.practice.issueToken(practiceUrl(env), { kind, sub: null }),
    tellPractice: async (env, as) => await home.practice.behave(practiceUrl(env), { as, route: null, times: null }),
    readSettings() {
      const text = home.store.facts.get(SETTINGS);
      return text === null ? DEFAULT_SETTINGS : (JSON.parse(text) as Settings);
    },
    writeSettings(settings) {
      home.store.write(() => home.store.facts.set(SETTINGS, JSON.stringify(settings)));
      return settings;
    },
  };
}

function factsOf({ code, message, hint }: AppError): NonNullable<AppState['keychain']['problem']> {
  return { code, message, hint };
}
