import { PenLine } from 'lucide-react';
import { useState } from 'react';
import type { SignedToken } from '../../../shared/model/token.ts';
import { LinkButton } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { SignForm } from './sign-form.tsx';
import { TokenView } from './token-view.tsx';

/** A token for a colleague who asks: form, sentence, signature, and the token itself. */
export function SignPage({ kid }: { readonly kid: string | null }) {
  const text = useText();
  const { environment } = useApp();
  const keys = useQuery('key.list', {});
  const [signed, setSigned] = useState<SignedToken | null>(null);

  return (
    <Page
      title={text.sign.title}
      lead={text.sign.lead}
      actions={<LinkButton href={address('sign', 'all', 'history')}>{text.sign.history}</LinkButton>}
    >
      <Loaded query={keys}>
        {(list) => {
          const able = list.filter(
            ({ state, env, custody }) => state === 'active' && env === environment?.name && custody === 'here',
          );
          if (environment === null || able.length === 0) {
            return (
              <Panel>
                <EmptyState
                  icon={PenLine}
                  title={text.sign.noKeyTitle}
                  actions={
                    <LinkButton look="primary" href={address('keys', 'new')}>
                      {text.keys.newKey}
                    </LinkButton>
                  }
                >
                  {text.sign.noKeyBody}
                </EmptyState>
              </Panel>
            );
          }
          if (signed !== null) return <TokenView signed={signed} onAnother={() => setSigned(null)} />;
          return (
            <SignForm
              key={environment.name}
              environment={environment}
              keys={able}
              firstKid={able.find((one) => one.kid === kid)?.kid ?? able[0]?.kid ?? ''}
              onSigned={setSigned}
            />
          );
        }}
      </Loaded>
    </Page>
  );
}
