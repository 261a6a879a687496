/** Time, passed in, so that a test can stop it. */
export interface Clock {
  /** Wall time, milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never run backwards; their zero is arbitrary. */
  monotonicMs(): number;
}

/** Fills a new buffer with cryptographic randomness. */
export type RandomBytes = (size: number) => Buffer;
