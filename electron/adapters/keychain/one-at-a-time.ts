/** Runs pieces of work in the order they came, each after the one before it has ended. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of one lane. A piece that fails does not stop the next. */
export function createOneAtATime(): OneAtATime {
  let last: Promise<void> = Promise.resolve();
  return function run<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    // The outcome belongs to whoever called; the lane only waits for the end of it.
    last = result.then(nothing, nothing);
    return result;
  };
}

function nothing(): void {
  return undefined;
}
