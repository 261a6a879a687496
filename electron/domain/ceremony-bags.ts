import type { CeremonyRun } from './ceremony-run.ts';
import type { RunStep } from './ceremony-steps.ts';
import { isSameReading } from './ceremony-witness.ts';
import { AppError } from './errors.ts';

/** Numbers by which a thing on the table is told from every other one: a bag, its seal, the medium in it. */
const NUMBERS = ['bag', 'seal', 'seal-number', 'medium'];

/**
 * Refuses the number of a bag or seal that was given at an earlier step: each bag gets one paper. A number that was given at
 * a step that is repeated may be given there again.
 * @throws INPUT_INVALID naming the earlier step
 */
export function requireNewNumbers(run: CeremonyRun, due: RunStep, values: Readonly<Record<string, string>>): void {
  for (const [step, before] of run.values) {
    if (step === due.id) continue;
    const again = NUMBERS.find((name) => {
      const [one = '', other = ''] = [values[name], before[name]];
      return one !== '' && isSameReading(one, other);
    });
    if (again === undefined) continue;
    throw new AppError('INPUT_INVALID', `this number was given at step "${step}" already`, {
      hint: 'read the number from the bag itself: each bag and each seal has its own',
    });
  }
}
