import { useMemo } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import { keysOfOwner, type NewKeyDraft } from './new-key-draft.ts';

interface Props {
  readonly keys: readonly Key[];
  readonly env: string;
  readonly draft: NewKeyDraft;
  readonly change: (part: Partial<NewKeyDraft>) => void;
}

/** Says that this owner signs here already: two keys of one person on one machine help nobody. */
export function OwnerNotice({ keys, env, draft, change }: Props) {
  const text = useText();
  const theirs = useMemo(() => keysOfOwner(keys, env, draft), [keys, env, draft]);
  const [first] = theirs;
  if (first === undefined) return null;
  return (
    <Notice tone="unsure" title={text.keys.ownerHas(theirs.length)} isLive>
      <p>
        {first.label && <strong>{first.label} </strong>}
        <code>{first.kid}</code>
      </p>
      <p>{text.keys.ownerAdvice}</p>
      {draft.replaces === null && (
        <Row>
          <Button onPress={() => change({ replaces: first.kid })}>{text.keys.replaceIt}</Button>
        </Row>
      )}
    </Notice>
  );
}
