import { type FormEvent, useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel, Row, Stack } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** Begins a planned rotation; no key changes by it. */
export function PlannedStart({ old }: { readonly old: Key }) {
  const text = useText();
  const start = useCommand('rotation.start');
  const [reason, setReason] = useState('');
  const isReady = reason.trim() !== '' && !start.isRunning;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady) void start.run({ kid: old.kid, kind: 'planned', reason: reason.trim() });
  }

  if (old.state !== 'active' && old.state !== 'suspended') {
    return (
      <Notice tone="unsure" title={text.rotation.notRotated}>
        <p>{text.rotation.notRotatedNext}</p>
      </Notice>
    );
  }
  return (
    <Panel title={text.rotation.startTitle} lead={text.rotation.startBody}>
      <form onSubmit={submit}>
        <Stack>
          <Field label={text.rotation.startWhy} value={reason} onChange={setReason} />
          {start.error && <ErrorNotice error={start.error} />}
          <Row>
            <Button look="primary" type="submit" isDisabled={!isReady}>
              {text.rotation.start}
            </Button>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}
