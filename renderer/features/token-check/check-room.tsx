import { CheckPage } from './check-page.tsx';
import { ScanRoom } from './scan-room.tsx';

/** One token, or a scan of files. */
export function CheckRoom({ rest: [place, row] }: { readonly rest: readonly string[] }) {
  if (place !== 'scan') return <CheckPage />;
  const number = Number(row ?? 'none');
  return <ScanRoom row={Number.isInteger(number) && number >= 0 ? number : null} />;
}
