import type { Output } from '../../../shared/ipc/contract.ts';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import { BundleDigest } from './bundle-digest.tsx';
import css from './archive.module.css';

type Bundle = NonNullable<Output<'bundle.look'>['bundle']>;

/** Whether a bundle may be kept as it lies there: whole, and of this environment. */
export function canKeep({ report, elsewhere }: Bundle): boolean {
  return report.ok && elsewhere === null;
}

interface Props {
  readonly bundle: Bundle;
  /** The words of its signer are typed as they are read out: nobody can copy them from the screen. */
  readonly hidesWords?: boolean;
}

/** A bundle before it is kept: whether it is whole, who signed it and whether he is known, what is in it. */
export function BundleFacts({ bundle, hidesWords = false }: Props) {
  const text = useText();
  const { report, maker, elsewhere } = bundle;
  if (!report.ok) {
    return <ErrorNotice error={{ code: 'BUNDLE_REFUSED', message: report.problem ?? text.common.unknown, hint: '' }} />;
  }
  if (elsewhere !== null) return <ErrorNotice error={{ code: 'BUNDLE_ELSEWHERE', message: elsewhere, hint: '' }} />;
  return (
    <>
      {maker === null ? (
        <Notice tone="unsure" title={text.bundle.intactUnknown} isLive>
          <p>{text.bundle.unknownNext}</p>
        </Notice>
      ) : (
        <Notice tone="good" title={text.bundle.intactKnown(maker.name)} isLive>
          <p>
            {text.bundle.knownSince} <Instant iso={maker.trustedAt} />
          </p>
        </Notice>
      )}
      <Facts
        rows={[
          [
            text.bundle.holds,
            <div key="holds" className={css.kids}>
              {report.kind !== null && text.carrying.holds[report.kind]}
              {report.kids.map((kid) => (
                <code key={kid}>{kid}</code>
              ))}
            </div>,
          ],
          ...(report.device === null
            ? []
            : ([
                [
                  text.carrying.forComputer,
                  <span key="device">
                    {report.device.name} <Thumbprint value={report.device.thumbprint} />
                  </span>,
                ],
              ] as const)),
          ...(report.guid === null ? [] : ([[text.carrying.entry, <code key="guid">{report.guid}</code>]] as const)),
          ...(report.takenAt === null
            ? []
            : ([[text.bundle.seenAt, <Instant key="seen" iso={report.takenAt} isRelative />]] as const)),
          ...(report.madeAt === null
            ? []
            : ([[text.bundle.madeAt, <Instant key="made" iso={report.madeAt} />]] as const)),
          [text.bundle.digest, <BundleDigest key="digest" sha256={report.sha256} />],
        ]}
      />
      {report.evidenceKey !== null && (
        <>
          <h3>{text.bundle.signer}</h3>
          {hidesWords ? <p>{text.bundle.wordsHidden}</p> : <Fingerprint thumbprint={report.evidenceKey} />}
        </>
      )}
    </>
  );
}
