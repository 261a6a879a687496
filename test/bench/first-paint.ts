import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPreview } from '../../electron/preview.ts';

/**
 * Opens the preview several times and reads when it first painted something of its own, counted from the start of its
 * navigation; then, in the same browser, the same for a page of one word. Milliseconds.
 */
export async function measureFirstPaint(
  rounds: number,
): Promise<{ ours: readonly number[]; oneWord: readonly number[] }> {
  const times = { ours: [] as number[], oneWord: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const homePath = mkdtempSync(join(tmpdir(), 'dcm-paint-'));
    const { page, close } = await openPreview({
      outFolder: join(import.meta.dirname, '../../out'),
      homePath,
      isHeadless: true,
      keychain: 'memory',
    });
    const firstPaint = () =>
      page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => {
              for (const entry of list.getEntriesByName('first-contentful-paint')) resolve(entry.startTime);
            }).observe({ type: 'paint', buffered: true });
          }),
      );
    times.ours.push(await firstPaint());
    await page.goto('data:text/html,<p>word');
    times.oneWord.push(await firstPaint());
    await close();
    rmSync(homePath, { recursive: true, force: true });
  }
  return times;
}
