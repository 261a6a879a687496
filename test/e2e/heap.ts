import type { Page } from 'playwright/test';

/** The needles that lie in the page's memory: every string that its scripts can still reach, after a collection. */
export async function findInPage(page: Page, needles: readonly string[]): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const heap = chunks.join('');
  return needles.filter((needle) => heap.includes(needle));
}

/** The lines of a PEM file that hold what is secret. Each is short enough to be kept whole in a picture of the memory. */
export function linesOf(pem: string): readonly string[] {
  return pem.split('\n').filter((line) => line.length > 40 && !line.startsWith('-'));
}
