import type { CeremonyContent, WitnessGives } from '../../shared/model/ceremony.ts';
import type { CeremonyRun } from './ceremony-run.ts';
import type { RunStep } from './ceremony-steps.ts';
import { wrongWordPlaces } from '../../shared/text/fingerprint-words.ts';

const WORDS = 16;
const ASKED = 4;

/**
 * Which four words the witness types, from 1, in their order. They follow from the hash of the entry before, so nobody can
 * choose them, and whoever reads the transcript can check them.
 */
export function placesAfter(hash: string): readonly number[] {
  const bytes = Buffer.from(hash, 'hex');
  const left = Array.from({ length: WORDS }, (_, at) => at + 1);
  const places = Array.from({ length: ASKED }, (_, at) => left.splice((bytes[at] ?? 0) % left.length, 1)[0] ?? 0);
  return places.toSorted((one, other) => one - other);
}

/** What the witness's work comes to: it agrees, or it does not. Whether it is his turn is asked elsewhere. */
export function judgeWitness(
  run: Pick<CeremonyRun, 'places' | 'values' | 'fingerprint' | 'facts'>,
  { id, step }: RunStep,
  gives: WitnessGives,
): Extract<CeremonyContent, { kind: 'witnessed' | 'mismatched' }> {
  const places = [...run.places];
  const work = step.witness;
  const mismatched = { kind: 'mismatched' as const, step: id, places };
  if (work === 'words') {
    const fingerprint = step.kind === 'script-hash' ? run.fingerprint : (run.facts.thumbprint ?? '');
    const wrong = wrongWordPlaces(fingerprint, { places, words: gives.words, languages: [gives.language] });
    return wrong.length === 0
      ? { kind: 'witnessed', step: id, work, places, saw: null }
      : { ...mismatched, wrong: [...wrong] };
  }
  const saw = gives.text.trim();
  const recorded = run.values.get(id)?.[step.repeats ?? ''] ?? '';
  if (work === 'repeats' && !isSameReading(saw, recorded)) return mismatched;
  return { kind: 'witnessed', step: id, work, places, saw };
}

/** Whether two readings of one number or name are the same; capitals and blanks don't matter. */
export function isSameReading(one: string, other: string): boolean {
  return foldReading(one) === foldReading(other) && foldReading(one) !== '';
}

function foldReading(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}
