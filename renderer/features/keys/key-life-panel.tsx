import { CircleHelp, CircleOff } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Key } from '../../../shared/model/key.ts';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel, Row } from '../../components/page.tsx';
import { KeyStatus, Status } from '../../components/status.tsx';
import { RotationLinks } from '../../components/rotation-links.tsx';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useApp } from '../../ipc/app-context.tsx';
import type { Query } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { KeyActs } from './key-acts.tsx';
import { expiryOf } from './key-expiry.ts';
import css from './key-page.module.css';

interface Props {
  readonly item: Key;
  readonly life: Query<Output<'key.read'>>;
}

/** What a key is, in one sentence, and what may be done about it. */
export function KeyLifePanel({ item, life }: Props) {
  const text = useText();
  const { environments } = useApp();
  const now = useNow(60_000);
  const environment = environments.find(({ name }) => name === item.env);
  return (
    <Panel>
      <Row>
        <KeyStatus state={item.state} />
        {item.unavailableSince !== null && (
          <Status tone="bad" icon={CircleOff}>
            {text.keyPage.unavailable}
          </Status>
        )}
        {item.custody === 'elsewhere' && item.possessionProvenAt === null && (
          <Status tone="unsure" icon={CircleHelp}>
            {text.keyPage.possessionOpen}
          </Status>
        )}
        {environment ? (
          <EnvironmentBadge environment={environment} />
        ) : (
          <span>{item.env ?? text.keyPage.noEnvironment}</span>
        )}
        <code className={css.kid}>{item.kid}</code>
        <span className={css.soft}>
          {[item.alg, item.bits && text.keys.bits(item.bits)].filter(Boolean).join(' · ')}
        </span>
      </Row>
      <p className={css.meaning}>{meaningOf(item, text, now)}</p>
      {item.compromisedSince !== null && item.compromisedAt !== null && (
        <Notice tone="bad" title={text.keyLife.compromisedNotice}>
          <Facts
            rows={[
              [text.keyPage.compromisedSince, <Instant key="since" iso={item.compromisedSince} isRelative />],
              [text.keyPage.compromisedAt, <Instant key="at" iso={item.compromisedAt} isRelative />],
            ]}
          />
          <p>{text.keyLife.stillAccepted}</p>
        </Notice>
      )}
      {item.deleteDueAt !== null && (
        <Notice tone="unsure" title={text.keyLife.dueAt}>
          <Instant iso={item.deleteDueAt} isRelative />
        </Notice>
      )}
      <Loaded query={life}>{(value) => <KeyActs item={item} life={value} />}</Loaded>
      <RotationLinks item={item} />
    </Panel>
  );
}

function meaningOf(item: Key, { keyPage }: Text, now: number): string {
  if (item.state !== 'active') return keyPage.means[item.state];
  if (item.custody === 'elsewhere') return keyPage.meansElsewhere;
  if (expiryOf(item.expiresAt, now) === 'expired') return keyPage.meansEnded;
  if (item.unavailableSince !== null) return keyPage.meansUnavailable;
  return item.env === null ? keyPage.meansUnbound : keyPage.means.active;
}
