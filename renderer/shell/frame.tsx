import { lazy, Suspense, useState } from 'react';
import { WifiOff } from 'lucide-react';
import { ErrorNotice, NextStep, Notice } from '../components/notice.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { type Room, useRoute } from '../ipc/route.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './frame.module.css';
import { KeychainChanged } from './keychain-changed.tsx';
import { LockedRoom } from './locked-room.tsx';
import { Navigation } from './navigation.tsx';
import { RoomGuard } from './room-guard.tsx';
import { RoomView } from './room-view.tsx';
// Here from the start: while it was fetched, its Enter would go to whatever has the focus.
import { SuspendPalette } from './suspend-palette.tsx';
import { SuspendedNotice } from './suspended-notice.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useSuspend } from './use-suspend.ts';

const Palette = lazy(() => import('./palette.tsx').then((file) => ({ default: file.Palette })));
const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx').then((file) => ({ default: file.ShortcutSheet })));

/** They show nothing that is kept here: what is pasted into Check is the officer's own. */
const OPEN_WHILE_LOCKED: readonly Room[] = ['check', 'help'];

export type Overlay = 'palette' | 'shortcuts' | 'suspend' | null;

/** What stands round every room: where we are, whether we may act, and the ways to everywhere. */
export function Frame() {
  const text = useText();
  const { state } = useApp();
  const route = useRoute();
  const lock = useCommand('app.lock');
  const suspend = useSuspend();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const locks = useLockCount(state.isLocked);
  const onLock = () => void lock.run({});
  useShortcuts({ open: setOverlay, onLock });

  return (
    <div className={css.frame}>
      <a className={css.skip} href="#main" onClick={skipToMain}>
        {text.shell.skip}
      </a>
      <TopBar onLock={onLock} onPalette={() => setOverlay('palette')} />
      <Navigation />
      <main id="main" tabIndex={-1} className={css.main}>
        <div className={css.notices}>
          {lock.error && <ErrorNotice error={lock.error} onRetry={onLock} />}
          {suspend.done && <SuspendedNotice key={suspend.done.kid} item={suspend.done} onClose={suspend.forget} />}
          {suspend.error && overlay !== 'suspend' && <ErrorNotice error={suspend.error} />}
          <KeychainChanged room={route.room} />
          {!state.isOnline && (
            <p className={css.offline}>
              <WifiOff size={16} aria-hidden /> {text.shell.offlineBanner}
            </p>
          )}
          {state.recordingProblem && (
            <Notice tone="bad" title={text.shell.notRecordedTitle}>
              <p>{text.shell.notRecordedBody}</p>
              <NextStep error={state.recordingProblem} />
            </Notice>
          )}
          {state.policy.problem && (
            <Notice tone="bad" title={text.shell.policyTitle}>
              <p lang="en">
                <code>policy.json</code>, {state.policy.problem}
              </p>
              <p>
                <strong>{text.common.whatNext}</strong> {text.errors.POLICY_INVALID.next}
              </p>
            </Notice>
          )}
        </div>
        <Suspense fallback={<p>{text.common.loading}</p>}>
          {state.isLocked && !OPEN_WHILE_LOCKED.includes(route.room) ? (
            <LockedRoom />
          ) : (
            // Locking takes every result off the screen: the room starts anew.
            <RoomGuard key={`${route.room}/${locks}`} title={text.shell.rooms[route.room]}>
              <RoomView route={route} onShortcuts={() => setOverlay('shortcuts')} />
            </RoomGuard>
          )}
        </Suspense>
      </main>
      <Suspense fallback={null}>
        {overlay === 'palette' && (
          <Palette onClose={() => setOverlay(null)} onLock={onLock} open={setOverlay} suspend={suspend} />
        )}
        {overlay === 'suspend' && <SuspendPalette suspend={suspend} onClose={() => setOverlay(null)} />}
        {overlay === 'shortcuts' && <ShortcutSheet onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  );
}

function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** How often the app has been locked since the window opened. */
function useLockCount(isLocked: boolean): number {
  const [seen, setSeen] = useState({ isLocked, count: 0 });
  if (seen.isLocked !== isLocked) setSeen({ isLocked, count: seen.count + (isLocked ? 1 : 0) });
  return seen.count;
}
