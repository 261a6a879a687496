import type { RepairId } from '../../shared/model/found-token.ts';
import type { JsonObject } from './strict-json.ts';
import type { Gap } from './token-finder-gap.ts';
import { isDigit, jointAt } from './token-finder-joints.ts';
import { followObject, type ShapeState } from './token-finder-shape.ts';

/** Counts the octets that a search looks at, so that a test can show that they grow with the input only. */
export interface Meter {
  steps: number;
  /** Headers that were read already: the tokens of one issuer have few. Without it each is read anew. */
  readonly headers?: Map<string, JsonObject>;
}

/** Something undone while a part was read. It counts only where the part goes on behind it. */
export interface Undone {
  readonly id: RepairId;
  /** Characters of the part before it. */
  readonly length: number;
}

/** White space within a part, where the part may as well have ended. */
export interface Stop {
  /** Characters of the part before it. */
  readonly length: number;
  readonly at: number;
  readonly gap: Gap;
}

/** One part of a token, as far as it goes. */
export interface Part {
  readonly text: string;
  /** Where it begins, and the octet behind its last character. */
  readonly start: number;
  readonly end: number;
  /** The octet behind the dot that ends it; `null`: no dot ends it. */
  readonly next: number | null;
  /** How the dot was written. */
  readonly dot: RepairId | null;
  readonly undone: readonly Undone[];
  readonly stops: readonly Stop[];
  /** Where reading stopped: what stands there was looked at. */
  readonly reached: number;
  /** What its digits are: a JSON object, the beginning of one, or none. */
  readonly shape: ShapeState;
}

interface Rules {
  /** In characters; a longer part ends there. */
  readonly most: number;
  /** Whether it is given up as soon as it can be no JSON object any more. */
  readonly isObject: boolean;
  /** Whether to read on behind white space. `isDotNext`: a dot stands there. */
  readonly mayCross: (
    soFar: { readonly length: number; readonly shape: ShapeState },
    stop: Stop,
    isDotNext: boolean,
  ) => boolean;
}

/** Padding is no part of a token, and stays where it stood, so that the judge sees it. */
const MOST_PADDING = 4;

/** Reads one part from `start`; `null`: it should be an object, and is none. Nothing is decided about where it ends. */
export function readPart(bytes: Buffer, start: number, rules: Rules, meter: Meter): Part | null {
  const shape = followObject();
  const [pieces, undone, stops]: [string[], Undone[], Stop[]] = [[], [], []];
  let [at, end, length, padding] = [start, start, 0, 0];
  const part = (next: number | null, dot: RepairId | null): Part => ({
    text: pieces.join(''),
    start,
    end,
    next,
    dot,
    undone,
    stops,
    reached: at,
    shape: shape.state(),
  });
  while (length < rules.most) {
    const from = at;
    const last = Math.min(bytes.length, at + rules.most - length);
    // What follows padding is another text.
    for (; padding === 0 && at < last && isDigit(bytes[at]); at += 1) {
      if (shape.push(bytes[at] ?? 0) === 'broken' && rules.isObject) {
        meter.steps += at - from;
        return null;
      }
    }
    meter.steps += at - from + 1;
    if (at > from) {
      pieces.push(bytes.toString('latin1', from, at));
      length += at - from;
      end = at;
    }
    const joint = jointAt(bytes, at);
    if (joint === null) break;
    meter.steps += joint.next - at;
    if (joint.means === '.') return part(joint.next, joint.repair);
    if (joint.gap !== null) {
      const stop = { length, at: end, gap: joint.gap };
      if (!rules.mayCross({ length, shape: shape.state() }, stop, jointAt(bytes, joint.next)?.means === '.')) break;
      stops.push(stop);
      undone.push(...(joint.repair === null ? [] : [{ id: joint.repair, length }]));
      if (joint.gap.isQuoted) undone.push({ id: 'quote-marks', length });
    } else if (joint.means === '=') {
      padding += 1;
      if (padding > MOST_PADDING || length === 0) break;
    }
    if (joint.gap === null && joint.repair !== null) undone.push({ id: joint.repair, length });
    if (joint.means !== '') {
      if (joint.means !== '=') shape.push(joint.means.charCodeAt(0));
      pieces.push(joint.means);
      length += joint.means.length;
      end = joint.next;
    }
    at = joint.next;
  }
  return part(null, null);
}

/** The part as it would be, had it ended at one of its stops. */
export function endedAt(part: Part, stop: Stop): Part {
  return {
    ...part,
    text: part.text.slice(0, stop.length),
    end: stop.at,
    next: null,
    dot: null,
    undone: part.undone.filter(({ length }) => length < stop.length),
    stops: part.stops.filter(({ length, at }) => length <= stop.length && at < stop.at),
  };
}
