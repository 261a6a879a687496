import type { Language } from '../../../shared/ipc/contract.ts';
import {
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Verdict,
  type VerdictCode,
} from '../../../shared/model/verdict.ts';
import { NOW } from './facts.ts';

export const SAMPLE_KINDS = ['genuine', 'expired', 'tampered', 'unknown-kid', 'elsewhere', 'milliseconds'] as const;
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

/** What an expired token is told to have been, where it is judged as of a time in its life. */
const THEN: Answer = {
  outcome: 'valid',
  code: 'OK',
  failsAt: null,
  headline: {
    en: 'Genuine: signed by DCM with key 54321, in force on 2026-11-23 18:26:00 UTC.',
    uk: 'Справжній: підписав DCM ключем 54321, чинний 2026-11-23 18:26:00 UTC.',
  },
  reason: { en: '', uk: '' },
};

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
  elsewhere: {
    outcome: 'valid',
    code: 'OK',
    failsAt: null,
    headline: {
      en: 'Alarm: our key BANK-2026-1 signed this token, but not here. Suspend the key now, then call DCM to have it replaced.',
      uk: 'Тривога: цей токен підписано нашим ключем BANK-2026-1, але не тут. Негайно призупиніть ключ і зателефонуйте до DCM, щоб його замінили.',
    },
    reason: { en: '', uk: '' },
  },
  milliseconds: {
    outcome: 'invalid',
    code: 'CLAIM_INVALID',
    failsAt: 'time',
    headline: {
      en: 'Signed by DCM\'s key 54321, but not as the profile demands: "exp" is 1795522200000: no time in seconds between 1970 and 9999.',
      uk: 'Підписав ключ DCM 54321, але не так, як вимагає профіль: "exp" дорівнює 1795522200000: це не час у секундах.',
    },
    reason: { en: '"exp" is no time in seconds.', uk: '"exp" не є часом у секундах.' },
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
export function fakeVerdict(
  token: string,
  language: Language,
  profile: Verdict['profile'],
  at: string | null = null,
): Verdict {
  const kind = SAMPLE_KINDS.find((one) => token.startsWith(`${SAMPLE_START}${one}-`)) ?? 'garbage';
  const isOurs = kind === 'elsewhere';
  const answer = kind === 'expired' && at !== null ? THEN : ANSWERS[kind];
  const isRead = kind !== 'garbage';
  const seconds = Date.parse(NOW) / 1000 - (kind === 'expired' ? 7500 : 120);
  return {
    outcome: answer.outcome,
    code: answer.code,
    codes: answer.code === 'OK' ? [] : [answer.code],
    headline: answer.headline[language],
    issuer: isOurs ? 'us' : ['genuine', 'expired', 'milliseconds'].includes(kind) ? 'dcm' : 'unknown',
    checks: checksOf(answer, language),
    warnings:
      kind === 'tampered'
        ? [
            {
              code: 'LIFE_TOO_LONG',
              message: language === 'en' ? 'It claims a life above 1200 s.' : 'Заявлено строк понад 1200 с.',
            },
          ]
        : isOurs
          ? [
              {
                code: 'SIGNED_ELSEWHERE',
                message:
                  language === 'en'
                    ? 'alarm: our key fits, it was made here, and this installation never signed this token'
                    : 'тривога: наш ключ відповідає, його створено тут, а ця програма такого токена не підписувала',
              },
            ]
          : [],
    kid: isRead ? (kind === 'unknown-kid' ? '99999' : isOurs ? 'BANK-2026-1' : '54321') : null,
    alg: isRead ? 'RS256' : null,
    header: isRead ? { alg: 'RS256', kid: '54321', typ: 'JWT' } : null,
    claims: isRead
      ? {
          flow: 'sign-in',
          obj: '123456789',
          sub: 'o.koval@bank.example',
          ...(kind === 'milliseconds'
            ? { iat: seconds * 1000, exp: (seconds + 300) * 1000 }
            : { iat: seconds, exp: seconds + 300 }),
          channel: { kind: 'branch' },
        }
      : null,
    judgedAt: at ?? NOW,
    leewaySeconds: 30,
    profile,
    tokenSha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    snapshot: isRead ? { id: 1, takenAt: '2026-11-23T18:02:00.000Z', trust: 'fetched', sha256: '9f'.repeat(32) } : null,
    attacks: kind === 'tampered' ? ['embedded-key'] : [],
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
