import { z } from 'zod';

/**
 * Known attempts at a check of tokens, by the name under which each is described. Named only of a token without a good
 * signature: what the holder of a key signed is no forgery, however odd it looks. The list is closed.
 */
export const ATTACK_IDS = [
  'edited-after-signing',
  'kid-swapped',
  'alg-none',
  'signature-removed',
  'hmac-with-public-key',
  'alg-hmac',
  'alg-spelling',
  'alg-not-of-key',
  'psychic-signature',
  'der-signature',
  'pss-salt',
  'embedded-key',
  'key-address',
  'certificate-address',
  'embedded-certificate',
  'critical-extension',
  'unencoded-payload',
  'kid-look-alike',
  'kid-path',
  'kid-address',
  'kid-sql',
  'kid-command',
  'kid-control',
  'kid-huge',
  'kid-not-text',
  'kid-builtin-name',
  'duplicate-member',
  'base64url-respelled',
  'deep-nesting',
  'huge-number',
  'other-token-kind',
  'encrypted-token',
  'json-token',
] as const;
export const attackIdSchema = z.enum(ATTACK_IDS);
export type AttackId = z.infer<typeof attackIdSchema>;
