import { useCallback, useState } from 'react';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { LinkButton } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BreakScreen } from './break-screen.tsx';
import { EndScreen } from './end-screen.tsx';
import { StepScreen } from './step-screen.tsx';

/** What every screen of a held ceremony is given. */
export interface ScreenProps {
  readonly view: CeremonyView;
  /** Takes where the ceremony stands after an act. */
  readonly onView: (view: CeremonyView) => void;
  /** Reads it again after an act that failed: a failure may be an entry too. */
  readonly onFailed: () => void;
}

/** A ceremony that is held: one screen, by where it stands. */
export function RunPage({ id }: { readonly id: string }) {
  const { ceremonies } = useText();
  const found = useQuery('ceremony.state', { id });
  const [own, setOwn] = useState<CeremonyView | null>(null);
  const onView = useCallback((view: CeremonyView) => setOwn(view), []);
  // An act answers with the newest state; what is read again on its account comes a moment later.
  const view = own !== null && (found.value === null || own.entries >= found.value.entries) ? own : found.value;
  if (view === null) {
    return (
      <Page title={ceremonies.title} actions={<LinkButton href={address('ceremonies')}>{ceremonies.back}</LinkButton>}>
        <Loaded query={found}>{() => null}</Loaded>
      </Page>
    );
  }
  const screen = { view, onView, onFailed: found.reload };
  if (view.endedAt !== null) return <EndScreen view={view} />;
  if (view.isAborting || view.state === 'paused' || view.state === 'interrupted') return <BreakScreen {...screen} />;
  return <StepScreen {...screen} />;
}
