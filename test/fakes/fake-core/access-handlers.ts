import type { AccessView } from '../../../shared/ipc/access-contract.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import { type FakeFacts, PRODUCTION } from './facts.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

const FAKE_PIN = 'Vjs8r4z-80wjNcr1YKepWQboSIRi63WsWXhIMN-eWys';

const AUTHORITY = {
  sha256: '9c'.repeat(32),
  certificates: [
    {
      subject: 'C=UA, O=DCM, CN=DCM Root CA 2026',
      issuer: 'C=UA, O=DCM, CN=DCM Root CA 2026',
      validFrom: '2026-09-01T00:00:00.000Z',
      validTo: '2036-09-01T00:00:00.000Z',
      sha256: '3e'.repeat(32),
    },
  ],
};

/** What is said of the ways to the DCMs, remembered as long as the page lives. */
export function createAccessHandlers(facts: FakeFacts, emit: (event: AppEvent) => void) {
  const ways = new Map<string, AccessView>();
  const read = (env: string): AccessView =>
    ways.get(env) ?? {
      env,
      pin: null,
      proxy: { mode: 'system' },
      contact: { name: 'DCM duty desk', phone: '+380 44 000 00 00', hours: 'day and night' },
      credential: 'none',
      hasProxyPassword: false,
    };
  const change = (env: string, part: Partial<AccessView>): AccessView => {
    const changed = { ...read(env), ...part };
    ways.set(env, changed);
    emit({ type: 'changed' });
    return changed;
  };
  return {
    'access.read': ({ env }) => read(env),
    'access.write': ({ env, ...wanted }) => change(env, wanted),
    'access.setCredential': ({ env, value, keep }) => change(env, { credential: value === null ? 'none' : keep }),
    'access.setProxyPassword': ({ env, password }) => change(env, { hasProxyPassword: password !== null }),
    'access.seeAuthority': ({ env, file }) => {
      const ca = facts.environments.find(({ name }) => name === env)?.ca ?? null;
      return { authority: file === null && ca === null ? null : AUTHORITY };
    },
    'access.setAuthority': ({ env, chosen }) => {
      const changed = { ...(facts.environments.find(({ name }) => name === env) ?? PRODUCTION), ca: chosen && 'PEM' };
      facts.environments = facts.environments.map((one) => (one.name === env ? changed : one));
      emit({ type: 'changed' });
      return changed;
    },
    'access.seeCertificate': () => ({
      subject: 'CN=api.bank.processing-stage.example',
      issuer: 'CN=Example Trust Services CA 2, O=Example Trust',
      validFrom: '2026-03-01T00:00:00.000Z',
      validTo: '2027-03-01T00:00:00.000Z',
      sha256: '5a'.repeat(32),
      pin: FAKE_PIN,
      isTrusted: true,
      problem: null,
    }),
  } as const satisfies Partial<Handlers>;
}
