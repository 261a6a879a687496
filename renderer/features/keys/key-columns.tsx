import { Clock, ClockAlert, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Key } from '../../../shared/model/key.ts';
import type { RegistrationState } from '../../../shared/model/registration.ts';
import type { LongColumn } from '../../components/data-table-long.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { KeyStatus, RegistrationStatus, Status } from '../../components/status.tsx';
import { formatDay, formatRelative } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import { expiryOf, isInUse } from './key-expiry.ts';
import { KEY_COLUMNS, type KeyColumn, type SortText } from './key-sort.ts';
import css from './key-table.module.css';

interface Facts {
  readonly text: Text;
  readonly environments: readonly Environment[];
  readonly registrationOf: (key: Key) => RegistrationState | null;
  readonly nowMs: number;
}

/** In rem. */
const WIDTHS: Record<KeyColumn, number> = {
  key: 13,
  state: 9.5,
  alg: 7.5,
  env: 9,
  registration: 11,
  expires: 9.5,
  owner: 10,
  purpose: 11,
  flows: 10,
  tags: 9,
  custody: 10.5,
  made: 9,
};

/** The chosen columns, in their fixed order. */
export function keyColumns(chosen: readonly KeyColumn[], facts: Facts): LongColumn<Key>[] {
  return KEY_COLUMNS.filter((id) => id === 'key' || chosen.includes(id)).map((id) => ({
    id,
    label: facts.text.keyTable.names[id],
    width: WIDTHS[id],
    cell: (key) => cellOf(key, id, facts),
  }));
}

function cellOf(key: Key, column: KeyColumn, { text, environments, registrationOf, nowMs }: Facts): ReactNode {
  const { keyTable, common } = text;
  switch (column) {
    case 'key':
      return (
        <span className={css.name}>
          {key.label !== null && <strong>{key.label}</strong>}
          <code title={key.kid}>{key.kid}</code>
        </span>
      );
    case 'state':
      return (
        <span className={css.lines}>
          <KeyStatus state={key.state} />
          {key.unavailableSince !== null && (
            <Status tone="bad" icon={Unplug}>
              {keyTable.missing}
            </Status>
          )}
        </span>
      );
    case 'alg':
      return [key.alg, key.bits].filter(Boolean).join(' · ');
    case 'env': {
      const environment = environments.find(({ name }) => name === key.env);
      if (environment === undefined) return key.env ?? keyTable.notBound;
      return (
        <span className={css.lines}>
          <EnvironmentBadge environment={{ name: environment.kind, kind: environment.kind }} />
          {environment.name !== environment.kind && <span className={css.soft}>{environment.name}</span>}
        </span>
      );
    }
    case 'registration':
      return <RegistrationStatus state={registrationOf(key)} />;
    case 'expires':
      return <LastDay item={key} nowMs={nowMs} />;
    case 'owner':
      return key.owner ?? common.none;
    case 'purpose':
      return key.purpose ?? common.none;
    case 'flows':
      return key.flows?.join(', ') ?? keyTable.everyFlow;
    case 'tags':
      return key.tags.length === 0 ? common.none : key.tags.join(', ');
    case 'custody':
      return key.keychain === null ? keyTable.custody.elsewhere : text.terms.keychain[key.keychain];
    case 'made':
      return <Day iso={key.createdAt} />;
  }
}

function Day({ iso }: { readonly iso: string }) {
  return <time dateTime={iso}>{formatDay(iso, useLanguage())}</time>;
}

/** The last day, and a sign where somebody should act because of it. */
function LastDay({ item, nowMs }: { readonly item: Key; readonly nowMs: number }) {
  const { keyTable } = useText();
  const language = useLanguage();
  if (item.expiresAt === null) return keyTable.expiry.never;
  const expiry = isInUse(item) ? expiryOf(item.expiresAt, nowMs) : 'later';
  return (
    <span className={css.lines}>
      <Day iso={item.expiresAt} />
      {expiry === 'expired' && (
        <Status tone="bad" icon={ClockAlert}>
          {keyTable.expired}
        </Status>
      )}
      {expiry === 'soon' && (
        <Status tone="unsure" icon={Clock}>
          {formatRelative(item.expiresAt, nowMs, language)}
        </Status>
      )}
    </span>
  );
}

/** What a column is ordered by: the words that stand in it, and dates by time. */
export function sortTextOf({ text, registrationOf }: Pick<Facts, 'text' | 'registrationOf'>): SortText {
  const { terms, keyTable } = text;
  return (key, column) => {
    switch (column) {
      case 'key':
        return key.label;
      case 'state':
        return terms.keyState[key.state];
      case 'alg':
        return `${key.alg} ${String(key.bits ?? '')}`;
      case 'env':
        return key.env;
      case 'registration': {
        const state = registrationOf(key);
        return state && terms.registrationState[state];
      }
      case 'expires':
        return key.expiresAt;
      case 'owner':
        return key.owner;
      case 'purpose':
        return key.purpose;
      case 'flows':
        return key.flows?.join(' ') ?? null;
      case 'tags':
        return key.tags.length === 0 ? null : key.tags.join(' ');
      case 'custody':
        return key.keychain === null ? keyTable.custody.elsewhere : terms.keychain[key.keychain];
      case 'made':
        return key.createdAt;
    }
  };
}
