import { useEffect, useState } from 'react';
import type { Output } from '../../shared/ipc/contract.ts';

export type ScanInput = Output<'scan.choose'>['inputs'][number];
export type PickedFile = NonNullable<Output<'file.choose'>['file']>;

/** What one page hands to the next. It is in no address, because addresses are kept, and it is taken once. */
interface Handed {
  readonly token?: string;
  readonly file?: PickedFile;
  /** Files to scan at once. */
  readonly scan?: readonly ScanInput[];
}

const NOTHING: Handed = {};
let handed: Handed = NOTHING;

/** Lays something down for the page that is entered next. */
export function handOver(what: Handed): void {
  handed = what;
}

/** What was handed to this page; whoever comes back to it later finds nothing. */
export function useHanded(): Handed {
  const [mine] = useState(() => handed);
  useEffect(() => {
    handed = NOTHING;
  }, []);
  return mine;
}
