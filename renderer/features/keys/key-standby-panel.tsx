import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { StandbyCheckDialog, StandbyDrawDialog } from '../../components/standby-dialogs.tsx';
import { StandbyFacts } from '../../components/standby-facts.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { SealDialog } from './seal-dialog.tsx';

/** A draft that is sealed, or may be: where its paper lies, and what may be done with it. */
export function KeyStandbyPanel({ item }: { readonly item: Key }) {
  const text = useText();
  const [open, setOpen] = useState<'seal' | 'check' | 'draw' | null>(null);
  const standbys = useQuery('standby.list', {});
  const registrations = useQuery('registration.list', {});
  const standby = standbys.value?.find(({ kid }) => kid === item.kid) ?? null;
  const close = () => setOpen(null);
  if (item.state !== 'draft' || item.custody !== 'here' || item.env === null || standbys.value === null) return null;
  const isProven = registrations.value?.some(({ kid, state }) => kid === item.kid && state === 'proven') ?? false;
  return (
    <Panel title={text.standby.title} lead={text.standby.lead}>
      {standby === null ? (
        <>
          <Notice tone="calm" title={text.standby.mayBeSealed}>
            <p>{text.standby.mayBeSealedBody}</p>
          </Notice>
          <Row>
            <Button icon={Lock} onPress={() => setOpen('seal')}>
              {text.standby.sealIt}
            </Button>
          </Row>
        </>
      ) : (
        <>
          <StandbyFacts standby={standby} />
          <Row>
            <Button onPress={() => setOpen('check')}>{text.standby.checkIt}</Button>
            <Button onPress={() => setOpen('draw')}>{text.standby.drawIt}</Button>
          </Row>
        </>
      )}
      {open === 'seal' && <SealDialog item={item} isProven={isProven} onClose={close} />}
      {open === 'check' && standby !== null && <StandbyCheckDialog standby={standby} onClose={close} />}
      {open === 'draw' && standby !== null && <StandbyDrawDialog standby={standby} replaces={null} onClose={close} />}
    </Panel>
  );
}
