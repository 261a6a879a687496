import { CirclePlay } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useNow } from '../../components/use-now.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { formatDuration } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ActionBar } from './action-bar.tsx';
import { CameraRule } from './camera-rule.tsx';
import type { ScreenProps } from './run-page.tsx';
import { Stage } from './stage.tsx';
import css from './stage.module.css';

/** A break that is timed, or what to do after the app ended in the middle. */
export function BreakScreen(screen: ScreenProps) {
  const { view, onView } = screen;
  const { ceremonyRun } = useText();
  const language = useLanguage();
  const resume = useCommand('ceremony.resume');
  const isPaused = view.state === 'paused';
  const [title, body] = view.isAborting
    ? [ceremonyRun.abortingTitle, ceremonyRun.abortingBody]
    : isPaused
      ? [ceremonyRun.pausedTitle, ceremonyRun.pausedBody]
      : [ceremonyRun.interruptedTitle, ceremonyRun.interruptedBody];

  async function onResume() {
    const gone = await resume.run({ id: view.id });
    if (gone.ok) onView(gone.value);
  }

  return (
    <Stage view={view} title={title} screen={view.state} foot={view.isAborting ? undefined : <ActionBar {...screen} />}>
      {view.pausedAt !== null && isPaused && <Timer since={view.pausedAt} />}
      <CameraRule isSecret={false} />
      <p className={css.text}>{body}</p>
      {view.now && !view.isAborting && (
        <p className={css.text}>
          {ceremonyRun.nextStep}: <strong>{view.now.title[language]}</strong>
        </p>
      )}
      {resume.error && <ErrorNotice error={resume.error} />}
      <div className={css.form}>
        <Button look="primary" icon={CirclePlay} isDisabled={resume.isRunning} onPress={() => void onResume()}>
          {view.isAborting ? ceremonyRun.abortFinish : ceremonyRun.resume}
        </Button>
      </div>
    </Stage>
  );
}

function Timer({ since }: { readonly since: string }) {
  const { ceremonyRun } = useText();
  const language = useLanguage();
  const seconds = (useNow(1000) - new Date(since).getTime()) / 1000;
  return (
    <p className={css.who} role="timer">
      {ceremonyRun.pausedFor(formatDuration(seconds, language))}
    </p>
  );
}
