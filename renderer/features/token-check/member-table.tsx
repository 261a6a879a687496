import { DataTable } from '../../components/data-table.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import css from './token-check.module.css';

interface Props {
  readonly title: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly meanings: Readonly<Record<string, string>>;
}

const TIMES = ['iat', 'nbf', 'exp'];
/** Above this, seconds would be past the year 5000: somebody counted in milliseconds. */
const MOST_SECONDS = 95_617_584_000;

/** What a token says, each member with its meaning in words. */
export function MemberTable({ title, members, meanings }: Props) {
  const text = useText();
  return (
    <section className={css.members}>
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={Object.entries(members)}
        rowId={([name]) => name}
        columns={[
          { id: 'name', label: text.check.memberName, isNarrow: true, cell: ([name]) => <code>{name}</code> },
          {
            id: 'value',
            label: text.check.memberValue,
            cell: ([name, value]) => <Value isTime={TIMES.includes(name)} value={value} />,
          },
          {
            id: 'meaning',
            label: text.check.memberMeaning,
            cell: ([name]) => (Object.hasOwn(meanings, name) ? meanings[name] : text.check.noMeaning),
          },
        ]}
      />
    </section>
  );
}

function Value({ isTime, value }: { readonly isTime: boolean; readonly value: unknown }) {
  const text = useText();
  const raw = typeof value === 'string' ? value : JSON.stringify(value);
  if (!isTime || typeof value !== 'number') return <code>{raw}</code>;
  if (value > MOST_SECONDS) {
    return (
      <>
        <code>{raw}</code> <p>{text.check.milliseconds}</p>
      </>
    );
  }
  return (
    <div className={css.time}>
      {value >= 0 && <Instant iso={new Date(value * 1000).toISOString()} isRelative />}
      <code>{raw}</code>
    </div>
  );
}
