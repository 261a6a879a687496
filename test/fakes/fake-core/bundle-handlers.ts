import type { Channel } from '../../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { BundleReport, TrustedMaker } from '../../../shared/model/bundle.ts';
import { type FakeFacts, fakeRegistration, NOW, PRODUCTION } from './facts.ts';
import { Refusal } from './refusal.ts';

type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

const SIGNER = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const { name, kind, baseUrl, counterpartyGuid } = PRODUCTION;
const REPORT: BundleReport = {
  ok: true,
  kind: 'jwks-snapshot',
  signer: 'unknown',
  evidenceKey: SIGNER,
  problem: null,
  madeAt: NOW,
  environment: { name, kind, baseUrl, counterpartyGuid },
  takenAt: '2026-11-23T20:10:00.000Z',
  body: null,
  device: null,
  guid: null,
  kids: ['54321', 'DCM-2026-B'],
  sha256: '9f86d081884c7d65'.repeat(4),
};

const BODY = '{"data":{"kty":"RSA","n":"u1W4hZ1k…","e":"AQAB","kid":"BANK-AIR","alg":"RS256","use":"sig"}}';
const DEVICE = { name: 'desk-7', thumbprint: 'x1PrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4' };

/** Text that nothing makes shorter, as keys and signatures are. */
export function dense(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let seed = 20_261_126;
  return Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return letters[seed >>> 26];
  }).join('');
}

/** A request is as long as one of RSA-4096, a set as one of three keys or so. */
function made(part: Partial<BundleReport>) {
  const kind = part.kind ?? 'jwks-snapshot';
  const filling = dense(kind === 'jwks-snapshot' ? 2000 : 1200);
  const text = JSON.stringify({ format: 'dcm-bundle', version: 1, kind, filling });
  const report: BundleReport = { ...REPORT, ...part, signer: 'known' };
  return { document: 'd1', fileName: `${report.kind ?? 'bundle'}.json`, text, report };
}

/** A text that names a kind is a bundle of it. */
function carriedBy(text: string): Partial<BundleReport> {
  const one = { kids: ['BANK-AIR'], takenAt: null };
  if (text.includes('registration-request')) return { ...one, kind: 'registration-request', body: BODY };
  if (text.includes('registration-receipt')) return { ...one, kind: 'registration-receipt', takenAt: NOW, guid: 'g-1' };
  if (text.includes('device-sealed-key')) return { ...one, kind: 'device-sealed-key', device: DEVICE };
  return text.includes('device-key') ? { kind: 'device-key', kids: [], takenAt: null, device: DEVICE } : {};
}

/** Bundles of one maker. A text with "changed" in it was changed, one with "elsewhere" is of another DCM. */
export function createBundleHandlers(facts: FakeFacts, emit: (event: AppEvent) => void) {
  let makers: readonly TrustedMaker[] = [];
  const standing = () => makers.find(({ ended }) => ended === null) ?? null;

  return {
    'bundle.ofSnapshot': ({ id }) => {
      if (!facts.snapshots.some((one) => one.id === id)) throw new Refusal('SNAPSHOT_NOT_FOUND', 'no such snapshot');
      return made({});
    },
    'bundle.ofRequest': ({ kid }) => made({ kind: 'registration-request', kids: [kid], takenAt: null, body: BODY }),
    'bundle.ofDevice': () => made({ kind: 'device-key', kids: [], takenAt: null, device: DEVICE }),
    'bundle.deliver': ({ kid }) => made({ kind: 'device-sealed-key', kids: [kid], takenAt: null, device: DEVICE }),
    'bundle.post': ({ env }) => ({
      registration: fakeRegistration('BANK-AIR', env, 'listed'),
      receipt: made({ kind: 'registration-receipt', kids: ['BANK-AIR'], guid: 'g-1' }),
    }),
    'bundle.look': ({ text }) => {
      if (text.startsWith('eyJ')) return { kind: 'jwt', isSecret: false, bundle: null };
      if (text.includes('PRIVATE KEY')) return { kind: 'private-key', isSecret: true, bundle: null };
      if (!text.includes('dcm-bundle')) {
        return { kind: text.includes('"keys"') ? 'jwks' : 'nothing-known', isSecret: false, bundle: null };
      }
      const problem = text.includes('changed') ? 'the signature does not fit: something in it was changed' : null;
      const elsewhere = text.includes('elsewhere') ? 'it was made for another counterparty' : null;
      const report = { ...REPORT, ...carriedBy(text), ok: problem === null, problem };
      return { kind: 'signed-bundle', isSecret: false, bundle: { report, maker: standing(), elsewhere } };
    },
    'bundle.import': ({ env, trust }) => {
      if (trust !== null) makers = [{ ...trust, trustedAt: NOW, by: 'o.koval@desk-7', ended: null }];
      const isTrusted = standing() !== null;
      const trustOf = isTrusted ? ('signed' as const) : ('file' as const);
      const [newest] = facts.snapshots;
      if (newest === undefined) throw new Refusal('INPUT_INVALID', 'the fake has no set');
      const snapshot = { ...newest, id: newest.id + 1, env, trust: trustOf, takenAt: NOW };
      facts.snapshots = [snapshot, ...facts.snapshots];
      emit({ type: 'changed' });
      return { isTrusted, signer: SIGNER, snapshot, added: [], known: [], registration: null, key: null };
    },
    'camera.allow': () => ({ done: true }),
    'maker.list': () => [...makers],
    'maker.end': ({ fingerprint, reason }) => {
      const found = makers.find((one) => one.fingerprint === fingerprint && one.ended === null);
      if (found === undefined) throw new Refusal('INPUT_INVALID', 'no maker of this fingerprint is trusted');
      const ended = { ...found, ended: { at: NOW, reason, by: 'o.koval@desk-7' } };
      makers = makers.map((one) => (one === found ? ended : one));
      emit({ type: 'changed' });
      return ended;
    },
  } satisfies Partial<Handlers>;
}
