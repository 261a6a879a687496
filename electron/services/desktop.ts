/** What a desktop gives beside a screen. Each door that has a window brings its own; the terminal has none. */
export interface Desktop {
  /** Puts text on the system's clipboard. Never called without an act of the officer. */
  readonly writeClipboard: (text: string) => Promise<void>;
}
