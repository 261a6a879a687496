import type { ScanUse } from '../../electron/services/scan.ts';

type Part = Omit<Partial<ScanUse>, 'judged'> & { readonly judged?: Partial<ScanUse['judged']> };

const EXPIRES_AFTER = 600_000;
/** The evening of the incident, 20:00 UTC. */
export const EVENING = Date.parse('2026-11-25T20:00:00Z');

/** One use of a token as a scan tells it. `number` names the token; what is not said is that of a genuine one. */
export function scanUse(number: number, at: number, { judged, ...part }: Part = {}): ScanUse {
  return {
    source: { file: 'gateway.log', line: at + 1, column: 41 },
    sha256: number.toString(16).padStart(8, '0').repeat(8),
    duplicateOf: null,
    arrivedAt: EVENING + at * 1000,
    anomalies: [],
    range: 0,
    verdict: null,
    ...part,
    judged: {
      outcome: 'valid',
      code: 'OK',
      codes: [],
      warnings: [],
      issuer: 'dcm',
      kid: '54321',
      alg: 'RS256',
      isSignatureGood: true,
      instant: EVENING + at * 1000,
      jti: `jti-${String(number)}`,
      sub: `officer-${String(number % 40)}@bank.example`,
      obj: String(26_000_000 + (number % 25)),
      flow: 'sign-in',
      iat: EVENING + number * 1000,
      exp: EVENING + number * 1000 + EXPIRES_AFTER,
      ...judged,
    },
  };
}

/** What one evening of a bank's gateway came to: thousands of genuine uses, and a few that are not. */
export function* incidentUses(): Generator<ScanUse> {
  const FORGED = {
    outcome: 'invalid',
    code: 'SIGNATURE_INVALID',
    codes: ['SIGNATURE_INVALID'],
    issuer: 'unknown',
  } as const;
  for (let at = 0; at < 12_411; at += 1) {
    if (at === 7300 || at === 7304) {
      yield scanUse(900_000 + at, at, {
        judged: { ...FORGED, isSignatureGood: false, sub: 'olena.koval@bank.example' },
      });
    } else if (at === 7420) {
      const expired = { outcome: 'invalid', code: 'TOKEN_EXPIRED', codes: ['TOKEN_EXPIRED'] } as const;
      yield scanUse(at - 4000, at, { judged: expired, anomalies: ['two-addresses', 'used-after-expiry'] });
    } else if (at % 4000 === 11) {
      const unknown = {
        outcome: 'undetermined',
        code: 'KEY_UNKNOWN',
        codes: ['KEY_UNKNOWN'],
        issuer: 'unknown',
      } as const;
      yield scanUse(at, at, {
        judged: { ...unknown, kid: 'f3a9-unlisted', isSignatureGood: false },
        anomalies: ['key-unknown'],
        source: { file: 'logs/app-2.log.gz', line: at, column: 9 },
        range: null,
      });
    } else if (at % 900 === 5) {
      yield scanUse(at, at, {
        arrivedAt: null,
        judged: { code: 'TIME_NOT_JUDGED', outcome: 'undetermined', codes: ['TIME_NOT_JUDGED'], instant: null },
      });
    } else {
      // A burst at a quarter past ten.
      yield scanUse(at % 3000, at, { arrivedAt: EVENING + (at % 7 === 0 ? 8_100_000 + at * 20 : at * 1000) });
    }
  }
}
