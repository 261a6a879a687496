import type { Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';

/** Hands dropped files on to a scan. The preload asks the system where they lie; here no path is ever known. */
export async function takeDropped(files: readonly File[]): Promise<Result<Output<'scan.drop'>>> {
  // The one channel that takes from the page what only the preload can turn into its input.
  const drop = window.dcm['scan.drop'] as unknown as (given: readonly File[]) => Promise<Result<Output<'scan.drop'>>>;
  return await drop(files);
}
