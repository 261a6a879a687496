import { sextetOf } from './base64-stretches.ts';

/** `open`: it may still become one object; `closed`: it is whole; `broken`: it is none. */
export type ShapeState = 'open' | 'closed' | 'broken';

/** Follows base64 digits, one by one, only as far as to tell where a JSON object ends, or that it is none. */
export interface ObjectShape {
  /** Takes one digit of base64 or base64url, as an octet. */
  push(digit: number): ShapeState;
  /** Takes one octet of the object itself. */
  step(octet: number): ShapeState;
  state(): ShapeState;
}

/** Deeper than any header goes (a certificate chain is 2, a key 2), and few enough to give up early. */
const MOST_DEPTH = 12;
/** Outside of strings JSON has these and no other octets: `true`, `false`, `null`, numbers, white space, marks. */
const STRUCTURAL = new Set([...'{}[]:,"truefalsn0123456789+-.eE \t\r\n'].map((one) => one.charCodeAt(0)));
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Makes one that has seen nothing. It is no parser: what it calls closed may still be no JSON. What it calls broken is
 * certainly none, and it says so within a few octets: at most as many readers as `MOST_DEPTH` and the two readings of a
 * quotation mark allow can be open at one place of a text, so that starting one at every place costs linear time.
 * @see RFC 8259 §2, RFC 3629 §4
 */
export function followObject(): ObjectShape {
  let state: ShapeState = 'open';
  let [depth, held, bits, trailing, last] = [0, 0, 0, 0, 0];
  let [isInString, isEscaped] = [false, false];

  function inString(octet: number): boolean {
    if (trailing > 0) {
      trailing -= 1;
      return (octet & 0xc0) === 0x80;
    }
    if (octet >= 0x80) {
      trailing = octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : 1;
      return octet >= 0xc2 && octet <= 0xf4 && !isEscaped;
    }
    if (isEscaped) isEscaped = false;
    else if (octet === 0x5c) isEscaped = true;
    else if (octet === 0x22) isInString = false;
    return octet >= 0x20;
  }

  function outside(octet: number): boolean {
    if (SPACE.has(octet)) return depth > 0;
    const before = last;
    last = octet;
    if (octet === 0x7b || octet === 0x5b) {
      depth += 1;
      return depth <= MOST_DEPTH && before !== 0x7b && (before !== 0 || octet === 0x7b);
    }
    if (depth === 0) return false;
    if (octet === 0x22) isInString = true;
    else if (octet === 0x7d || octet === 0x5d) {
      depth -= 1;
      if (depth === 0) state = 'closed';
      return true;
    }
    return STRUCTURAL.has(octet) && (before !== 0x7b || octet === 0x22);
  }

  function step(octet: number): ShapeState {
    if (state === 'closed') state = SPACE.has(octet) ? 'closed' : 'broken';
    else if (state === 'open' && !(isInString ? inString(octet) : outside(octet))) state = 'broken';
    return state;
  }

  return {
    step,
    push(digit) {
      const sextet = sextetOf(digit);
      if (sextet < 0) return (state = 'broken');
      held = ((held << 6) | sextet) & 0x3fff;
      bits += 6;
      if (bits < 8) return state;
      bits -= 8;
      return step((held >> bits) & 0xff);
    },
    state: () => state,
  };
}
