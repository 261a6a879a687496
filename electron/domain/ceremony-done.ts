import type { CeremonyContent } from '../../shared/model/ceremony.ts';
import { type CeremonyRun, custodiansNeeded, nameIn } from './ceremony-run.ts';
import { type RunStep } from './ceremony-steps.ts';
import { fieldsOf, unkeptFieldsOf } from '../../shared/text/ceremony-fields.ts';
import { isSameReading } from './ceremony-witness.ts';
import { AppError } from './errors.ts';

const [MIN_THRESHOLD, MAX_SHARES] = [2, 16];
const SHA256 = /^[0-9a-f]{64}$/u;

type Done = Extract<CeremonyContent, { kind: 'done' }>;

/**
 * Refuses a step that is said to be done and can't be: by somebody who isn't in that place, with values that were not asked
 * for or are missing, with a secret in it.
 * @throws CEREMONY_PERSON_MISSING, CEREMONY_CHECK_FAILED, INPUT_INVALID, CEREMONY_OUT_OF_ORDER
 */
export function requireDone(run: CeremonyRun, due: RunStep, { slot, values }: Pick<Done, 'slot' | 'values'>): void {
  if (slot !== due.slot || nameIn(run, slot) === null) {
    throw new AppError('CEREMONY_PERSON_MISSING', `this step is done by the ${due.slot}, and nobody is in that place`, {
      hint: 'wait for this person, or record who takes the place',
    });
  }
  requireValues(run, due, values);
  const { kind } = due.step;
  if (kind === 'choose') requireChoice(run, values);
  if (kind === 'presence') requireEverybody(run);
  if (kind === 'compare-app') requireSameApp(values);
}

function requireValues({ script }: CeremonyRun, { step }: RunStep, values: Readonly<Record<string, string>>): void {
  const unkept = unkeptFieldsOf(step);
  const fields = fieldsOf(script, step).filter(({ id }) => !unkept.includes(id));
  const stray = Object.keys(values).find((name) => !fields.some(({ id }) => id === name));
  if (stray !== undefined) throw invalid(`"${stray.slice(0, 40)}" is not asked for at this step`);
  for (const { id, label, isRequired, options } of fields) {
    const value = values[id]?.trim() ?? '';
    if (value === '' && isRequired) throw invalid(`"${label.en}" is missing`);
    if (value === '' || options === undefined) continue;
    if (!options.some((one) => one.id === value))
      throw invalid(`"${label.en}" is one of ${options.map((one) => one.id).join(', ')}`);
  }
}

function requireChoice({ script }: CeremonyRun, values: Readonly<Record<string, string>>): void {
  if (values['outcome'] !== script.outcome) {
    throw new AppError('INPUT_INVALID', `this script carries out "${script.outcome ?? '-'}" and nothing else`, {
      hint: 'abort it, and start the script of what was chosen: dcm-keys ceremony scripts',
    });
  }
  if (script.outcome !== 'split') return;
  const [threshold, shares] = [wholeNumber(values['threshold']), wholeNumber(values['shares'])];
  if (threshold >= MIN_THRESHOLD && threshold <= shares && shares <= MAX_SHARES) return;
  throw invalid(`of n shares, ${String(MIN_THRESHOLD)} or more are needed, and n is at most ${String(MAX_SHARES)}`);
}

function requireEverybody(run: CeremonyRun): void {
  const there = run.people.filter(({ role, leftAt }) => role === 'custodian' && leftAt === null).length;
  const needed = custodiansNeeded(run) ?? 0;
  const missing = ['administrator', 'witness'].find((slot) => nameIn(run, slot) === null);
  if (missing === undefined && there === needed) return;
  throw new AppError(
    'CEREMONY_PERSON_MISSING',
    missing === undefined
      ? `${String(there)} of ${String(needed)} custodians are there`
      : `nobody is in the place of the ${missing}`,
    { hint: 'nobody begins before everybody is there: record who arrives' },
  );
}

function requireSameApp({ published = '', computed = '' }: Readonly<Record<string, string>>): void {
  const bare = (text: string) => text.toLowerCase().replace(/[\s:]/gu, '');
  if (!SHA256.test(bare(published)) || !SHA256.test(bare(computed))) throw invalid('a SHA-256 has 64 hex digits');
  if (isSameReading(bare(published), bare(computed))) return;
  throw new AppError('CEREMONY_CHECK_FAILED', 'this is not the app that its maker published', {
    hint: 'stop here: keep the machine as it is, and get the app again from its maker',
  });
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,2}$/u.test(text) ? Number(text) : 0;
}

function invalid(what: string): AppError {
  return new AppError('INPUT_INVALID', what, { hint: 'give it, and try again' });
}
