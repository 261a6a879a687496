import { createBackupHandlers } from './backup-handlers.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import { type FakeFacts, fakeKey, fakeRegistration, fakeSnapshot, NOW, PRACTICE } from './facts.ts';
import { createAccessHandlers } from './access-handlers.ts';
import { createBundleHandlers } from './bundle-handlers.ts';
import { createArchiveHandlers } from './archive-handlers.ts';
import { createCaseHandlers } from './case-handlers.ts';
import { createCeremonyHandlers } from './ceremony-handlers.ts';
import { checkHandlers } from './check-handlers.ts';
import { createKeyHandlers } from './key-handlers.ts';
import { createRotationHandlers } from './rotation-handlers.ts';
import { createScanHandlers } from './scan-handlers.ts';
import { createStandbyHandlers } from './standby-handlers.ts';
import { createSigningHandlers } from './signing-handlers.ts';
import { Refusal } from './refusal.ts';
import { fakeVerdict, sampleToken } from './verdicts.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** One answer per channel, over facts that change as they would. */
export function createHandlers(facts: FakeFacts, emit: (event: AppEvent) => void): Handlers {
  const done = { done: true } as const;
  const cancelled = new Set<string>();
  const access = createAccessHandlers(facts, emit);
  const audit = () => ({
    ok: facts.trailProblem === null,
    events: facts.events.length,
    head: facts.events.length === 0 ? null : 'cd'.repeat(32),
    brokenAt: facts.trailProblem === null ? null : 17,
    signer: 'unknown' as const,
    problem: facts.trailProblem,
    evidenceKey: facts.events.length === 0 ? null : 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  });
  function setState(part: Partial<FakeFacts['state']>) {
    facts.state = { ...facts.state, ...part };
    emit({ type: 'changed' });
    return facts.state;
  }
  function change(kid: string, part: Partial<Key>): Key {
    const changed = { ...(facts.keys.find((one) => one.kid === kid) ?? fakeKey({ kid })), ...part };
    facts.keys = facts.keys.map((one) => (one.kid === kid ? changed : one));
    emit({ type: 'changed' });
    return changed;
  }
  function setRegistration(kid: string, env: string, state: 'listed' | 'proven') {
    const registration = fakeRegistration(kid, env, state);
    facts.registrations = [...facts.registrations.filter((one) => one.kid !== kid), registration];
    emit({ type: 'changed' });
    return registration;
  }

  return {
    'app.read': () => facts.state,
    'app.lock': () => setState({ isLocked: true }),
    'app.unlock': ({ passphrase }) => {
      if (passphrase === 'wrong passphrase')
        throw new Refusal('PASSPHRASE_WRONG', 'passphrase does not open the vault');
      return setState({ isLocked: false });
    },
    'app.setOnline': ({ isOnline }) => setState({ isOnline }),
    'home.startPractice': () => {
      facts.environments = [PRACTICE];
      facts.items = [{ id: 'make-key', urgency: 'next', env: 'practice', kid: null, at: null }];
      setState({ homeKind: 'practice', keychain: { kind: 'memory', status: 'ready', problem: null } });
      return PRACTICE;
    },
    'home.chooseKeychain': ({ kind }) => setState({ keychain: { kind, status: 'ready', problem: null } }),
    'home.acceptKeychain': () => setState({ keychain: { ...facts.state.keychain, status: 'ready', problem: null } }),
    'settings.read': () => facts.settings,
    'settings.write': (settings) => (facts.settings = settings),
    ...createBackupHandlers(emit),
    'overview.read': () => ({
      items: facts.items,
      keyCount: facts.keys.length,
      activeKeyCount: facts.keys.filter(({ state }) => state === 'active').length,
      newestSnapshot: facts.snapshots[0] ?? null,
      audit: audit(),
    }),
    'environment.list': () => facts.environments,
    'environment.preview': (environment) => previewed(environment),
    'environment.add': (environment) => {
      facts.environments = [...facts.environments, environment];
      setState({ homeKind: 'real' });
      return environment;
    },
    'environment.remove': ({ name }) => {
      facts.environments = facts.environments.filter((one) => one.name !== name);
      emit({ type: 'changed' });
      return done;
    },
    'key.list': () => facts.keys,
    'key.generate': async ({ job, kid, label, env, bits, expiresAt }) => {
      for (const step of [1, 2, 3, 4]) {
        emit({ type: 'job', job, stage: 'generating', fraction: step / 5 });
        await new Promise((resolve) => setTimeout(resolve, 150));
        if (cancelled.has(job)) throw new Refusal('CANCELLED', 'key generation was cancelled');
      }
      const made = fakeKey({ kid: kid ?? 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k', label, env, bits, expiresAt });
      facts.keys = [...facts.keys, made];
      emit({ type: 'changed' });
      return made;
    },
    'key.export': ({ kid, format }) => ({
      text: JSON.stringify({ kid, format }, null, 2),
      fileName: `${kid}.${format}`,
    }),
    'key.read': ({ kid }) => {
      const key = facts.keys.find((one) => one.kid === kid);
      return {
        moves: [
          {
            seq: 2,
            at: key?.createdAt ?? NOW,
            from: null,
            to: 'active',
            reason: null,
            by: 'olena@desk (not verified)',
          },
        ],
        uses: { total: 0, probes: 0, withoutFlow: 0, byFlow: [], lastAt: null },
        mayBecome: key?.state === 'active' ? ['suspended', 'retired', 'compromised'] : [],
        mayBeDeleted: false,
        mayCallOff: false,
        deletionWaitsDays: 7,
        replacedBy: [],
        mayUndo: false,
        possession: null,
        ...facts.lives[kid],
      };
    },
    'key.move': ({ kid, to }) => change(kid, { state: to }),
    'key.delete': ({ kid }) => change(kid, { state: 'delete-scheduled' }),
    'key.cancelDelete': ({ kid }) => change(kid, { state: 'retired' }),
    ...access,
    ...createKeyHandlers(facts, change),
    ...createRotationHandlers(facts, emit),
    ...createStandbyHandlers(facts, emit, change),
    ...createCaseHandlers(facts, emit),
    ...createCeremonyHandlers(facts, emit),
    'registration.preview': ({ kid, env }) => ({
      method: 'POST',
      url: `${urlOf(facts, env)}/api/v1/counterparty/${PRACTICE.counterpartyGuid}/jwk`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ data: facts.keys.find((one) => one.kid === kid)?.jwk }),
    }),
    'registration.send': ({ kid, env }) => setRegistration(kid, env, 'listed'),
    'registration.list': () => facts.registrations,
    'registration.prove': ({ kid, env }) => {
      setRegistration(kid, env, 'proven');
      return { accepted: true, sessionToken: '••••', serverMessage: null };
    },
    ...createArchiveHandlers(facts, emit),
    ...createBundleHandlers(facts, emit),
    'snapshot.list': () => facts.snapshots,
    'snapshot.fetch': ({ env }) => {
      const { proxy, hasProxyPassword } = access['access.read']({ env });
      if (proxy.mode === 'fixed' && proxy.user !== null && !hasProxyPassword)
        throw new Refusal('PROXY_AUTH_NEEDED', 'the proxy answered 407: "Proxy Authentication Required"');
      return addSnapshot(facts, env, emit);
    },
    'snapshot.import': ({ env }) => addSnapshot(facts, env, emit),
    ...createSigningHandlers(facts, emit),
    ...createScanHandlers(emit),
    'token.judge': ({ token, language, profile, at }) => fakeVerdict(token, language, profile, at),
    ...checkHandlers,
    'token.inspect': () => ({ header: { alg: 'RS256' }, claims: null, warnings: [] }),
    'token.checkByDcm': () => ({ accepted: false, sessionToken: null, serverMessage: '{"error": "logic error"}' }),
    'practice.issueToken': ({ kind }) => ({ token: sampleToken(kind) }),
    'audit.list': ({ before, limit }) =>
      facts.events.filter(({ seq }) => before === null || seq < before).slice(0, limit),
    'audit.verify': () => audit(),
    'job.cancel': ({ job }) => {
      cancelled.add(job);
      return done;
    },
    'window.protect': () => done,
    'clipboard.write': ({ isToken }) => ({ done: true, clearsAfterSeconds: isToken ? 20 : null }),
  };
}

function previewed(environment: Environment): Environment {
  if (!environment.baseUrl.startsWith('https://')) throw new Refusal('BASE_URL_REFUSED', 'base URL is not https');
  return { ...environment, baseUrl: environment.baseUrl.toLowerCase().replace(/\/$/u, '') };
}

function urlOf(facts: FakeFacts, env: string): string {
  return facts.environments.find(({ name }) => name === env)?.baseUrl ?? '';
}

function addSnapshot(facts: FakeFacts, env: string, emit: (event: AppEvent) => void) {
  const snapshot = fakeSnapshot(facts.snapshots.length + 1, env, NOW);
  facts.snapshots = [snapshot, ...facts.snapshots];
  emit({ type: 'changed' });
  return snapshot;
}
