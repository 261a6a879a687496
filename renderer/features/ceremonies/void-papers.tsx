import { Notice } from '../../components/notice.tsx';
import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { useText } from '../../text/text.ts';
import { setNumber } from './set-number.ts';
import css from './stage.module.css';

/** Why a set of shares is void, and which papers of it must not outlive this hour. */
export function VoidPapers({ view }: { readonly view: CeremonyView }) {
  const { ceremonyRun } = useText();
  const set = view.voided.at(-1)?.set ?? '';
  return (
    <Notice tone="bad" title={ceremonyRun.voidTitle} isLive>
      <p>{ceremonyRun.voidBody}</p>
      <p>
        {ceremonyRun.voidSet} <code className={css.value}>{setNumber(set)}</code>
      </p>
      <p>
        <strong>{ceremonyRun.voidDestroy}</strong>
      </p>
      <ul className={css.papers}>
        <li>{ceremonyRun.voidPapers(view.facts.shares ?? 0)}</li>
        <li>{ceremonyRun.voidBags}</li>
      </ul>
      {view.endedAt === null && <p>{ceremonyRun.voidNext}</p>}
    </Notice>
  );
}
