import type { CeremonyScript, ScriptStep, StepKind } from '../../shared/model/ceremony-script.ts';
import { type ReadScript, readCeremonyScript, scriptRefused } from './ceremony-script.ts';
import { changesSomething } from './ceremony-steps.ts';
import { isPrintable } from './free-text.ts';

/** What is done once in a ceremony, or not at all. */
const ONCE: readonly StepKind[] = [
  'generate-key',
  'begin-split',
  'close-split',
  'seal-standby',
  'check-standby',
  'deliver',
  'drill',
  'rotate',
  'delete-key',
];
/** Where nobody watches: what the next step shows to everybody, and what only its custodian may see. */
const UNWATCHED: ReadonlySet<StepKind> = new Set([
  'generate-key',
  'begin-split',
  'show-share',
  'read-back',
  'give-share',
]);
const ENDS = { standby: 'seal-standby', device: 'deliver', split: 'close-split' } as const;

/**
 * Reads a script that is to be printed or begun now. Beside the form of a script (`readCeremonyScript`) it keeps the rules for
 * what begins today; a transcript of before keeps the script that it followed.
 * @throws CEREMONY_SCRIPT_REFUSED naming the first rule that it breaks, INPUT_TOO_LARGE
 */
export function readScriptToBegin(bytes: Buffer): ReadScript {
  const read = readCeremonyScript(bytes);
  const problem = startProblem(read.script);
  if (problem !== null) throw scriptRefused(problem);
  return read;
}

function startProblem(script: CeremonyScript): string | null {
  const { steps } = script;
  const unprintable = unprintableIn(script, 'script');
  if (unprintable !== null) return `the text at "${unprintable}" holds a character that nobody sees`;
  const kinds = steps.map(({ kind }) => kind);
  if (!kinds.includes('compare-app')) return 'nobody compares the app with what its maker published';
  for (const kind of ONCE) {
    if (kinds.indexOf(kind) !== kinds.lastIndexOf(kind)) return `it has two steps of kind "${kind}"`;
  }
  for (const step of steps) {
    const problem = watchProblem(step);
    if (problem !== null) return `step "${step.id}" ${problem}`;
  }
  return endProblem(script, kinds) ?? standbyProblem(script, kinds) ?? deletionProblem(script, kinds);
}

/** An act has two people: who does it, and who sees it. */
function watchProblem(step: ScriptStep): string | null {
  const { kind, role, witness } = step;
  if (changesSomething(step) && role !== 'administrator' && kind !== 'show-share') return 'is for the administrator';
  if (witness !== 'none' || role === 'witness' || UNWATCHED.has(kind)) return null;
  return 'is watched by nobody';
}

function endProblem({ outcome }: CeremonyScript, kinds: readonly StepKind[]): string | null {
  if (outcome === null) {
    const own: readonly StepKind[] = Object.values(ENDS);
    const stray = kinds.find((kind) => own.includes(kind) && kind !== 'deliver');
    return stray === undefined ? null : `it has a step of kind "${stray}" and makes no key`;
  }
  const others = Object.values(ENDS).filter((end) => end !== ENDS[outcome]);
  const stray = others.find((end) => kinds.includes(end));
  return stray === undefined ? null : `it does more with the key than it says: "${stray}"`;
}

function standbyProblem({ outcome }: CeremonyScript, kinds: readonly StepKind[]): string | null {
  if (outcome !== 'standby') return null;
  // It could take nobody's place before DCM knows it.
  if (!kinds.includes('register') && !kinds.includes('register-request')) {
    return 'it seals a standby key that nobody registers; have a step of kind "register" put before the key is sealed';
  }
  return kinds[kinds.indexOf('seal-standby') + 1] === 'check-standby'
    ? null
    : 'nobody tries the passphrase right after the key is sealed';
}

function deletionProblem({ outcome }: CeremonyScript, kinds: readonly StepKind[]): string | null {
  const deletes = kinds.indexOf('delete-key');
  if (deletes === -1) return null;
  if (outcome === 'standby' || outcome === 'split') return 'it deletes the key that it made';
  const before = kinds.slice(0, deletes);
  if (outcome === 'device') return before.includes('deliver') ? null : 'it deletes a key before it is delivered';
  const names = before.indexOf('name-key');
  return names !== -1 && before.indexOf('list-copies') > names
    ? null
    : 'it deletes a key before it is named and every copy of it is listed';
}

/** The place of the first text that paper would not show as it is; `null`: none. */
function unprintableIn(value: unknown, place: string): string | null {
  if (typeof value === 'string') return isPrintable(value) ? null : place;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = unprintableIn(member, place === 'script' ? name : `${place}/${name}`);
    if (found !== null) return found;
  }
  return null;
}
