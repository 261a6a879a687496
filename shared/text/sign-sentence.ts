import type { EnvironmentKind } from '../model/environment.ts';
import { FLOWS } from '../model/flow.ts';
import type { Language } from '../model/language.ts';
import { FLOW_WORDS } from './flow-words.ts';

/** What is about to be signed. Claims are those that will stand in the token. */
export interface SigningFacts {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly env: string;
  readonly kind: EnvironmentKind;
}

const KINDS = {
  en: { practice: 'practice', stage: 'test', production: 'PRODUCTION' },
  uk: { practice: 'навчання', stage: 'тестове', production: 'ПРОМИСЛОВЕ' },
} as const satisfies Record<Language, Record<EnvironmentKind, string>>;

const LOCALES = { en: 'en-GB', uk: 'uk-UA' } as const satisfies Record<Language, string>;

const TEXTS = {
  en: {
    quoted: (value: string) => `“${value}”`,
    acts: (who: string, whom: string) => `${who} acts for ${whom}`,
    actsAlone: (who: string) => `${who} calls DCM`,
    platform: 'The bank’s platform calls DCM',
    about: (whom: string) => `for ${whom}`,
    with: (names: string) => `with ${names}`,
    place: (env: string, kind: string) => `In ${env} (${kind}).`,
    until: (life: string, end: string) => `Good for ${life}, until ${end}.`,
    forever: 'With no end: it never runs out by itself.',
  },
  uk: {
    quoted: (value: string) => `«${value}»`,
    acts: (who: string, whom: string) => `${who} діє щодо ${whom}`,
    actsAlone: (who: string) => `${who} звертається до DCM`,
    platform: 'Платформа банку звертається до DCM',
    about: (whom: string) => `щодо ${whom}`,
    with: (names: string) => `додатково: ${names}`,
    place: (env: string, kind: string) => `Середовище ${env} (${kind}).`,
    until: (life: string, end: string) => `Строк дії: ${life}, до ${end}.`,
    forever: 'Без кінця: сам токен чинності не втратить.',
  },
} as const satisfies Record<Language, unknown>;

const SAID: readonly string[] = ['flow', 'sub', 'obj', 'iat', 'exp', 'jti'];

/** Says in plain words what is about to be signed: who, for whom, what, where, until when. It allows nothing. */
export function describeSigning({ claims, env, kind }: SigningFacts, language: Language): string {
  const text = TEXTS[language];
  const [sub, obj, flow] = [claims['sub'], claims['obj'], claims['flow']].map((value) =>
    typeof value === 'string' ? value : null,
  );
  const who =
    sub && obj
      ? text.acts(text.quoted(sub), text.quoted(obj))
      : [sub ? text.actsAlone(text.quoted(sub)) : text.platform, obj ? ` ${text.about(text.quoted(obj))}` : ''].join(
          '',
        );
  const what = flow ? `: ${describeFlow(flow, language)}` : '';
  const others = Object.keys(claims).filter((name) => !SAID.includes(name));
  const more = others.length === 0 ? '' : `, ${text.with(others.join(', '))}`;
  return `${who}${what}${more}. ${text.place(text.quoted(env), KINDS[language][kind])} ${describeLife(claims, language)}`;
}

function describeFlow(flow: string, language: Language): string {
  const known = FLOWS.find((one) => one === flow);
  return known === undefined ? TEXTS[language].quoted(flow) : `${FLOW_WORDS[language][known]} (${known})`;
}

function describeLife({ iat, exp }: SigningFacts['claims'], language: Language): string {
  const text = TEXTS[language];
  if (typeof exp !== 'number' || typeof iat !== 'number') return text.forever;
  const options = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' } as const;
  const end = new Intl.DateTimeFormat(LOCALES[language], options).format(new Date(exp * 1000));
  return text.until(describeSeconds(exp - iat, language), `${end} UTC`);
}

function describeSeconds(seconds: number, language: Language): string {
  const isWhole = seconds % 60 === 0;
  const format = { style: 'unit', unit: isWhole ? 'minute' : 'second', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(LOCALES[language], format).format(isWhole ? seconds / 60 : seconds);
}
