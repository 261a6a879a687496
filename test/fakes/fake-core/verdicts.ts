import type { Language } from '../../../shared/ipc/contract.ts';
import {
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Verdict,
  type VerdictCode,
} from '../../../shared/model/verdict.ts';
import { NOW } from './facts.ts';

export const SAMPLE_KINDS = ['genuine', 'expired', 'tampered', 'unknown-kid'] as const;
type SampleKind = (typeof SAMPLE_KINDS)[number];
export const SAMPLE_START = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjU0MzIxIn0.eyJmbG93Ijoic2lnbi1pbiJ9.';

/** A string that looks like a token, from which this fake knows what to answer. */
export function sampleToken(kind: SampleKind): string {
  return `${SAMPLE_START}${kind}-${'c2lnbmF0dXJl'.repeat(24)}`;
}

interface Answer {
  readonly outcome: Verdict['outcome'];
  readonly code: VerdictCode;
  readonly failsAt: CheckName | null;
  readonly headline: Record<Language, string>;
  readonly reason: Record<Language, string>;
}

const ANSWERS: Record<SampleKind | 'garbage', Answer> = {
  genuine: {
    outcome: 'valid',
    code: 'OK',
    failsAt: null,
    headline: {
      en: 'Genuine: signed by DCM with key 54321, and in force.',
      uk: 'Справжній: підписав DCM ключем 54321, і він чинний.',
    },
    reason: { en: '', uk: '' },
  },
  expired: {
    outcome: 'invalid',
    code: 'TOKEN_EXPIRED',
    failsAt: 'time',
    headline: {
      en: 'Expired: signed by DCM, but its time ended 2 hours ago.',
      uk: 'Прострочений: підписав DCM, але строк минув 2 години тому.',
    },
    reason: { en: 'It ended at 18:30:00 UTC, more than 30 s ago.', uk: 'Строк минув о 18:30:00 UTC, понад 30 с тому.' },
  },
  tampered: {
    outcome: 'invalid',
    code: 'SIGNATURE_INVALID',
    failsAt: 'signature',
    headline: {
      en: 'Forged: the signature does not fit DCM’s key 54321.',
      uk: 'Підроблений: підпис не відповідає ключу DCM 54321.',
    },
    reason: { en: 'The signature does not fit key 54321.', uk: 'Підпис не відповідає ключу 54321.' },
  },
  'unknown-kid': {
    outcome: 'undetermined',
    code: 'KEY_UNKNOWN',
    failsAt: 'key',
    headline: {
      en: 'Can’t tell: key 99999 is in no set we hold, newest of 23 November.',
      uk: 'Сказати не можна: ключа 99999 немає в жодному наборі, найновіший від 23 листопада.',
    },
    reason: { en: 'Key 99999 is in no set that we hold.', uk: 'Ключа 99999 немає в жодному нашому наборі.' },
  },
  garbage: {
    outcome: 'invalid',
    code: 'TOKEN_MALFORMED',
    failsAt: 'format',
    headline: {
      en: 'Not a token: it has one part instead of three.',
      uk: 'Не токен: у ньому одна частина замість трьох.',
    },
    reason: { en: 'A token has three parts with two dots.', uk: 'Токен має три частини і дві крапки.' },
  },
};

/** The canned verdict for a pasted text. */
export function fakeVerdict(token: string, language: Language, profile: Verdict['profile']): Verdict {
  const kind = SAMPLE_KINDS.find((one) => token.startsWith(`${SAMPLE_START}${one}-`)) ?? 'garbage';
  const answer = ANSWERS[kind];
  const isRead = kind !== 'garbage';
  const seconds = Date.parse(NOW) / 1000 - (kind === 'expired' ? 7500 : 120);
  return {
    outcome: answer.outcome,
    code: answer.code,
    codes: answer.code === 'OK' ? [] : [answer.code],
    headline: answer.headline[language],
    issuer: kind === 'genuine' || kind === 'expired' ? 'dcm' : 'unknown',
    checks: checksOf(answer, language),
    warnings:
      kind === 'tampered'
        ? [
            {
              code: 'LIFE_LONG',
              message: language === 'en' ? 'It claims a life above 1200 s.' : 'Заявлено строк понад 1200 с.',
            },
          ]
        : [],
    kid: isRead ? (kind === 'unknown-kid' ? '99999' : '54321') : null,
    alg: isRead ? 'RS256' : null,
    header: isRead ? { alg: 'RS256', kid: '54321', typ: 'JWT' } : null,
    claims: isRead
      ? {
          flow: 'sign-in',
          obj: '123456789',
          sub: 'o.koval@bank.example',
          iat: seconds,
          exp: seconds + 300,
          channel: { kind: 'branch' },
        }
      : null,
    judgedAt: NOW,
    leewaySeconds: 30,
    profile,
    tokenSha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    snapshot: isRead ? { id: 1, takenAt: '2026-11-23T18:02:00.000Z', trust: 'fetched', sha256: '9f'.repeat(32) } : null,
    attacks: [],
    signedHere: null,
  };
}

function checksOf({ failsAt, code, reason }: Answer, language: Language): Check[] {
  const at = failsAt === null ? CHECK_NAMES.length : CHECK_NAMES.indexOf(failsAt);
  return CHECK_NAMES.map((name, index) => {
    if (index === at)
      return { name, result: 'fail', code, reason: reason[language], reasonId: `${name}.fails`, values: {} };
    const isReached = index < at || failsAt === 'time';
    if (!isReached) {
      return {
        name,
        result: 'not-reached',
        code: null,
        reason: language === 'en' ? 'An earlier check failed.' : 'Раніша перевірка не пройдена.',
        reasonId: 'not-reached',
        values: {},
      };
    }
    if (name === 'key-state') {
      return {
        name,
        result: 'not-checked',
        code: null,
        reason: language === 'en' ? 'The key is DCM’s, not ours.' : 'Ключ не наш, а DCM.',
        reasonId: 'key-state.not-ours',
        values: {},
      };
    }
    return {
      name,
      result: 'pass',
      code: null,
      reason: language === 'en' ? 'As it should be.' : 'Як має бути.',
      reasonId: `${name}.ok`,
      values: {},
    };
  });
}
