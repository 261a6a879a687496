import { type ReactNode, useState } from 'react';
import type { RotationView } from '../../../shared/model/rotation.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { type Text, useText } from '../../text/text.ts';
import { Seen } from './seen.tsx';

interface Props {
  readonly view: RotationView;
  /** The way into another one. */
  readonly start: ReactNode;
}

/** What became of the last rotation, and of what it was seen by. */
export function RotationEnded({ view, start }: Props) {
  const text = useText();
  const [isAgain, setIsAgain] = useState(false);
  const { outcome, endedAt, newKid, steps, kind } = view.rotation;
  const isDone = outcome === 'done';
  return (
    <>
      <Notice
        tone={isDone && (kind === 'planned' || view.isSafe) ? 'good' : 'unsure'}
        title={titleOf(view, text)}
        isLive
      >
        {endedAt !== null && (
          <div>
            {text.rotation.ended} <Instant iso={endedAt} isRelative />
          </div>
        )}
        {isDone && kind === 'planned' && <p>{text.rotation.finishStays}</p>}
      </Notice>
      {steps.length > 0 && (
        <Panel title={text.rotation.history}>
          <Seen view={view} steps={steps.map(({ step }) => step)} />
        </Panel>
      )}
      {isDone && !isAgain ? (
        <Row>
          {newKid !== null && (
            <LinkButton look="primary" href={address('keys', 'show', newKid)}>
              {text.rotation.successorIs}
            </LinkButton>
          )}
          <Button look="quiet" onPress={() => setIsAgain(true)}>
            {text.rotation.again}
          </Button>
        </Row>
      ) : (
        start
      )}
    </>
  );
}

function titleOf({ rotation, isSafe }: RotationView, text: Text): string {
  if (rotation.outcome !== 'done') return text.rotation.abandonedTitle;
  if (rotation.kind === 'planned') return text.rotation.doneTitle;
  return isSafe ? text.rotation.doneEmergency : text.rotation.doneByWord;
}
