import { Archive, UsersRound } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { CeremonySummary } from '../../../shared/model/ceremony.ts';
import { LinkButton } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel, Stack } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { CeremonyStatus, RehearsalBadge } from './ceremony-status.tsx';
import css from './ceremonies.module.css';
import { UnderWay } from './under-way.tsx';

type Script = Output<'ceremony.scripts'>[number]['script'];
const OUTCOMES = ['standby', 'device', 'split'] as const;

/** What can be held, what is under way, and what was held. */
export function CeremoniesPage({ onReviewed }: { readonly onReviewed: (text: string) => void }) {
  const { ceremonies, backups } = useText();
  const held = useQuery('ceremony.list', {});
  const scripts = useQuery('ceremony.scripts', {});
  return (
    <Page
      title={ceremonies.title}
      lead={ceremonies.lead}
      actions={
        <LinkButton icon={Archive} href={address('ceremonies', 'backups')}>
          {backups.link}
        </LinkButton>
      }
    >
      <Loaded query={held}>{(list) => <UnderWay list={list} />}</Loaded>
      <Loaded query={scripts}>
        {(all) => <Scripts scripts={all.map(({ script }) => script)} onReviewed={onReviewed} />}
      </Loaded>
      {held.value && <Past list={held.value} />}
    </Page>
  );
}

interface ScriptsProps {
  readonly scripts: readonly Script[];
  readonly onReviewed: (text: string) => void;
}

function Scripts({ scripts, onReviewed }: ScriptsProps) {
  const { ceremonies } = useText();
  return (
    <>
      <Panel title={ceremonies.chooseTitle} lead={ceremonies.chooseLead}>
        <div className={css.outcomes}>
          {OUTCOMES.map((outcome) => (
            <Outcome key={outcome} outcome={outcome} scripts={scripts.filter((one) => one.outcome === outcome)} />
          ))}
        </div>
      </Panel>
      <Panel title={ceremonies.otherTitle} lead={ceremonies.otherLead}>
        <Stack>
          <ScriptList scripts={scripts.filter((one) => one.outcome === null)} />
          <div className={css.file}>
            <FileButton label={ceremonies.openFile} onText={onReviewed} />
            <span className={css.soft}>{ceremonies.openFileHint}</span>
          </div>
        </Stack>
      </Panel>
    </>
  );
}

interface OutcomeProps {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly scripts: readonly Script[];
}

function Outcome({ outcome, scripts }: OutcomeProps) {
  const { ceremonies } = useText();
  const { title, body } = ceremonies.outcomes[outcome];
  return (
    <section className={css.outcome} data-outcome={outcome}>
      <p className={css.advice}>
        {outcome === 'standby' ? ceremonies.recommended : outcome === 'split' ? ceremonies.byDecision : ' '}
      </p>
      <h3>{title}</h3>
      <p>{body}</p>
      {outcome === 'standby' && <p className={css.soft}>{ceremonies.nist}</p>}
      <ScriptList scripts={scripts} />
    </section>
  );
}

function ScriptList({ scripts }: { readonly scripts: readonly Script[] }) {
  const { ceremonies } = useText();
  const language = useLanguage();
  return (
    <ul className={css.scripts}>
      {scripts.map(({ name, title, steps }) => (
        <li key={name}>
          <a className={css.script} href={address('ceremonies', 'script', name)}>
            <strong>{title[language]}</strong>
            <span className={css.soft}>{ceremonies.steps(steps.length)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Past({ list }: { readonly list: readonly CeremonySummary[] }) {
  const ended = list.filter(({ endedAt }) => endedAt !== null);
  const { ceremonies, common } = useText();
  const language = useLanguage();
  return (
    <Panel title={ceremonies.pastTitle} isFlush>
      {ended.length === 0 ? (
        <EmptyState icon={UsersRound} title={ceremonies.pastTitle}>
          {ceremonies.pastNone}
        </EmptyState>
      ) : (
        <DataTable
          label={ceremonies.pastTitle}
          rows={ended}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'title',
              label: ceremonies.columnTitle,
              cell: ({ id, title, isRehearsal }) => (
                <span className={css.name}>
                  <a href={address('ceremonies', 'report', id)}>{title[language]}</a>
                  {isRehearsal && <RehearsalBadge />}
                </span>
              ),
            },
            { id: 'id', label: ceremonies.columnId, cell: ({ id }) => <span className={css.number}>{id}</span> },
            { id: 'state', label: ceremonies.columnState, cell: ({ state }) => <CeremonyStatus state={state} /> },
            { id: 'started', label: ceremonies.columnStarted, cell: ({ startedAt }) => <Instant iso={startedAt} /> },
            {
              id: 'key',
              label: ceremonies.columnKey,
              cell: ({ kid }) => (kid === null ? common.none : <code className={css.kid}>{kid}</code>),
            },
          ]}
        />
      )}
    </Panel>
  );
}
