import type { Output } from '../../../shared/ipc/contract.ts';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../text/text.ts';

/** Where a file lies by now, and what is not as it was wanted. */
export function ScanSaved({ saved: { path, gone, isRecorded } }: { readonly saved: Output<'scan.save'> }) {
  const { scan } = useText();
  return (
    <>
      <Notice tone="good" title={scan.saved} isLive>
        <code>{path}</code>
      </Notice>
      {gone > 0 && (
        <Notice tone="unsure" title={scan.savedGone(gone)}>
          <p>{scan.savedGoneNext}</p>
        </Notice>
      )}
      {!isRecorded && <Notice tone="bad" title={scan.savedNotRecorded} />}
    </>
  );
}
