import { LifeBuoy, SearchCheck } from 'lucide-react';
import type { HelpTopic } from '../../../shared/text/help.ts';
import { LinkButton } from '../../components/button.tsx';
import { HelpTopicView } from '../../components/help-topic.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';

/** One topic as a page of its own. */
export function TopicPage({ topic }: { readonly topic: HelpTopic }) {
  const { help } = useText();
  return (
    <Page
      title={`${topic.id} · ${topic.title}`}
      actions={
        <>
          <LinkButton look="quiet" icon={LifeBuoy} href={address('help')}>
            {help.all}
          </LinkButton>
          <LinkButton icon={SearchCheck} href={address('check')}>
            {help.backToCheck}
          </LinkButton>
        </>
      }
    >
      <Panel>
        <HelpTopicView topic={topic} level="h2" />
      </Panel>
    </Page>
  );
}
