import { createHash } from 'node:crypto';
import {
  type CeremonyScript,
  ceremonyScriptSchema,
  type ScriptStep,
  type StepKind,
} from '../../shared/model/ceremony-script.ts';
import { AppError } from './errors.ts';
import { fieldsOf, unkeptFieldsOf } from '../../shared/text/ceremony-fields.ts';
import { parseStrictObject } from './strict-json.ts';

/** A script that may be carried out, with the hash of its exact bytes. */
export interface ReadScript {
  readonly script: CeremonyScript;
  readonly text: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The same in base64url, as fingerprints are shown. */
  readonly fingerprint: string;
}

const MAX_BYTES = 256 * 1024;

/**
 * Reads a reviewed script: one JSON object with no member twice, of the shape of a script, that keeps the rules without
 * which a ceremony proves nothing (its hash first, the report last, a witness at every fingerprint, every share read back).
 * @throws CEREMONY_SCRIPT_REFUSED naming the first rule that it breaks, INPUT_TOO_LARGE
 */
export function readCeremonyScript(bytes: Buffer): ReadScript {
  if (bytes.length > MAX_BYTES) {
    throw new AppError('INPUT_TOO_LARGE', 'a script is at most 256 KiB', { hint: 'this is none: choose another file' });
  }
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok)
    throw scriptRefused(parsed.problem === 'duplicate' ? 'a member stands twice in it' : 'it is no JSON object');
  const read = ceremonyScriptSchema.safeParse(parsed.value);
  if (!read.success) {
    const place = read.error.issues[0]?.path.join('/') ?? '';
    throw scriptRefused(`it has not the shape of a script${place === '' ? '' : ` at "${place.slice(0, 80)}"`}`);
  }
  const problem = scriptProblem(read.data);
  if (problem !== null) throw scriptRefused(problem);
  const digest = createHash('sha256').update(bytes).digest();
  return {
    script: read.data,
    text: bytes.toString('utf8'),
    sha256: digest.toString('hex'),
    fingerprint: digest.toString('base64url'),
  };
}

/** The first rule that a script breaks; `null`: none. */
function scriptProblem(script: CeremonyScript): string | null {
  const { steps } = script;
  const kinds = steps.map(({ kind }) => kind);
  if (kinds[0] !== 'script-hash') return 'it does not begin by comparing its own hash';
  if (kinds.at(-1) !== 'sign-report' || kinds.indexOf('sign-report') !== kinds.length - 1) {
    return 'it does not end with the report, once';
  }
  if (!kinds.includes('presence')) return 'nobody is asked to be there';
  if (new Set(steps.map(({ id }) => id)).size !== steps.length) return 'two steps have one id';
  for (const step of steps) {
    const problem = stepProblem(script, step);
    if (problem !== null) return `step "${step.id}" ${problem}`;
  }
  return outcomeProblem(script, kinds) ?? splitProblem(script, kinds) ?? shareProblem(script, kinds);
}

function stepProblem(script: CeremonyScript, step: ScriptStep): string | null {
  const { kind, role, witness } = step;
  const isFingerprint = kind === 'script-hash' || kind === 'fingerprint';
  if (isFingerprint !== (witness === 'words')) return 'must have the witness type words, and only a fingerprint may';
  if (role === 'witness' && witness !== 'none') return 'has the witness watch himself';
  if (role === 'auditor') return 'is for an auditor, who watches and does nothing';
  const ids = fieldsOf(script, step).map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return 'has two fields of one id';
  if ((witness === 'repeats') !== (step.repeats !== undefined)) return 'must say what the witness types again';
  if (step.repeats !== undefined && (!ids.includes(step.repeats) || unkeptFieldsOf(step).includes(step.repeats))) {
    return 'has the witness type again what is not recorded';
  }
  if ((kind === 'check-machine') !== (step.checks !== undefined)) return 'must say what is checked, or nothing';
  if ((kind === 'generate-key') !== (step.key !== undefined)) return 'must say which key is made, or nothing';
  const isPassphrase = kind === 'seal-standby' || kind === 'check-standby' || kind === 'rotate';
  if (isPassphrase && step.camera !== 'secret') return 'shows a passphrase to the camera';
  const isShare = kind === 'show-share' || kind === 'read-back' || kind === 'give-share';
  if (isShare && (role !== 'custodian' || step.each === undefined)) return 'is for each custodian alone';
  if (isShare && step.camera !== 'secret') return 'shows a share to the camera';
  if (role === 'custodian' && step.each === undefined) return 'does not say which custodian';
  if (kind === 'record' && (step.fields ?? []).length === 0) return 'records nothing';
  return null;
}

function outcomeProblem({ outcome, steps }: CeremonyScript, kinds: readonly StepKind[]): string | null {
  const makes = kinds.indexOf('generate-key');
  if ((makes !== -1) !== (outcome !== null)) return 'a script that makes a key says what becomes of it';
  if (outcome === null) return null;
  const chooses = kinds.indexOf('choose');
  if (chooses !== 1) return 'its first page does not choose what becomes of the key';
  const checks = kinds.indexOf('check-machine');
  if (checks === -1 || checks > makes) return 'it makes a key before the machine is checked';
  const wanted = new Set(['network-off', 'clock', 'no-drafts']);
  for (const check of steps[checks]?.checks ?? []) wanted.delete(check);
  if (wanted.size > 0) return 'it makes a key without looking at network, clock and old drafts';
  if (kinds[makes + 1] !== 'fingerprint') return 'nobody reads the fingerprint of the new key at once';
  const end = { standby: 'seal-standby', device: 'deliver', split: 'close-split' } as const;
  return kinds.includes(end[outcome]) ? null : 'it does not do with the key what it says';
}

function splitProblem({ steps, custodians, outcome }: CeremonyScript, kinds: readonly StepKind[]): string | null {
  const begins = kinds.indexOf('begin-split');
  if (begins === -1) {
    const isStray = (['show-share', 'read-back', 'close-split', 'destroy-papers'] as const).some((kind) =>
      kinds.includes(kind),
    );
    return isStray ? 'it shows shares of no set' : null;
  }
  if (custodians !== 'all' || outcome !== 'split') return 'it splits a key without a custodian for each share';
  if (kinds[begins - 1] !== 'destroy-papers') return 'it does not say how the papers of a void set are destroyed';
  const closes = kinds.indexOf('close-split');
  const between = steps.slice(begins + 1, Math.max(begins + 1, closes));
  const shows = between.findIndex(({ kind }) => kind === 'show-share');
  const reads = between.findIndex(({ kind }) => kind === 'read-back');
  if (closes === -1 || shows === -1 || reads < shows)
    return 'not every share is shown and read back before the set is closed';
  return between.every(({ each }) => each !== undefined)
    ? null
    : 'something stands between the rounds of the custodians';
}

function shareProblem({ custodians, steps }: CeremonyScript, kinds: readonly StepKind[]): string | null {
  const first = steps.findIndex(({ each }) => each !== undefined);
  if ((first === -1) !== (custodians === 'none')) return 'it does not say how many custodians there are';
  if (first === -1) return null;
  const known = kinds.indexOf(custodians === 'all' ? 'choose' : 'name-set');
  if (known === -1 || known > first) return 'a custodian’s round begins before it is known how many there are';
  const presence = kinds.lastIndexOf('presence', first);
  return presence > known ? null : 'the custodians are not asked to be there before their rounds';
}

/** What is wrong with a script, and what to do about it. */
export function scriptRefused(what: string): AppError {
  return new AppError('CEREMONY_SCRIPT_REFUSED', `this script cannot be carried out: ${what}`, {
    hint: 'have it corrected and reviewed again, or take one that the app brings: dcm-keys ceremony scripts',
  });
}
