import { useState } from 'react';
import { type HelpTopic, helpTopic, helpTopics } from '../../../shared/text/help.ts';
import { HELP_GROUPS, helpNamed } from '../../../shared/text/help-index.ts';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './help.module.css';
import { TopicPage } from './topic-page.tsx';

/** The offline help: one topic by its id or a code, or the list of all. Open while the app is locked. */
export function HelpRoom({ rest }: { readonly rest: readonly string[] }) {
  const language = useLanguage();
  const [name] = rest;
  if (name === undefined) return <TopicList />;
  const id = helpNamed(name);
  return id === null ? <TopicList isMissed /> : <TopicPage key={id} topic={helpTopic(id, language)} />;
}

const GROUPS = ['form', 'key', 'time'] as const;

function TopicList({ isMissed = false }: { readonly isMissed?: boolean }) {
  const { help } = useText();
  const language = useLanguage();
  const [asked, setAsked] = useState('');
  const found = helpTopics(language).filter((topic) => fits(topic, asked));
  return (
    <Page title={help.title} lead={help.lead}>
      {isMissed && <Notice tone="unsure" title={help.noTopic} />}
      <Panel>
        <Field label={help.search} hint={help.searchHint} value={asked} onChange={setAsked} />
        <p role="status" className={css.none}>
          {found.length === 0 && help.none}
        </p>
      </Panel>
      {GROUPS.map((group) => {
        const topics = found.filter(({ id }) => HELP_GROUPS[group].includes(id));
        return (
          topics.length > 0 && (
            <Panel key={group} title={help.groups[group]}>
              <ul className={css.list}>
                {topics.map(({ id, title, codes }) => (
                  <li key={id} className={css.entry}>
                    <code>{id}</code>
                    <a href={address('help', id)}>{title}</a>
                    <span className={css.codes}>{codes.join(', ')}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )
        );
      })}
    </Page>
  );
}

function fits({ id, title, codes, happened, next }: HelpTopic, asked: string): boolean {
  const words = asked.trim().toLowerCase();
  return [id, title, ...codes, happened, ...next].join(' ').toLowerCase().includes(words);
}
