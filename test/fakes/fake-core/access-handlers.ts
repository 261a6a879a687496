import type { AccessView } from '../../../shared/ipc/access-contract.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

const FAKE_PIN = 'Vjs8r4z-80wjNcr1YKepWQboSIRi63WsWXhIMN-eWys';

/** What is said of the ways to the DCMs, remembered as long as the page lives. */
export function createAccessHandlers(emit: (event: AppEvent) => void) {
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
