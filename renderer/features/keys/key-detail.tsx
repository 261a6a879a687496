import type { Key } from '../../../shared/model/key.ts';
import { LinkButton } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { KeyCopies } from './key-copies.tsx';
import { KeyCustodyPanel } from './key-custody-panel.tsx';
import { KeyFingerprintPanel } from './key-fingerprint-panel.tsx';
import { KeyLifePanel } from './key-life-panel.tsx';
import { KeyLineagePanel } from './key-lineage-panel.tsx';
import { KeyPossessionPanel } from './key-possession-panel.tsx';
import { KeyProtectionPanel } from './key-protection-panel.tsx';
import { KeyRegistrationsPanel } from './key-registrations-panel.tsx';
import { KeyStandbyPanel } from './key-standby-panel.tsx';
import { KeyTimeline } from './key-timeline.tsx';
import { KeyUsesPanel } from './key-uses-panel.tsx';
import { PublicHalf } from './public-half.tsx';

/** One key: first what it is and what to do about it, then everything that is known of it. */
export function KeyDetail({ kid }: { readonly kid: string }) {
  const text = useText();
  const keys = useQuery('key.list', {});
  const key = keys.value?.find((one) => one.kid === kid) ?? null;
  return (
    <Page
      title={key?.label ?? kid}
      actions={
        <>
          {key !== null && <LinkButton href={address('keys', 'passport', kid)}>{text.passport.open}</LinkButton>}
          <LinkButton href={address('keys')}>{text.keys.backToKeys}</LinkButton>
        </>
      }
    >
      <Loaded query={keys}>
        {(list) =>
          key === null ? <Notice tone="unsure" title={text.keys.notFoundTitle} /> : <Sections item={key} keys={list} />
        }
      </Loaded>
    </Page>
  );
}

function Sections({ item, keys }: { readonly item: Key; readonly keys: readonly Key[] }) {
  const text = useText();
  const life = useQuery('key.read', { kid: item.kid });
  return (
    <>
      <KeyLifePanel item={item} life={life} />
      <KeyFingerprintPanel item={item} />
      <KeyCustodyPanel item={item} mayUndo={life.value?.mayUndo ?? false} />
      <KeyProtectionPanel item={item}>{item.custody === 'here' && <KeyCopies item={item} />}</KeyProtectionPanel>
      {item.custody === 'elsewhere' && life.value && <KeyPossessionPanel item={item} asked={life.value.possession} />}
      <KeyStandbyPanel item={item} />
      <KeyLineagePanel item={item} replacedBy={life.value?.replacedBy ?? []} keys={keys} />
      <KeyRegistrationsPanel item={item} />
      {life.value && <KeyUsesPanel uses={life.value.uses} />}
      {life.value && (
        <Panel title={text.keyLife.title} lead={text.keyLife.lead}>
          <KeyTimeline moves={life.value.moves} />
        </Panel>
      )}
      <Panel title={text.keys.exportTitle} lead={text.keys.exportLead}>
        <PublicHalf kid={item.kid} />
      </Panel>
    </>
  );
}
