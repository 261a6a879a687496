import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { ListedTemplate } from '../../../shared/model/template.ts';
import { type FakeFacts, NOW } from './facts.ts';
import { Refusal } from './refusal.ts';
import { sampleToken } from './verdicts.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

const TEMPLATES: ListedTemplate[] = ['sign-in', 'sign-up', 'refund'].map((name) => ({
  version: 1,
  name,
  profile: 'bank',
  ttlSeconds: name === 'refund' ? 120 : null,
  withoutExpiry: false,
  claims: {
    flow: { is: name === 'refund' ? 'sign-in' : name },
    sub: { like: name === 'refund' ? '*@bank.example' : '*' },
    obj: { like: '*' },
  },
  note: null,
  isBuiltIn: name !== 'refund',
  sha256: '4d'.repeat(32),
}));

function never(): never {
  throw new Error('there are three templates');
}

/** The signing desk. */
export function createSigningHandlers(facts: FakeFacts, emit: (event: AppEvent) => void) {
  const find = (env: string) => facts.environments.find(({ name }) => name === env);
  return {
    'template.list': () => TEMPLATES,
    'template.save': ({ template }) => ({ ...template, isBuiltIn: false, sha256: '4d'.repeat(32) }),
    'template.remove': () => ({ done: true }),
    'template.export': ({ name }) => ({ document: 'd9', fileName: `template-${name}.json` }),
    'template.import': () => ({ ...(TEMPLATES[2] ?? never()), name: 'payout' }),
    'token.history': () => facts.signed,
    'clock.read': () => facts.clock,
    'clock.confirm': ({ source, reason }) => {
      const confirmed = { at: NOW, source, reason, auditSeq: 119 };
      facts.clock = { ...facts.clock, isTrusted: true, doubts: [], confirmed };
      emit({ type: 'changed' });
      return facts.clock;
    },
    'token.preview': (request) => {
      if (find(request.env)?.kind === 'production')
        throw new Refusal('SIGNING_NOT_ALLOWED', 'nothing may be signed for production before policy.json has a list');
      return {
        header: { alg: 'RS256', kid: request.kid, typ: 'JWT' },
        claims: claimsOf(request),
        expiresAt: endOf(request),
        warnings: [],
      };
    },
    'token.sign': (request) => {
      const token = sampleToken('genuine');
      return {
        token,
        kid: request.kid,
        claims: claimsOf(request),
        expiresAt: endOf(request),
        header: `CX-Authorization: ${token}`,
        curl: `curl -H 'CX-Authorization: ${token}' ${find(request.env)?.baseUrl ?? ''}`,
        tokenSha256: '2c'.repeat(32),
      };
    },
  } satisfies Partial<Handlers>;
}

function endOf({ withoutExpiry, ttlSeconds }: Input<'token.sign'>): string | null {
  return withoutExpiry ? null : new Date(Date.parse(NOW) + ttlSeconds * 1000).toISOString();
}

function claimsOf({ flow, obj, sub, ttlSeconds }: Input<'token.sign'>): Record<string, unknown> {
  const iat = Date.parse(NOW) / 1000;
  return { flow, obj, sub, iat, exp: iat + ttlSeconds };
}
