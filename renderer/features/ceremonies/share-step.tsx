import { type ReactNode, useRef, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { SecretCover } from './secret-cover.tsx';
import { ShareSheet } from './share-sheet.tsx';

interface Props {
  readonly view: CeremonyView;
  readonly step: string;
  readonly who: string;
  readonly children: ReactNode;
}

/** Asks for one share when its custodian is ready, and keeps it for as long as it is looked at. */
export function ShareStep({ view, step, who, children }: Props) {
  const { common } = useText();
  const { run: show, error } = useCommand('ceremony.showShare');
  const [share, setShare] = useState<Output<'ceremony.showShare'> | null>(null);
  /** Counts the looks: an answer that comes after its look is dropped. */
  const look = useRef(0);

  async function onOpen() {
    look.current += 1;
    const mine = look.current;
    const given = await show({ id: view.id, step });
    if (given.ok && look.current === mine) setShare(given.value);
  }
  function onHide() {
    look.current += 1;
    setShare(null);
  }

  return (
    <SecretCover who={who} onOpen={() => void onOpen()} onHide={onHide}>
      {error && <ErrorNotice error={error} />}
      {share === null ? (
        !error && <p>{common.loading}</p>
      ) : (
        <>
          <ShareSheet view={view} share={share} />
          {children}
        </>
      )}
    </SecretCover>
  );
}
