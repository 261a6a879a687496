import type { ExaminedKind } from '../../shared/model/examined.ts';
import { findInBase64 } from './base64-stretches.ts';
import { beginsLikePrivateDer } from './examine-der.ts';

type HiddenKind = Extract<ExaminedKind, 'private-key' | 'encrypted-private-key' | 'private-jwk' | 'symmetric-jwk'>;

/** What a block of a private key begins and ends with, wherever it stands. */
const PRIVATE_BLOCK = 'PRIVATE KEY-----';
const ENCRYPTED = 'ENCRYPTED ';
/**
 * A JWK's type, or a member that only a private or symmetric one has: in JSON, escaped once or more in a string of JSON, or
 * bare as in YAML. No part of it repeats without end, so that the time of a search grows with the length only.
 */
const MEMBER =
  /(?:(?<![\w-])|(?<=\\[nrt]))(?:kty\\{0,8}["']?\s{0,8}[:=]\s{0,8}\\{0,8}["']?(RSA|EC|OKP|oct)(?!\w)|(?:d|p|q|dp|dq|qi|k|priv)\\{0,8}["']?\s{0,8}[:=]\s{0,8}\\{0,8}["']?[\w-]{16})/gu;
/** Farther from each other than this, two members are not of one JWK. */
const LONGEST_JWK = 16_384;
/** What is shorter holds no key of any form. */
const LEAST_OCTETS = 32;

/**
 * Finds a private or symmetric key in a text that is none itself: a JWK or a PEM block in a line of YAML, in an `.env` file,
 * escaped in JSON; or any of them once more in base64, as a secret of Kubernetes is. Only its kind is told: no key is read.
 */
export function hiddenSecret(text: Buffer): HiddenKind | null {
  return secretIn(text) ?? findInBase64(text, secretInDecoded);
}

/** Tells whether a text has what a block of a private key begins and ends with. */
export function hasPrivateBlock(text: Buffer): boolean {
  return text.includes(PRIVATE_BLOCK);
}

function secretInDecoded(bytes: Buffer): HiddenKind | null {
  if (bytes.length < LEAST_OCTETS) return null;
  return beginsLikePrivateDer(bytes) ? 'private-key' : secretIn(bytes);
}

function secretIn(text: Buffer): HiddenKind | null {
  return blockIn(text) ?? jwkIn(text);
}

/** One that is not encrypted matters more than those that are. */
function blockIn(text: Buffer): HiddenKind | null {
  let found: HiddenKind | null = null;
  for (let at = text.indexOf(PRIVATE_BLOCK); at !== -1; at = text.indexOf(PRIVATE_BLOCK, at + 1)) {
    if (text.toString('latin1', Math.max(0, at - ENCRYPTED.length), at) !== ENCRYPTED) return 'private-key';
    found = 'encrypted-private-key';
  }
  return found;
}

function jwkIn(text: Buffer): HiddenKind | null {
  if (!text.includes('kty')) return null;
  let [type, typeAt, memberAt] = ['', -Infinity, -Infinity];
  for (const { 1: kty, index } of text.toString('latin1').matchAll(MEMBER)) {
    if (kty === undefined) memberAt = index;
    else [type, typeAt] = [kty, index];
    if (Math.abs(typeAt - memberAt) <= LONGEST_JWK) return type === 'oct' ? 'symmetric-jwk' : 'private-jwk';
  }
  return null;
}
