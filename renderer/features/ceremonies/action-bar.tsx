import { Ban, CirclePause, ListChecks, LogOut, TriangleAlert, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '../../components/button.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import { AbortDialog } from './abort-dialog.tsx';
import { DeviationDialog } from './deviation-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import type { ScreenProps } from './run-page.tsx';
import { StepsDialog } from './steps-dialog.tsx';

type Open = 'pause' | 'deviation' | 'people' | 'steps' | 'abort' | null;

/** What may be needed at any step, at the foot of the screen; the hardest one last. */
export function ActionBar(screen: ScreenProps) {
  const { view } = screen;
  const { ceremonyRun } = useText();
  const [open, setOpen] = useState<Open>(null);
  const given = { ...screen, onClose: () => setOpen(null) };
  const isRunning = view.state === 'running';
  return (
    <>
      {isRunning && (
        <>
          <Button icon={CirclePause} onPress={() => setOpen('pause')}>
            {ceremonyRun.pause}
          </Button>
          <Button icon={TriangleAlert} onPress={() => setOpen('deviation')}>
            {ceremonyRun.deviation}
          </Button>
        </>
      )}
      <Button icon={UsersRound} onPress={() => setOpen('people')}>
        {ceremonyRun.people}
      </Button>
      <Button icon={ListChecks} onPress={() => setOpen('steps')}>
        {ceremonyRun.steps}
      </Button>
      <Button icon={Ban} onPress={() => setOpen('abort')}>
        {ceremonyRun.abort}
      </Button>
      <LinkButton look="quiet" icon={LogOut} href={address('ceremonies')}>
        {ceremonyRun.leaveScreen}
      </LinkButton>
      {open === 'pause' && <PauseDialog {...given} />}
      {open === 'deviation' && <DeviationDialog {...given} />}
      {open === 'people' && <PeopleDialog {...given} />}
      {open === 'steps' && <StepsDialog view={view} onClose={given.onClose} />}
      {open === 'abort' && <AbortDialog {...given} />}
    </>
  );
}
