/** Runs two things in turns and compares them, so that a busy machine slows both alike. */
export interface Rival {
  readonly name: string;
  run(): void | Promise<void>;
}

export interface Comparison {
  /** Median of each, milliseconds per run. */
  readonly oursMs: number;
  readonly rivalMs: number;
  /** How many times as long ours takes, by the medians. */
  readonly ratio: number;
  /** The same as the median of the ratios of each turn: a slow spell of the machine counts for both alike. */
  readonly ratioOfTurns: number;
}

/** Medians of `rounds` turns each, after one turn to warm up. */
export async function compare(ours: Rival, rival: Rival, rounds: number): Promise<Comparison> {
  const times = { ours: [] as number[], rival: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const oursMs = await timed(ours);
    const rivalMs = await timed(rival);
    if (round === 0) continue;
    times.ours.push(oursMs);
    times.rival.push(rivalMs);
  }
  const [oursMs, rivalMs] = [median(times.ours), median(times.rival)];
  const ratioOfTurns = median(times.ours.map((ms, turn) => ms / (times.rival[turn] ?? Number.NaN)));
  return { oursMs, rivalMs, ratio: oursMs / rivalMs, ratioOfTurns };
}

async function timed({ run }: Rival): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** The middle one of an odd number, the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** One line of the report. */
export function report(what: string, figure: string, aim: string): void {
  console.log(`${what.padEnd(58)} ${figure.padEnd(34)} ${aim}`);
}

/** The value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
