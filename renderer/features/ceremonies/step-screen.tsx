import { useState } from 'react';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ActionBar } from './action-bar.tsx';
import { ActingPerson } from './acting-person.tsx';
import { Deviations } from './deviations.tsx';
import { DeviationDialog } from './deviation-dialog.tsx';
import { CameraRule } from './camera-rule.tsx';
import type { ScreenProps } from './run-page.tsx';
import { SecretCover } from './secret-cover.tsx';
import { ShareStep } from './share-step.tsx';
import { ShownValues } from './shown-values.tsx';
import { Stage } from './stage.tsx';
import css from './stage.module.css';
import { custodiansMissing, PresencePanel } from './presence-panel.tsx';
import { StepFile } from './step-file.tsx';
import { StepForm } from './step-form.tsx';
import { VoidPapers } from './void-papers.tsx';
import { WitnessForm } from './witness-form.tsx';
import { WitnessLine } from './witness-line.tsx';

/** One step: who acts, what to do, and then the witness's own work. */
export function StepScreen(screen: ScreenProps) {
  const { view, onView, onFailed } = screen;
  const { ceremonyRun } = useText();
  const language = useLanguage();
  const act = useCommand('ceremony.act');
  const [isDeviating, setIsDeviating] = useState(false);
  const { now } = view;
  if (now === null) return null;
  const isWitnessDue = now.status === 'done';
  const isSecret = now.camera === 'secret' && !isWitnessDue && now.status !== 'stopped';

  async function run(values: Record<string, string>) {
    if (now === null) return;
    const done = await act.run({ id: view.id, step: now.id, values });
    if (done.ok) onView(done.value);
    else onFailed();
  }

  const missingCustodians = now.kind === 'presence' ? custodiansMissing(view) : 0;
  const form = (
    <StepForm
      key={now.id}
      now={now}
      isRunning={act.isRunning}
      missingCustodians={missingCustodians}
      onAct={(values) => void run(values)}
    />
  );
  return (
    <Stage
      view={view}
      title={now.title[language]}
      screen={`${now.id}/${isWitnessDue ? 'witness' : 'act'}`}
      foot={<ActionBar {...screen} />}
    >
      <div className={css.line}>
        {!isWitnessDue && <ActingPerson now={now} />}
        <CameraRule isSecret={isSecret} />
      </div>
      <p className={css.text}>{now.text[language]}</p>
      {now.problem && !act.error && (
        <Notice tone="bad" title={ceremonyRun.problemTitle} isLive>
          <p lang="en">{now.problem}</p>
        </Notice>
      )}
      {act.error && <ErrorNotice error={act.error} />}
      {now.status === 'stopped' && (
        <Notice tone="bad" title={ceremonyRun.stoppedTitle} isLive>
          <p>
            <strong>{ceremonyRun.stoppedAt(now.wrongPlaces.join(', '))}</strong>
          </p>
          <p>{ceremonyRun.stoppedBody}</p>
          <div>
            <Button look="primary" onPress={() => setIsDeviating(true)}>
              {ceremonyRun.recordDeviation}
            </Button>
          </div>
        </Notice>
      )}
      {now.kind === 'destroy-papers' && view.voided.length > 0 && <VoidPapers view={view} />}
      {now.kind === 'sign-report' && !isWitnessDue && <Deviations view={view} />}
      <StepFile view={view} />
      {now.kind === 'presence' && !isWitnessDue && <PresencePanel {...screen} />}
      {isSecret && now.kind === 'show-share' ? (
        <ShareStep key={now.id} view={view} step={now.id} who={now.person ?? ceremonyRun.nobody}>
          {form}
        </ShareStep>
      ) : isSecret ? (
        <SecretCover key={now.id} who={now.person ?? ceremonyRun.nobody}>
          {form}
        </SecretCover>
      ) : (
        now.status !== 'stopped' &&
        !isWitnessDue && (
          <>
            <ShownValues shown={now.shown} />
            {form}
          </>
        )
      )}
      {isWitnessDue && <WitnessForm key={now.places.join()} {...screen} />}
      {!isWitnessDue && now.status !== 'stopped' && <WitnessLine now={now} />}
      {isDeviating && <DeviationDialog {...screen} onClose={() => setIsDeviating(false)} />}
    </Stage>
  );
}
