import { type RefObject, type UIEvent, useEffect, useState } from 'react';

/** Taller elements are not laid out by every browser: beyond that, a step of the bar is more than a row. */
const TALLEST_PX = 8_000_000;
/** Rows beyond each edge that are there already. */
const BEYOND = 4;

/** Which rows of a long list are in sight, in a box that scrolls by itself, below a head that stays, and whose rows are all
 *  of one height. */
export function useLongScroll(box: RefObject<HTMLDivElement | null>, total: number) {
  const isEmpty = total === 0;
  const [{ boxPx, rowPx }, setSize] = useState({ boxPx: 480, rowPx: 56 });
  const [scrolled, setScrolled] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () => {
      const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-rem'));
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const head = element.querySelector('[role=rowgroup]')?.clientHeight ?? 0;
      setSize({ boxPx: element.clientHeight - head, rowPx: row * rem });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, isEmpty]);

  const height = Math.min(total * rowPx, TALLEST_PX);
  const fits = Math.max(1, Math.floor(boxPx / rowPx));
  const way = Math.max(1, height - boxPx);
  const lastFirst = Math.max(0, total - fits);
  const isExact = total * rowPx <= TALLEST_PX;
  const exact = isExact ? scrolled / rowPx : (Math.min(scrolled, way) / way) * lastFirst;
  const first = Math.max(0, Math.min(Math.floor(exact), lastFirst) - BEYOND);
  const count = fits + 2 * BEYOND + 1;
  // The rows stand where the bar says: in a list that is not exact, by as much as the first of them is scrolled away.
  const top = isExact
    ? first * rowPx
    : Math.max(0, Math.min(scrolled - (exact - first) * rowPx, height - count * rowPx));

  function show(row: number): void {
    const element = box.current;
    if (element === null) return;
    const seen = isExact ? element.scrollTop / rowPx : (element.scrollTop / way) * lastFirst;
    const wanted = row < seen ? row : row > seen + fits - 1 ? row - fits + 1 : null;
    if (wanted === null) return;
    element.scrollTo({ top: isExact ? wanted * rowPx : (wanted / Math.max(1, lastFirst)) * way });
  }
  const onScroll = (event: UIEvent<HTMLElement>) => setScrolled(event.currentTarget.scrollTop);
  return { first, count, fits, height, top, show, onScroll };
}

/** The row that a key leads to; `null`: the key leads to none. */
export function rowAfter(key: string, row: number, total: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: total - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(Math.max(next, 0), total - 1);
}
