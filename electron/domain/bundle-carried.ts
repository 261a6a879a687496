import { createHash } from 'node:crypto';
import { BUNDLE_KINDS, type Bundle, type BundleOf, type BundleReport } from '../../shared/model/bundle.ts';
import { deviceThumbprint } from './device-sealed.ts';
import { judgeJwk } from './jwk-policy.ts';
import { kidOfUnknown } from './kid.ts';
import { isJsonObject, parseStrictObject } from './strict-json.ts';
import { thumbprintOfUnknown } from './thumbprint.ts';

/** What a report tells of what a bundle carries. */
export type Carried = Pick<BundleReport, 'kids' | 'takenAt' | 'body' | 'device' | 'guid'>;

/** A bundle of which nothing could be read. */
export const NOTHING_CARRIED: Carried = { kids: [], takenAt: null, body: null, device: null, guid: null };

/** Tells whether a bundle says that it is of a kind which is known here. */
export function isKnownKind(kind: unknown): boolean {
  return (BUNDLE_KINDS as readonly unknown[]).includes(kind);
}

/** Why what a bundle carries does not agree with itself; `null`: it does. Its shape and signature were checked before. */
export function carriedProblem(bundle: Bundle): string | null {
  switch (bundle.kind) {
    case 'jwks-snapshot':
      return snapshotProblem(bundle);
    case 'registration-request':
      return requestProblem(bundle);
    case 'device-sealed-key':
      return judgeJwk(bundle.sealed.jwk).ok && bundle.sealed.jwk.kid === bundle.sealed.kid
        ? null
        : 'the public half in it is no key that is fit for use, or has another kid';
    case 'device-key':
      return judgeJwk({ ...bundle.device.jwk, alg: 'ES256' }).ok ? null : 'the device key in it is no point of P-256';
    case 'public-keys':
    case 'registration-receipt':
      return null;
  }
}

/** What a bundle tells of what it carries. */
export function carriedBy(bundle: Bundle): Carried {
  switch (bundle.kind) {
    case 'jwks-snapshot':
      return { ...NOTHING_CARRIED, kids: kidsOfSet(bundle.snapshot.jwks), takenAt: bundle.snapshot.lastSeenAt };
    case 'public-keys':
      return { ...NOTHING_CARRIED, kids: bundle.keys.map(({ kid }) => kid) };
    case 'registration-request':
      return { ...NOTHING_CARRIED, kids: [bundle.request.kid], body: bundle.request.body };
    case 'registration-receipt':
      return {
        ...NOTHING_CARRIED,
        kids: [bundle.receipt.kid],
        takenAt: bundle.receipt.listedAt,
        guid: bundle.receipt.guid,
      };
    case 'device-key': {
      const { name, jwk } = bundle.device;
      return { ...NOTHING_CARRIED, device: { name, thumbprint: deviceThumbprint(jwk) } };
    }
    case 'device-sealed-key': {
      const { kid, device, deviceName: name } = bundle.sealed;
      return { ...NOTHING_CARRIED, kids: [kid], device: { name, thumbprint: device } };
    }
  }
}

function snapshotProblem({ snapshot }: BundleOf<'jwks-snapshot'>): string | null {
  if (sha256(snapshot.jwks) !== snapshot.sha256) return 'the set in it is not the one whose digest it names';
  return Date.parse(snapshot.firstSeenAt) > Date.parse(snapshot.lastSeenAt)
    ? 'it says that the set was seen last before it was seen first'
    : null;
}

/** The body is the one JWK that it names, by kid, thumbprint and digest, with nothing beside it. */
function requestProblem({ request }: BundleOf<'registration-request'>): string | null {
  const { body, kid, alg, thumbprint } = request;
  if (sha256(body) !== request.sha256) return 'the body in it is not the one whose digest it names';
  const parsed = parseStrictObject(Buffer.from(body, 'utf8'));
  const data = parsed.ok && Object.keys(parsed.value).length === 1 ? parsed.value['data'] : null;
  if (!isJsonObject(data) || !judgeJwk(data).ok) return 'the body in it holds no key that is fit for use';
  return kidOfUnknown(data) === kid && data['alg'] === alg && thumbprintOfUnknown(data) === thumbprint
    ? null
    : 'the body in it holds another key than it names';
}

function kidsOfSet(jwks: string): string[] {
  const parsed = parseStrictObject(Buffer.from(jwks));
  const keys = parsed.ok && Array.isArray(parsed.value['keys']) ? (parsed.value['keys'] as unknown[]) : [];
  return keys.flatMap((key) => (isJsonObject(key) && typeof key['kid'] === 'string' ? [key['kid']] : []));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
