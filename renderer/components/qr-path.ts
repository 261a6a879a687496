/** The dark modules of a code as one SVG path, a rectangle per run: no hairlines between neighbours. */
export function drawMatrix(matrix: readonly (readonly boolean[])[]): string {
  return matrix
    .flatMap((row, y) =>
      runsOf(row).map(([x, length]) => `M${String(x)} ${String(y)}h${String(length)}v1h-${String(length)}z`),
    )
    .join('');
}

function runsOf(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    if (!isDark) return;
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}
