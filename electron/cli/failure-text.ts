import type { Failure } from '../../shared/ipc/result.ts';
import type { Language } from '../../shared/model/language.ts';
import { errors as ukrainian } from '../../shared/text/errors-uk.ts';
import type { ShareDamage } from '../../shared/model/share-check.ts';
import type { AppError } from '../domain/errors.ts';
import { DamagedShare } from '../domain/share-damage.ts';

/**
 * What went wrong, and what to do: a line each. In Ukrainian the code's own sentences come first, and what the core says of
 * this one case, in English, behind them: names, numbers, the command that helps.
 */
export function failureLines(error: Failure | AppError, language: Language): readonly [problem: string, hint: string] {
  const { code, message, hint } = error;
  const known = language === 'uk' && isKnown(code) ? ukrainian[code] : null;
  if (known === null) return [`${code}: ${message}`, hint];
  const damage = error instanceof DamagedShare ? damageIn(error.damage) : null;
  return [`${code}: ${known.title} (${damage ?? message})`, damage === null ? `${known.next} (${hint})` : known.next];
}

function isKnown(code: string): code is keyof typeof ukrainian {
  return Object.hasOwn(ukrainian, code);
}

/** Where a share differs from what it must be; `null`: it is told by its message alone. */
function damageIn({ what, groups, characters }: ShareDamage): string | null {
  const numbers = groups.map(String).join(', ');
  switch (what) {
    case 'groups':
      return groups.length === 1 ? `група ${numbers}` : `групи ${numbers}`;
    case 'length': {
      const count = characters < 0 ? `бракує знаків: ${String(-characters)}` : `зайвих знаків: ${String(characters)}`;
      return numbers === '' ? count : `${count}; перша помилка в групі ${numbers}`;
    }
    case 'start':
      return 'вона не починається з DCMKEY1';
    default:
      return null;
  }
}
