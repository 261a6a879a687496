import { LifeBuoy } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { HelpId } from '../../shared/model/help.ts';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';

const HelpDialog = lazy(() => import('./help-dialog.tsx').then((file) => ({ default: file.HelpDialog })));

interface Props {
  readonly id: HelpId;
}

/** The way to a topic of the help that does not take the page away. Its words are fetched when they are asked for. */
export function HelpButton({ id }: Props) {
  const { help } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" icon={LifeBuoy} onPress={() => setIsOpen(true)}>
        {help.about(id)}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <HelpDialog id={id} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
