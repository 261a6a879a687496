import { FileKey, FolderClosed, FolderOpen, type LucideIcon, StickyNote, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseContent, CaseItem } from '../../../shared/model/case.ts';
import { describeActor } from '../../../shared/text/actor.ts';
import { Facts } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import { OutcomeStatus } from './case-status.tsx';
import css from './cases.module.css';

const ICONS: Record<CaseContent['kind'], LucideIcon> = {
  opened: FolderOpen,
  token: Ticket,
  note: StickyNote,
  snapshot: FileKey,
  closed: FolderClosed,
  reopened: FolderOpen,
};

interface Props {
  readonly items: readonly CaseItem[];
  /** Numbers of the entries whose token is kept. */
  readonly kept: readonly number[];
}

/** The entries of a case, oldest first. */
export function CaseTimeline({ items, kept }: Props) {
  const text = useText();
  const language = useLanguage();
  return (
    <ol className={css.timeline}>
      {items.map((item) => {
        const Icon = ICONS[item.content.kind];
        return (
          <li key={item.seq} className={css.entry}>
            <Icon size={20} aria-hidden className={css.icon ?? ''} />
            <div className={css.words}>
              <h3>{text.cases.kinds[item.content.kind]}</h3>
              <Content content={item.content} isKept={kept.includes(item.seq)} />
              <p className={css.byline}>
                <Instant iso={item.at} />
                <span>{describeActor(item.by, language)}</span>
                <span>{text.cases.entry(item.seq, item.auditSeq)}</span>
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Content({ content, isKept }: { readonly content: CaseContent; readonly isKept: boolean }): ReactNode {
  const text = useText();
  switch (content.kind) {
    case 'opened':
      return <p>{content.title}</p>;
    case 'note':
      return <p className={css.note}>{content.text}</p>;
    case 'closed':
    case 'reopened':
      return <p>{content.reason}</p>;
    case 'snapshot':
      return (
        <>
          <p>
            {text.cases.setOf(content.env)} · <Instant iso={content.takenAt} />
          </p>
          <Facts rows={[[text.cases.setDigest, <code key="sha">{content.sha256}</code>]]} />
        </>
      );
    case 'token':
      return <TokenEntry content={content} isKept={isKept} />;
  }
}

interface TokenProps {
  readonly content: Extract<CaseContent, { kind: 'token' }>;
  readonly isKept: boolean;
}

/** What was found about a token, the answer first. */
function TokenEntry({ content: { verdict, note, tokenSha256 }, isKept }: TokenProps) {
  const text = useText();
  return (
    <>
      {verdict === null ? (
        <p>{text.cases.notJudged}</p>
      ) : (
        <p className={css.answer}>
          <OutcomeStatus outcome={verdict.outcome} /> <strong>{verdict.headline}</strong>
          {verdict.code !== 'OK' && <code>{verdict.code}</code>}
        </p>
      )}
      {note !== null && <p className={css.note}>{note}</p>}
      {isKept && (
        <p>
          <Status tone="unsure" icon={Ticket}>
            {text.cases.isKept}
          </Status>
        </p>
      )}
      <Facts
        rows={[
          [text.cases.digest, <code key="digest">{tokenSha256}</code>],
          ...(verdict === null
            ? []
            : ([
                [text.cases.kid, <code key="kid">{verdict.kid ?? text.common.none}</code>],
                [text.cases.issuer, text.terms.issuer[verdict.issuer]],
                [
                  text.cases.judgedFor,
                  verdict.judgedAt === null ? text.common.none : <Instant key="at" iso={verdict.judgedAt} />,
                ],
              ] as const)),
        ]}
      />
    </>
  );
}
