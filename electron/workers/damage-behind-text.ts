/** What is wrong with a compressed file although all text that it holds was decoded. */
export class DamageBehindText extends Error {
  /** As the decoder of Node says damage. */
  readonly code = 'Z_DATA_ERROR';
}
