import { FolderPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Verdict } from '../../shared/model/verdict.ts';
import { address } from '../ipc/route.ts';
import { useText } from '../text/text.ts';
import { Button, LinkButton } from './button.tsx';
import { Notice } from './notice.tsx';
import { Row } from './page.tsx';

const AddToCaseDialog = lazy(() =>
  import('./add-to-case-dialog.tsx').then((file) => ({ default: file.AddToCaseDialog })),
);

interface Props {
  readonly verdict: Pick<Verdict, 'tokenSha256' | 'outcome'>;
  readonly token: string;
}

/** Puts a judged token into a case. A press of its own: judging never waits for it. */
export function AddToCase({ verdict, token }: Props) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const [added, setAdded] = useState<{ readonly id: string; readonly tokenSha256: string } | null>(null);
  // Another token is another question.
  const shown = added?.tokenSha256 === verdict.tokenSha256 ? added : null;
  return (
    <>
      {shown && (
        <Notice tone="good" title={text.cases.added} isLive>
          <Row>
            <LinkButton href={address('cases', shown.id)}>{text.cases.addedGo(shown.id)}</LinkButton>
          </Row>
        </Notice>
      )}
      <Row>
        <Button icon={FolderPlus} onPress={() => setIsOpen(true)}>
          {text.cases.addTo}
        </Button>
      </Row>
      <Suspense fallback={null}>
        {isOpen && (
          <AddToCaseDialog
            verdict={verdict}
            token={token}
            onAdded={(id) => {
              setAdded({ id, tokenSha256: verdict.tokenSha256 });
              setIsOpen(false);
            }}
            onClose={() => setIsOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
