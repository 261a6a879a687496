import { useState } from 'react';
import type { RotationView } from '../../../shared/model/rotation.ts';
import { Button } from '../../components/button.tsx';
import { Row } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import { AbandonDialog } from './abandon-dialog.tsx';
import { IncidentNote } from './incident-note.tsx';

/** What stands under every rotation: a note for the trail in an emergency, and the way out. */
export function RotationFoot({ view }: { readonly view: RotationView }) {
  const text = useText();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      {view.rotation.kind === 'emergency' && <IncidentNote kid={view.rotation.oldKid} />}
      <Row>
        <Button look="quiet" onPress={() => setIsAsking(true)}>
          {text.rotation.abandon}
        </Button>
      </Row>
      {isAsking && <AbandonDialog view={view} onClose={() => setIsAsking(false)} />}
    </>
  );
}
