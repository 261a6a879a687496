/** What a person reads of a failure: a stable code, the name of the failing thing, and what to do next. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** How an answer crosses a process boundary. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };
