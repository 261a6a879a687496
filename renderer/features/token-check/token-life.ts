import type { Verdict } from '../../../shared/model/verdict.ts';
import type { Life } from '../../components/life-layout.ts';
import { readTimeClaim } from './time-claim.ts';

/** The life that the token claims, if it is one that can be drawn against the judged instant. */
export function lifeOf({ claims, judgedAt, leewaySeconds }: Verdict): Life | null {
  const [made, start, end] = ['iat', 'nbf', 'exp'].map((name) => instantOf(claims?.[name]));
  const from = made ?? start ?? null;
  if (judgedAt === null || from === null) return null;
  // A time that is there and can't be read is no life without an end.
  const hasEnd = claims !== null && Object.hasOwn(claims, 'exp');
  if (hasEnd && (end === null || end === undefined || end <= from)) return null;
  return {
    fromMs: from,
    startMs: made !== null && start !== null && start !== undefined && start > from ? start : null,
    toMs: end ?? null,
    judgedMs: Date.parse(judgedAt),
    leewayMs: leewaySeconds * 1000,
  };
}

function instantOf(value: unknown): number | null {
  const reading = readTimeClaim(value);
  return reading.kind === 'instant' ? Date.parse(reading.iso) : null;
}
