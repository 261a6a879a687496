import { CircleAlert, CircleMinus, CirclePlus } from 'lucide-react';
import type { JwksDiff } from '../../../shared/model/sighting.ts';
import { Status } from '../../components/status.tsx';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';
import { DcmKid } from './dcm-kid.tsx';

interface Props {
  readonly env: string;
  readonly diff: JwksDiff;
}

/** What changed between two sets, key by key: icon and word. */
export function DiffLines({ env, diff }: Props) {
  const text = useText();
  const groups = [
    ['unsure', CirclePlus, text.archive.diffAdded, diff.added],
    ['calm', CircleMinus, text.archive.diffRemoved, diff.removed],
    ['bad', CircleAlert, text.archive.diffChanged, diff.changed],
  ] as const;
  if (groups.every(([, , , kids]) => kids.length === 0)) return <p>{text.archive.diffNone}</p>;
  return (
    <ul className={css.diff}>
      {groups.flatMap(([tone, icon, word, kids]) =>
        kids.map((kid) => (
          <li key={`${word}/${kid}`} className={css.difference}>
            <Status tone={tone} icon={icon}>
              {word}
            </Status>
            <DcmKid env={env} kid={kid} />
          </li>
        )),
      )}
    </ul>
  );
}
