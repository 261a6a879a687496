import type { JwkProblemCode } from '../model/jwk-problem.ts';
import type { Language } from '../model/language.ts';
import { JWK_TEXT_EN, LINT_TEXT_EN } from './verdict-jwk-en.ts';
import { JWK_TEXT_UK, LINT_TEXT_UK } from './verdict-jwk-uk.ts';
import { showValues } from './verdict-values.ts';

/** Codes of what a lint says of a text beside the problems of its keys. */
export type LintCode = keyof typeof LINT_TEXT_EN;

const JWK_TEXT = { en: JWK_TEXT_EN, uk: JWK_TEXT_UK } as const;
const LINT_TEXT = { en: LINT_TEXT_EN, uk: LINT_TEXT_UK } as const;

/** What is wrong with a key, as a clause of one language. */
export function describeJwkProblem(
  code: JwkProblemCode,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  return JWK_TEXT[language][code](showValues(values, language));
}

/** What a lint says of the text as a whole. */
export function describeLintFinding(code: LintCode, language: Language): string {
  return LINT_TEXT[language][code];
}
