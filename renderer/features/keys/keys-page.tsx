import { FileInput, KeyRound, Plus, ScanSearch } from 'lucide-react';
import { LinkButton } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel, Row } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { KeyTable } from './key-table.tsx';

const NONE = [] as const;

/** Every key of this home, by its public facts. */
export function KeysPage() {
  const text = useText();
  const keys = useQuery('key.list', {});
  const registrations = useQuery('registration.list', {});
  const ways = (
    <Row>
      <LinkButton icon={ScanSearch} href={address('keys', 'examine')}>
        {text.examine.open}
      </LinkButton>
      <LinkButton icon={FileInput} href={address('keys', 'import')}>
        {text.keyImport.open}
      </LinkButton>
      <LinkButton look="primary" icon={Plus} href={address('keys', 'new')}>
        {text.keys.newKey}
      </LinkButton>
    </Row>
  );
  return (
    <Page title={text.keys.title} lead={text.keys.lead} actions={keys.value?.length ? ways : null}>
      <Loaded query={keys}>
        {(list) =>
          list.length === 0 ? (
            <Panel>
              <EmptyState icon={KeyRound} title={text.keys.emptyTitle} actions={ways}>
                {text.keys.emptyBody}
              </EmptyState>
            </Panel>
          ) : (
            <KeyTable keys={list} registrations={registrations.value ?? NONE} />
          )
        }
      </Loaded>
    </Page>
  );
}
