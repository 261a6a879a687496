import { CircleStop } from 'lucide-react';
import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { formatBytes, formatNumber, formatPercent, formatSpan } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './scan.module.css';

/** The first moments tell no rate. */
const FIRST_SECONDS = 0.5;

/** How far the scan is, how fast, and how long it will take; it can be stopped at any time. */
export function ScanProgress({ state: { progress, isHidden } }: { readonly state: ScanState }) {
  const { scan } = useText();
  const language = useLanguage();
  const cancel = useCommand('scan.cancel');
  const number = (count: number) => formatNumber(Math.round(count), language);
  const fraction = fractionOf(progress);
  const isMeasured = progress !== null && progress.seconds >= FIRST_SECONDS && progress.bytesDone > 0;
  return (
    <Panel>
      <div className={css.progress}>
        <h2>{scan.running}</h2>
        <progress
          className={css.bar}
          aria-label={scan.running}
          max={1}
          {...(fraction === null ? {} : { value: fraction })}
        />
        {progress !== null && (
          <p className={css.facts}>
            {fraction === null ? (
              <strong>{scan.listing}</strong>
            ) : (
              <strong>{scan.progress(formatPercent(fraction, language))}</strong>
            )}
            <span>
              {progress.bytesTotal === null
                ? formatBytes(progress.bytesDone, language)
                : scan.bytesOf(formatBytes(progress.bytesDone, language), formatBytes(progress.bytesTotal, language))}
            </span>
            <span>
              {scan.filesOf(number(Math.min(progress.filesDone + 1, progress.files)), number(progress.files))}
            </span>
            {isMeasured && (
              <>
                <span>{scan.rate(formatBytes(progress.bytesDone / progress.seconds, language))}</span>
                {!isHidden && <span>{scan.tokenRate(number(progress.tokens / progress.seconds))}</span>}
                {fraction !== null && fraction > 0 && (
                  <span>
                    {scan.timeLeft(formatSpan(Math.ceil((progress.seconds * (1 - fraction)) / fraction), language))}
                  </span>
                )}
              </>
            )}
          </p>
        )}
        <Button icon={CircleStop} isDisabled={cancel.isRunning} onPress={() => void cancel.run({})}>
          {cancel.isRunning ? scan.cancelling : scan.cancel}
        </Button>
        {cancel.error && <ErrorNotice error={cancel.error} />}
      </div>
    </Panel>
  );
}

/** `null`: nobody knows yet how much there is. */
function fractionOf(progress: ScanState['progress']): number | null {
  if (progress === null || progress.bytesTotal === null) return null;
  return progress.bytesTotal === 0 ? 1 : Math.min(1, progress.bytesDone / progress.bytesTotal);
}
