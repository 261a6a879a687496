import { ArrowLeft, CircleCheck, CircleX, Columns2, type LucideIcon } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Compared } from '../../../shared/model/examined.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Columns, Panel, Row, Stack } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Status } from '../../components/status.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './examine.module.css';

interface Props {
  readonly left: string;
  readonly onBack: () => void;
}

/** Two public keys side by side: the answer first, then member by member. */
export function ComparePanel({ left: given, onBack }: Props) {
  const { examine } = useText();
  const compare = useCommand('examine.compare');
  const keys = useQuery('key.list', {});
  const [left, setLeft] = useState(given);
  const [right, setRight] = useState('');
  const [ours, setOurs] = useState('');
  const [compared, setCompared] = useState<Compared | null>(null);
  const second = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useEffect(() => {
    second.current?.focus();
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await compare.run({ left, right });
    setCompared(result.ok ? result.value : null);
  }

  function change(set: (text: string) => void, text: string) {
    setCompared(null);
    compare.reset();
    set(text);
  }

  return (
    <Panel
      title={examine.compareTitle}
      lead={examine.compareLead}
      actions={
        <Button look="quiet" icon={ArrowLeft} onPress={onBack}>
          {examine.back}
        </Button>
      }
    >
      {compared !== null && <Answer compared={compared} />}
      {compare.error && <ErrorNotice error={compare.error} />}
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Columns>
            <Field
              label={examine.left}
              rows={5}
              isCode
              value={left}
              onChange={(text) => {
                change(setLeft, text);
              }}
            />
            <Field
              label={examine.right}
              rows={5}
              isCode
              inputRef={second}
              value={right}
              onChange={(text) => {
                setOurs('');
                change(setRight, text);
              }}
            />
          </Columns>
          <Select
            label={examine.ourKey}
            value={ours}
            onChange={(kid) => {
              setOurs(kid);
              const key = keys.value?.find((one) => one.kid === kid);
              change(setRight, key === undefined ? '' : JSON.stringify(key.jwk, null, 2));
            }}
            options={[
              { id: '', label: examine.ourKeyNone },
              ...(keys.value ?? []).map(({ kid, label }) => ({ id: kid, label: label ?? kid })),
            ]}
          />
          <Row>
            <Button
              look="primary"
              icon={Columns2}
              type="submit"
              isDisabled={left.trim() === '' || right.trim() === '' || compare.isRunning}
            >
              {examine.compare}
            </Button>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}

function Answer({ compared }: { readonly compared: Compared }) {
  const { examine } = useText();
  const { isSameKey, rows } = compared;
  const isAllEqual = rows.every(({ isEqual }) => isEqual);
  return (
    <Stack>
      <Notice
        tone={isSameKey ? 'good' : 'bad'}
        title={isSameKey ? (isAllEqual ? examine.same : examine.sameWith) : examine.different}
        isLive
      />
      <table className={css.sides} aria-label={examine.compareTitle}>
        <thead>
          <tr>
            <th scope="col">{examine.member}</th>
            <th scope="col">{examine.left}</th>
            <th scope="col">{examine.right}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.member} className={cx(!row.isEqual && css.differs)}>
              <th scope="row">
                <code>{row.member}</code>
              </th>
              <td>{row.left === null ? examine.absent : <code>{row.left}</code>}</td>
              <td>{row.right === null ? examine.absent : <code>{row.right}</code>}</td>
              <td>
                <Verdict row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Stack>
  );
}

function Verdict({ row }: { readonly row: Compared['rows'][number] }) {
  const { examine } = useText();
  const isOnlyOne = row.left === null || row.right === null;
  const [word, icon]: readonly [string, LucideIcon] = row.isEqual
    ? [examine.equal, CircleCheck]
    : [isOnlyOne ? examine.onlyOne : examine.differs, CircleX];
  return (
    <Status tone={row.isEqual ? 'good' : 'bad'} icon={icon}>
      {word}
    </Status>
  );
}
