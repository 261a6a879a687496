import { type RefObject, type UIEvent, useEffect, useEffectEvent, useState } from 'react';

/** Taller elements are not laid out by every browser: beyond that, a step of the bar is more than a row. */
const TALLEST_PX = 8_000_000;
/** Rows beyond each edge that are there already. */
const BEYOND = 4;

/** Which rows of a long list are in sight, in a box that scrolls by itself, below a head that stays, and whose rows are all
 *  of one height. */
export function useLongScroll(box: RefObject<HTMLDivElement | null>, total: number) {
  const isEmpty = total === 0;
  const [{ boxPx, rowPx }, setSize] = useState({ boxPx: 480, rowPx: 56 });
  const [place, setPlace] = useState<Place>({ px: 0, row: null });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () => {
      const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-rem'));
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const head = element.querySelector('[role=rowgroup]')?.getBoundingClientRect().height ?? 0;
      setSize({ boxPx: element.clientHeight - head, rowPx: row * rem });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, isEmpty]);

  const isExact = total * rowPx <= TALLEST_PX;
  const height = Math.min(total * rowPx, TALLEST_PX);
  const fits = Math.max(1, Math.floor(boxPx / rowPx));
  /** Rows that are in sight, a part of one with them; and which stands uppermost when the last is in sight. */
  const inSight = boxPx / rowPx;
  const lastUppermost = Math.max(0, total - inSight);
  const way = Math.max(1, height - boxPx);
  const rowAt = ({ px, row }: Place) => row ?? (isExact ? px / rowPx : (Math.min(px, way) / way) * lastUppermost);
  const uppermost = rowAt(place);
  const first = Math.max(0, Math.min(Math.floor(uppermost), total - fits) - BEYOND);
  const count = fits + 2 * BEYOND + 1;
  // The rows stand where the bar says: in a list that is not exact, by as much as the first of them is scrolled away.
  const top = isExact ? first * rowPx : place.px - (uppermost - first) * rowPx;

  /** Where the box is now: its bar may have moved since it was drawn. */
  const now = (element: HTMLElement): number => rowAt(element.scrollTop === place.px ? place : at(element.scrollTop));

  function moveTo(element: HTMLElement, row: number): void {
    const wanted = Math.min(Math.max(row, 0), lastUppermost);
    element.scrollTo({ top: isExact ? wanted * rowPx : (wanted / Math.max(lastUppermost, 1)) * way });
    // A point of the bar stands for some tenth of a row, or for several: which one is meant is known here.
    setPlace({ px: element.scrollTop, row: isExact ? null : wanted });
  }

  const turn = useEffectEvent((element: HTMLElement, event: WheelEvent) => {
    if (isExact || event.ctrlKey || event.deltaY === 0) return;
    const from = now(element);
    const by = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / rowPx : event.deltaY;
    // At either end the page goes on.
    if (by < 0 ? from <= 0 : from >= lastUppermost) return;
    event.preventDefault();
    moveTo(element, from + by);
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent) => turn(element, event);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, isEmpty]);

  function show(row: number): void {
    const element = box.current;
    if (element === null) return;
    const seen = now(element);
    if (row < seen) moveTo(element, row);
    else if (row + 1 > seen + inSight) moveTo(element, row + 1 - inSight);
  }
  const onScroll = ({ currentTarget: { scrollTop } }: UIEvent<HTMLElement>) =>
    setPlace((before) => (before.px === scrollTop ? before : at(scrollTop)));
  return { first, count, fits, height, top, show, onScroll };
}

/** Where a box is scrolled to. `row`: which row stands uppermost, where that is known better than the bar can say it. */
interface Place {
  readonly px: number;
  readonly row: number | null;
}

const at = (px: number): Place => ({ px, row: null });

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
