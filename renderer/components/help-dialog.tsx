import { useState } from 'react';
import type { HelpId } from '../../shared/model/help.ts';
import { helpTopic } from '../../shared/text/help.ts';
import { useLanguage, useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { HelpTopicView } from './help-topic.tsx';

interface Props {
  readonly id: HelpId;
  readonly onClose: () => void;
}

/** One topic over the page that it explains, which stays as it is. */
export function HelpDialog({ id, onClose }: Props) {
  const text = useText();
  const [shown, setShown] = useState(id);
  const topic = helpTopic(shown, useLanguage());
  return (
    <Dialog title={`${shown} · ${topic.title}`} onClose={onClose} isWide>
      <HelpTopicView topic={topic} level="h3" onOther={setShown} />
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          {text.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
