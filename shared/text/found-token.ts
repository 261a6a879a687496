import type { FoundToken } from '../model/found-token.ts';
import type { Language } from '../model/language.ts';
import { FOUND_TOKEN_EN } from './found-token-en.ts';
import { FOUND_TOKEN_UK } from './found-token-uk.ts';
import { showValues } from './verdict-values.ts';

const TEXTS = { en: FOUND_TOKEN_EN, uk: FOUND_TOKEN_UK } as const;

/** Where a token stood, as words that follow "found": "in the header CX-Authorization, line 3, column 12". */
export function describePlace({ place, count }: Pick<FoundToken, 'place' | 'count'>, language: Language): string {
  const text = TEXTS[language];
  const { kind, name, line, column, request } = place;
  // A name comes out of the pasted text: what it could do to a screen is shown, not done.
  const shown = (value: string) => showValues({ value }, language).text('value');
  return [
    text.places[kind](name === null ? '' : shown(name)),
    ...(kind === 'bare' ? [] : [text.at(line, column)]),
    ...(request === null || request.url === null ? [] : [text.ofRequest(shown(request.url))]),
    ...(count === 1 ? [] : [text.times(count)]),
  ].join(', ');
}

/** What was undone to read a token, one phrase each; empty where it is as it stood. */
export function describeRepairs({ repairs }: Pick<FoundToken, 'repairs'>, language: Language): readonly string[] {
  return repairs.map(({ id, count }) => TEXTS[language].repairs[id](count));
}

/** What was found, as a noun. */
export function describeFoundKind({ kind }: Pick<FoundToken, 'kind'>, language: Language): string {
  return TEXTS[language].kinds[kind];
}
