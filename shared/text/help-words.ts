/** One topic of the help, in one language. */
export interface HelpWords {
  readonly title: string;
  /** What happened. */
  readonly happened: string;
  /** How to be sure. */
  readonly sure: string;
  /** What to do, one step each. */
  readonly next: readonly string[];
  /** Whom to call. */
  readonly call: string;
}
