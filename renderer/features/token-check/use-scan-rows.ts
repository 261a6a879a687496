import type { ScanRow } from '../../../shared/model/scan-result.ts';
import { useFreshQuery } from '../../ipc/use-call.ts';
import type { ScanView } from './scan-room.tsx';

/** Rows that are asked for together. */
const PAGE = 100;

/** The rows from one place on. Two pages are held: what is in sight never lies in three. */
export function useScanRows({ filter, sort }: ScanView, found: string, first: number, count: number) {
  const page = Math.floor(first / PAGE);
  // The other page that is in sight, or the next to be.
  const other = Math.floor((first + count) / PAGE) > page ? page + 1 : Math.max(0, page - 1);
  const ask = (of: number) => ({ filter, sort, offset: of * PAGE, limit: PAGE });
  const here = useFreshQuery('scan.page', ask(page), found);
  const beside = useFreshQuery('scan.page', ask(other), found);
  return {
    /** `null`: it is on its way. */
    at(place: number): ScanRow | null {
      const of = Math.floor(place / PAGE);
      const from = of === page ? here.value : of === other ? beside.value : null;
      return from?.rows[place - of * PAGE] ?? null;
    },
  };
}
