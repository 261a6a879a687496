import { Plus, Server } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { AccessPanel } from './access-panel.tsx';
import { AddEnvironmentDialog } from './add-environment-dialog.tsx';
import { ArchiveSection } from './archive-section.tsx';
import { CarryPanel } from './carry-panel.tsx';
import { EnvironmentPanel } from './environment-panel.tsx';
import { NewsNotice } from './news-notice.tsx';
import { ReconcilePanel } from './reconcile-panel.tsx';
import { RegistrationsPanel } from './registrations-panel.tsx';
import { RemoveEnvironmentDialog } from './remove-environment-dialog.tsx';

type Asking = { readonly what: 'add' } | { readonly what: 'remove'; readonly environment: Environment } | null;

interface Props {
  /** The environment that the address names; `null`: the one that was chosen last. */
  readonly shown: string | null;
}

/** One DCM: its address, our keys there, its own list, and its keys as we saw them. */
export function DcmPage({ shown }: Props) {
  const text = useText();
  const { environments, environment, chooseEnvironment } = useApp();
  const start = useCommand('home.startPractice');
  const [asking, setAsking] = useState<Asking>(null);
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    if (shown !== null) chooseEnvironment(shown);
  }, [shown, chooseEnvironment]);
  const add = (
    <Button icon={Plus} onPress={() => setAsking({ what: 'add' })}>
      {text.dcm.add}
    </Button>
  );

  return (
    <Page title={text.dcm.title} lead={text.dcm.lead} actions={environments.length > 0 ? add : null}>
      {added && <Notice tone="good" title={text.dcm.added(added)} isLive />}
      {environment === null ? (
        <Panel>
          <EmptyState
            icon={Server}
            title={text.dcm.environmentsEmptyTitle}
            actions={
              <>
                <Button look="primary" isDisabled={start.isRunning} onPress={() => void start.run({})}>
                  {text.dcm.startPractice}
                </Button>
                {add}
              </>
            }
          >
            {text.dcm.environmentsEmptyBody}
          </EmptyState>
          {start.error && <ErrorNotice error={start.error} />}
        </Panel>
      ) : (
        <>
          <NewsNotice key={`news/${environment.name}`} environment={environment} />
          <EnvironmentPanel
            environments={environments}
            onRemove={(one) => setAsking({ what: 'remove', environment: one })}
          />
          <ReconcilePanel key={environment.name} environment={environment} />
          <RegistrationsPanel environment={environment} />
          <CarryPanel key={`carry/${environment.name}`} environment={environment} />
          <AccessPanel key={`access/${environment.name}`} environment={environment} />
          <ArchiveSection key={`archive/${environment.name}`} environment={environment} />
        </>
      )}
      {asking?.what === 'add' && (
        <AddEnvironmentDialog
          onClose={() => setAsking(null)}
          onAdded={({ name, baseUrl }) => {
            setAsking(null);
            setAdded(baseUrl);
            chooseEnvironment(name);
          }}
        />
      )}
      {asking?.what === 'remove' && (
        <RemoveEnvironmentDialog environment={asking.environment} onClose={() => setAsking(null)} />
      )}
    </Page>
  );
}
