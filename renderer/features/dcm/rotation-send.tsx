import { Send } from 'lucide-react';
import { useState } from 'react';
import type { RotationView } from '../../../shared/model/rotation.ts';
import { Button } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ExactRequest } from '../../components/exact-request.tsx';
import { Choice } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import css from './rotation.module.css';
import type { UnderWay } from './under-way.ts';

type Way = 'POST' | 'PUT';

/** How DCM learns of the successor, and the exact bytes of it, before they leave. */
export function RotationSend({ view, old, environment }: UnderWay) {
  const registrations = useQuery('registration.list', {});
  return (
    <Loaded query={registrations}>
      {(list) => {
        const guid = list.find(({ kid, env }) => kid === old.kid && env === environment.name)?.guid ?? null;
        return <SendForm view={view} environment={environment} guid={guid} />;
      }}
    </Loaded>
  );
}

interface FormProps extends Pick<UnderWay, 'view' | 'environment'> {
  /** DCM's entry of the old key; `null`: we know of none. */
  readonly guid: string | null;
}

function SendForm({ view, environment, guid }: FormProps) {
  const text = useText();
  const { id, kind, newKid } = view.rotation;
  const [chosen, setChosen] = useState<Way | null>(null);
  const way: Way = guid === null ? 'POST' : (chosen ?? (kind === 'emergency' ? 'PUT' : 'POST'));
  const about = { env: environment.name, kid: newKid ?? '' };
  const beside = useQuery('registration.preview', way === 'POST' ? about : null);
  const over = useQuery('registration.previewUpdate', way === 'PUT' && guid !== null ? { ...about, guid } : null);
  const send = useCommand('rotation.send');
  return (
    <>
      <Choice
        legend={text.rotation.way}
        value={way}
        onChange={setChosen}
        options={optionsOf(kind, guid !== null, text)}
      />
      {guid === null && <p className={css.soft}>{text.rotation.wayPutUnknown}</p>}
      <p className={css.soft}>{text.rotation.bytes}</p>
      <Loaded query={way === 'PUT' ? over : beside}>{(request) => <ExactRequest request={request} />}</Loaded>
      {send.error && <ErrorNotice error={send.error} env={environment.name} />}
      <Row>
        <EnvironmentBadge environment={environment} />
        <Button look="primary" icon={Send} isDisabled={send.isRunning} onPress={() => void send.run({ id, way })}>
          {send.isRunning ? text.rotation.sending : text.rotation.send}
        </Button>
      </Row>
    </>
  );
}

function optionsOf(kind: RotationView['rotation']['kind'], mayPut: boolean, { rotation }: Text) {
  const isEmergency = kind === 'emergency';
  const post = {
    id: 'POST' as const,
    label: rotation.wayPost,
    hint: isEmergency ? rotation.wayPostEmergency : rotation.wayPostPlanned,
  };
  const put = {
    id: 'PUT' as const,
    label: rotation.wayPut,
    hint: isEmergency ? rotation.wayPutEmergency : rotation.wayPutPlanned,
  };
  if (!mayPut) return [post];
  return isEmergency ? [put, post] : [post, put];
}
