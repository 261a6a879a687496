import { Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useText } from '../../text/text.ts';
import { setNumber } from './set-number.ts';
import { ShareGroups } from './share-groups.tsx';
import css from './share-sheet.module.css';
import { slotName } from './slot-name.ts';

interface Props {
  readonly view: CeremonyView;
  readonly share: Output<'ceremony.showShare'>;
}

/** One share, for one person, for as long as this stands: it is never copied. */
export function ShareSheet({ view, share }: Props) {
  const text = useText();
  const wasCopied = useNoCopying();
  const { ceremonyRun, ceremonies } = text;
  return (
    <>
      <article className={css.sheet} onContextMenu={(event) => event.preventDefault()}>
        <header className={css.head}>
          <h2 className={css.title}>{ceremonyRun.shareTitle(share.number, share.of)}</h2>
          {view.isRehearsal && <p className={css.mark}>{ceremonies.rehearsalMark}</p>}
          <p>
            {ceremonyRun.shareSet} <code>{setNumber(share.set)}</code> · <code>{view.id}</code> · {ceremonyRun.shareFor}{' '}
            {view.now && slotName(view.now.slot, text)} {view.now?.person}
          </p>
        </header>
        <p className={css.lead}>{ceremonyRun.shareLead}</p>
        <div className={css.both}>
          <ShareGroups text={share.text} />
          <QrCode value={share.text} label={ceremonyRun.shareCode(share.number)} />
        </div>
        <p className={css.onPaper}>{ceremonyRun.sharePaper}</p>
      </article>
      {wasCopied && <Notice tone="unsure" title={ceremonyRun.shareNoCopy} isLive />}
      <div className={css.acts}>
        <Button icon={Printer} onPress={() => window.print()}>
          {ceremonyRun.sharePrint}
        </Button>
      </div>
    </>
  );
}

/** Stops every way of the window to the clipboard while a share stands on it; says whether somebody tried. */
function useNoCopying(): boolean {
  const [wasTried, setWasTried] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    const refuse = (event: Event) => {
      event.preventDefault();
      setWasTried(true);
    };
    for (const way of ['copy', 'cut', 'dragstart'] as const) {
      document.addEventListener(way, refuse, { signal: ending.signal, capture: true });
    }
    return () => ending.abort();
  }, []);
  return wasTried;
}
