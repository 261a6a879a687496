import type { ShareDamage } from '../../shared/model/share-check.ts';
import { AppError } from './errors.ts';
import { describeOther, otherAlphabetIn, SWITCH_KEYBOARD } from './share-alphabet.ts';
import { DamagedShare } from './share-damage.ts';
import { groupsOf, lettersIn, readGroups } from './share-letters.ts';

/**
 * One part of the split key of a backup set. `value` is secret: fewer than `threshold` of them tell nothing.
 * Its text is described in BACKUP-FORMAT.md; reading needs WebCrypto only, so that a browser can do it.
 */
export interface Share {
  /** 16 hexadecimal digits. */
  readonly setId: string;
  /** m: so many shares open the backup. */
  readonly threshold: number;
  /** n: so many were made. */
  readonly shares: number;
  /** 1 to n: what people call it. */
  readonly number: number;
  /** 1 to 255: the place at which the polynomials were evaluated. */
  readonly x: number;
  /** 32 octets. */
  readonly value: Uint8Array;
}

/** What may be said and kept of a share. */
export type ShareFacts = Omit<Share, 'value' | 'x'>;

export const MIN_THRESHOLD = 2;
export const MAX_SHARES = 16;
export const SECRET_OCTETS = 32;

const PREFIX = 'DCMKEY';
const VERSION = 1;
const SET_ID_OCTETS = 8;
const CHECKSUM_OCTETS = 5;
/** Where the parts lie: version, set id, m, n, number, x, value, checksum. */
const AT = { setId: 1, threshold: 9, shares: 10, number: 11, x: 12, value: 13, checksum: 45, end: 50 };
const GROUPS = 20;
const LETTERS = GROUPS * 5;
/** The group, counted from 1, in which the number of the share stands. */
const GROUP_OF_NUMBER = 5;

/** The share as people write it: a prefix and 20 groups. Secret. */
export async function shareText(share: Share): Promise<string> {
  const octets = octetsOf(share);
  octets.set(await checksumOf(octets), AT.checksum);
  const text = [`${PREFIX}${String(VERSION)}`, ...groupsOf(octets)].join('-');
  octets.fill(0);
  return text;
}

/**
 * Tells a share from any other that could be made up for its place, and nothing of it: SHA-256, hex, over a label and all that
 * it says. Its value is 256 random bits, so nobody finds it by trying.
 */
export async function shareDigest(share: Share): Promise<string> {
  const octets = octetsOf(share);
  const digest = await labelled('dcm-key-share-digest-v1', octets);
  octets.fill(0);
  return hexOf(digest);
}

/** As it is written, but for its checksum. */
function octetsOf(share: Share): Uint8Array {
  const octets = new Uint8Array(AT.end);
  octets[0] = VERSION;
  octets.set(octetsOfHex(share.setId), AT.setId);
  octets.set([share.threshold, share.shares, share.number, share.x], AT.threshold);
  octets.set(share.value, AT.value);
  return octets;
}

/**
 * Reads a share that was copied, typed or scanned. Upper and lower case, white space and dashes are the same; O reads as 0,
 * I and L as 1. That it belongs to a set, or opens anything, is not said.
 * @throws SHARE_DAMAGED naming the groups, SHARE_VERSION, SHARE_REFUSED for values that no share has
 */
export async function readShare(text: string): Promise<Share> {
  const read = await readOctets(text);
  if (read.damaged.length > 0) throw damaged(read);
  const { octets } = read;
  const at = (place: number) => octets[place] ?? 0;
  const share: Share = {
    setId: hexOf(octets.slice(AT.setId, AT.setId + SET_ID_OCTETS)),
    threshold: at(AT.threshold),
    shares: at(AT.shares),
    number: at(AT.number),
    x: at(AT.x),
    value: octets.slice(AT.value, AT.checksum),
  };
  octets.fill(0);
  requireShareValues(share);
  return share;
}

/** @throws SHARE_REFUSED */
export function requireShareValues({ threshold, shares, number, x, value }: Share): void {
  requireSplit(threshold, shares, 'SHARE_REFUSED');
  if (number < 1 || number > shares || x < 1 || x > 255 || value.length !== SECRET_OCTETS) {
    throw new AppError('SHARE_REFUSED', 'this share holds values that no share has', {
      hint: 'it was not made by this program, or was made to mislead: keep it, and tell security',
    });
  }
}

/** 2 ≤ m ≤ n ≤ 16. @throws the code that is given */
export function requireSplit(threshold: number, shares: number, code: 'SHARE_REFUSED' | 'INPUT_INVALID'): void {
  const isWhole = Number.isInteger(threshold) && Number.isInteger(shares);
  if (isWhole && threshold >= MIN_THRESHOLD && threshold <= shares && shares <= MAX_SHARES) return;
  throw new AppError(code, `${String(threshold)} of ${String(shares)} is no split that is made here`, {
    hint: 'at least 2 must be needed, of at most 16',
  });
}

interface ReadOctets {
  readonly octets: Uint8Array;
  readonly damaged: readonly number[];
  readonly otherAlphabet: ShareDamage['otherAlphabet'];
  /** How many characters are there, where it is not the right number. */
  readonly length: number | null;
}

async function readOctets(text: string): Promise<ReadOctets> {
  const letters = lettersIn(text);
  const version = letters.slice(PREFIX.length, PREFIX.length + 1);
  if (!letters.startsWith(PREFIX) || !/\d/u.test(version)) {
    const otherAlphabet = otherAlphabetIn(letters, PREFIX);
    const why = describeOther(otherAlphabet) || `it does not begin with ${PREFIX}${String(VERSION)}`;
    throw new DamagedShare(`this is no share: ${why}`, {
      hint:
        otherAlphabet.groups.length > 0
          ? SWITCH_KEYBOARD
          : `type the whole line, from ${PREFIX}${String(VERSION)} to the last group`,
      damage: { what: 'start', groups: [], characters: 0, number: null, otherAlphabet },
    });
  }
  if (version !== String(VERSION)) throw otherVersion(version);
  const body = letters.slice(PREFIX.length + 1);
  const { octets, damaged } = readGroups(body);
  const otherAlphabet = otherAlphabetIn(letters, PREFIX);
  if (body.length !== LETTERS) return { octets, damaged: damaged.slice(0, 1), otherAlphabet, length: body.length };
  if (damaged.length > 0) return { octets, damaged, otherAlphabet, length: null };
  if (octets[0] !== VERSION) throw otherVersion(String(octets[0]));
  const expected = await checksumOf(octets);
  if (expected.every((octet, index) => octet === octets[AT.checksum + index]))
    return { octets, damaged, otherAlphabet, length: null };
  octets.fill(0);
  throw new DamagedShare('the groups of this share do not belong together', {
    hint: 'two or more groups were exchanged or changed: read the whole share again from the paper',
    damage: { what: 'whole', groups: [], characters: 0, number: null, otherAlphabet },
  });
}

function damaged({ octets, damaged: groups, otherAlphabet, length }: ReadOctets): DamagedShare {
  const other = describeOther(otherAlphabet);
  const why = other === '' ? '' : `: ${other}`;
  const isNumberRead = length === null && !groups.includes(GROUP_OF_NUMBER);
  const read = octets[AT.number] ?? 0;
  const number = isNumberRead && read >= 1 && read <= MAX_SHARES ? read : null;
  const whose = number === null ? 'the share' : `share ${String(number)}`;
  octets.fill(0);
  if (length !== null) {
    const missing = length < LETTERS ? 'missing' : 'too many';
    const from = groups[0] === undefined ? '' : `, the first mistake is in group ${String(groups[0])}`;
    return new DamagedShare(`${String(Math.abs(LETTERS - length))} characters are ${missing}${from}${why}`, {
      hint: `a share has ${String(GROUPS)} groups of 5: compare it with the paper`,
      damage: {
        what: 'length',
        groups: groups.filter((group) => group <= GROUPS),
        characters: length - LETTERS,
        number,
        otherAlphabet,
      },
    });
  }
  const names = groups.length === 1 ? `group ${String(groups[0])}` : `groups ${groups.join(', ')}`;
  return new DamagedShare(`${whose} is damaged in ${names}${why}`, {
    hint: other === '' ? 'compare these characters with the paper, and type them again' : SWITCH_KEYBOARD,
    damage: { what: 'groups', groups: [...groups], characters: 0, number, otherAlphabet },
  });
}

function otherVersion(version: string): AppError {
  return new AppError('SHARE_VERSION', `this share is of version ${version}, and version 1 is known here`, {
    hint: 'use the newest version of the app',
  });
}

/** The first 40 bits of SHA-256 over a label and what stands before the checksum. */
async function checksumOf(octets: Uint8Array): Promise<Uint8Array> {
  return (await labelled('dcm-key-share-v1', octets)).slice(0, CHECKSUM_OCTETS);
}

/** SHA-256 over a label and what stands before the checksum. */
async function labelled(label: string, octets: Uint8Array): Promise<Uint8Array> {
  const text = Uint8Array.of(...new TextEncoder().encode(`${label}\0`), ...octets.subarray(0, AT.checksum));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  text.fill(0);
  return digest;
}

function octetsOfHex(hex: string): number[] {
  return [...(hex.match(/../gu) ?? [])].map((pair) => Number.parseInt(pair, 16));
}

function hexOf(octets: Uint8Array): string {
  return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}
