import { DataTable } from '../../components/data-table.tsx';
import { useText } from '../../text/text.ts';
import { TimeValue } from './time-value.tsx';
import css from './token-check.module.css';

interface Props {
  readonly title: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly meanings: Readonly<Record<string, string>>;
}

const TIMES = ['iat', 'nbf', 'exp', 'auth_time'];

/** What a token says, each member with its meaning in words, and its value too where that has one. */
export function MemberTable({ title, members, meanings }: Props) {
  const { check, terms } = useText();
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    flow: terms.flow,
    alg: terms.algorithm,
  };
  return (
    <section className={css.members}>
      <h3>{title}</h3>
      <DataTable
        label={title}
        rows={Object.entries(members)}
        rowId={([name]) => name}
        columns={[
          { id: 'name', label: check.memberName, isNarrow: true, cell: ([name]) => <code>{name}</code> },
          {
            id: 'value',
            label: check.memberValue,
            cell: ([name, value]) =>
              TIMES.includes(name) ? <TimeValue value={value} /> : <code>{written(value)}</code>,
          },
          {
            id: 'meaning',
            label: check.memberMeaning,
            cell: ([name, value]) => {
              const meaning = own(meanings, name) ?? check.noMeaning;
              const known = typeof value === 'string' ? own(own(values, name) ?? {}, value) : undefined;
              return known === undefined ? meaning : `${meaning}: ${known}`;
            },
          },
        ]}
      />
    </section>
  );
}

/** Names come from a token: `constructor` and the like must find nothing. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** As it is written, but for what could fool a reader: controls, invisible and direction-changing characters are spelt out. */
function written(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
}
