import { Lock, LockOpen } from 'lucide-react';
import { Button, LinkButton } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Page, Panel } from '../components/page.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { address } from '../ipc/route.ts';
import { useText } from '../text/text.ts';

/** What is seen of a room while the app is locked: nothing but the two ways on. */
export function LockedRoom() {
  const text = useText();
  const { askUnlock } = useApp();
  return (
    <Page title={text.shell.lockedTitle}>
      <Panel>
        <EmptyState
          icon={Lock}
          title={text.shell.lockedTitle}
          actions={
            <>
              <Button look="primary" icon={LockOpen} onPress={askUnlock}>
                {text.shell.unlock}
              </Button>
              <LinkButton href={address('check')}>{text.shell.lockedCheck}</LinkButton>
            </>
          }
        >
          {text.shell.lockedBody}
        </EmptyState>
      </Panel>
    </Page>
  );
}
