import { Flag } from 'lucide-react';
import type { CeremonySummary } from '../../../shared/model/ceremony.ts';
import { LinkButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { CeremonyStatus, RehearsalBadge } from './ceremony-status.tsx';
import css from './ceremonies.module.css';

/** What has not ended: one with what to do about it, several as a short list. */
export function UnderWay({ list }: { readonly list: readonly CeremonySummary[] }) {
  const { ceremonies } = useText();
  const language = useLanguage();
  const open = list.filter(({ endedAt }) => endedAt === null);
  const [only] = open;
  if (only === undefined) return null;
  if (open.length === 1) return <OneUnderWay ceremony={only} />;
  return (
    <Panel title={`${ceremonies.openTitle}: ${String(open.length)}`}>
      <ul className={css.scripts}>
        {open.map(({ id, title, state, isRehearsal }) => (
          <li key={id}>
            <a className={css.script} href={address('ceremonies', 'run', id)}>
              <span className={css.name}>
                <CeremonyStatus state={state} />
                <strong>{title[language]}</strong>
                {isRehearsal && <RehearsalBadge />}
              </span>
              <code>{id}</code>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OneUnderWay({ ceremony: { id, title, state, isRehearsal } }: { readonly ceremony: CeremonySummary }) {
  const { ceremonies } = useText();
  const language = useLanguage();
  return (
    <Notice tone={state === 'interrupted' ? 'bad' : 'unsure'} title={`${ceremonies.openTitle}: ${title[language]}`}>
      <p>
        <code>{id}</code> {isRehearsal && <RehearsalBadge />}{' '}
        {state in ceremonies.openBody && ceremonies.openBody[state as 'paused']}
      </p>
      <div>
        <LinkButton look="primary" icon={Flag} href={address('ceremonies', 'run', id)}>
          {ceremonies.goOn}
        </LinkButton>
      </div>
    </Notice>
  );
}
