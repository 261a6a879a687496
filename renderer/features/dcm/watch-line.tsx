import { Eye, EyeOff } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Fold } from '../../components/fold.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useApp } from '../../ipc/app-context.tsx';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';

type Archive = Output<'archive.read'>;

/** Whether somebody looks at DCM's keys now, and when nobody did. */
export function WatchLine({ archive }: { readonly archive: Archive }) {
  const text = useText();
  const [latest, ...before] = archive.notWatched.toReversed();
  return (
    <div className={css.watch}>
      <WatchState archive={archive} />
      {latest && (
        <div>
          <GapWords gap={latest} />
          <p className={css.soft}>{text.archive.gapMeaning}</p>
        </div>
      )}
      {before.length > 0 && (
        <Fold title={text.archive.gapsBefore(before.length)}>
          <ul>
            {before.map((gap) => (
              <li key={gap.from}>
                <GapWords gap={gap} />
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

function WatchState({ archive: { isWatching, everySeconds, watched } }: { readonly archive: Archive }) {
  const text = useText();
  const { isOnline } = useApp().state;
  const now = useNow(30_000);
  const lastLook = watched.at(-1)?.to;
  if (isWatching) {
    return (
      <Status tone="good" icon={Eye}>
        {text.archive.watched(Math.round(everySeconds / 60))}
      </Status>
    );
  }
  // An officer fetched; the watch itself has not had its turn yet.
  if (isOnline && lastLook !== undefined && now - Date.parse(lastLook) < 2000 * everySeconds) {
    return (
      <Status tone="calm" icon={Eye}>
        {text.archive.watchBegins}
      </Status>
    );
  }
  const silent = lastLook === undefined ? text.archive.notWatchedNever : text.archive.notWatchedSilent;
  return (
    <div>
      <Status tone="unsure" icon={EyeOff}>
        {text.archive.notWatched}
      </Status>
      <p>{isOnline ? silent : text.archive.notWatchedOffline}</p>
    </div>
  );
}

function GapWords({ gap: { from, to } }: { readonly gap: Archive['notWatched'][number] }) {
  const text = useText();
  return (
    <span className={css.stretch}>
      <strong>{to === null ? text.archive.gapSince : text.archive.gap}</strong>
      <Instant iso={from} />
      {to !== null && (
        <>
          <strong>{text.archive.keyTo}</strong>
          <Instant iso={to} />
        </>
      )}
    </span>
  );
}
