import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useText } from '../../text/text.ts';
import { missingParts } from './qr-parts.ts';
import type { QrIntake } from './use-qr-intake.ts';

/** Which parts of a document have been read, and which are still to be shown. */
export function QrProgress({ intake }: { readonly intake: QrIntake }) {
  const text = useText();
  const { collected, problem, reset } = intake;
  return (
    <>
      {problem !== null && <ErrorNotice error={{ code: problem, message: '', hint: '' }} />}
      {collected !== null && (
        <Notice tone="calm" title={text.bundle.qrParts(collected.pieces.size, collected.total)} isLive>
          <p>{text.bundle.qrMissing(missingParts(collected).join(', '))}</p>
          <Button onPress={reset}>{text.bundle.qrAgain}</Button>
        </Notice>
      )}
    </>
  );
}
