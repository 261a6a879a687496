import { FileKey, Laptop, Send } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import { DeliverDialog } from './deliver-dialog.tsx';
import { DeviceDialog } from './device-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';

/** What goes from this computer to another one, beside sets of keys. */
export function CarryPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const [open, setOpen] = useState<'request' | 'device' | 'deliver' | null>(null);
  const about = { environment, onClose: () => setOpen(null) };
  return (
    <Panel title={text.carrying.title} lead={text.carrying.lead}>
      <Row>
        <Button icon={Send} onPress={() => setOpen('request')}>
          {text.carrying.request}
        </Button>
        <Button icon={Laptop} onPress={() => setOpen('device')}>
          {text.carrying.device}
        </Button>
        <Button icon={FileKey} onPress={() => setOpen('deliver')}>
          {text.carrying.deliver}
        </Button>
      </Row>
      {open === 'request' && <RequestDialog {...about} />}
      {open === 'device' && <DeviceDialog {...about} />}
      {open === 'deliver' && <DeliverDialog {...about} />}
    </Panel>
  );
}
