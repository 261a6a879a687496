import type { Finding, JudgedWarning, ReasonValues, VerdictCode } from '../../shared/model/verdict.ts';
import type { ReasonId, WarningCode } from '../../shared/model/verdict-reasons.ts';

const NO_VALUES: ReasonValues = {};

/** Tells whether anything was found. */
export function isFilled(found: readonly Finding[]): found is readonly [Finding, ...Finding[]] {
  return found.length > 0;
}

/** A fact that spoils the token. */
export function failing(code: VerdictCode, reasonId: ReasonId, values: ReasonValues = NO_VALUES): Finding {
  return { code, reasonId, values };
}

/** A fact that is as it should be, or that was not looked at. */
export function stating(reasonId: ReasonId, values: ReasonValues = NO_VALUES): Finding {
  return { code: null, reasonId, values };
}

/** Something to know that changes nothing. */
export function warning(code: WarningCode, values: ReasonValues = NO_VALUES): JudgedWarning {
  return { code, values };
}
