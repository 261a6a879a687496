import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Registration } from '../../../shared/model/registration.ts';
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
const LISTED: readonly Registration['state'][] = ['listed', 'proven', 'in-use'];

/** How DCM learns of the successor, and the exact bytes of it, before they leave. */
export function RotationSend({ view, old, environment }: UnderWay) {
  const registrations = useQuery('registration.list', {});
  return (
    <Loaded query={registrations}>
      {(list) => {
        const guid = list.find(({ kid, env }) => kid === old.kid && env === environment.name)?.guid ?? null;
        const known = list.find(({ kid, env }) => kid === view.rotation.newKid && env === environment.name);
        const isThere = known !== undefined && LISTED.includes(known.state);
        return <SendForm view={view} environment={environment} guid={guid} isThere={isThere} />;
      }}
    </Loaded>
  );
}

interface FormProps extends Pick<UnderWay, 'view' | 'environment'> {
  /** DCM's entry of the old key; `null`: we know of none. */
  readonly guid: string | null;
  /** A standby key stands there already: over the old entry it would be listed twice. */
  readonly isThere: boolean;
}

function SendForm({ view, environment, guid, isThere }: FormProps) {
  const text = useText();
  const { id, kind, newKid } = view.rotation;
  const [chosen, setChosen] = useState<Way | null>(null);
  const isEmergency = kind === 'emergency';
  const way: Way = isEmergency && guid !== null ? (chosen ?? (isThere ? 'POST' : 'PUT')) : 'POST';
  const about = { env: environment.name, kid: newKid ?? '' };
  const beside = useQuery('registration.preview', way === 'POST' ? about : null);
  const over = useQuery('registration.previewUpdate', way === 'PUT' && guid !== null ? { ...about, guid } : null);
  const send = useCommand('rotation.send');
  return (
    <>
      {isEmergency ? (
        <Choice
          legend={text.rotation.way}
          value={way}
          onChange={setChosen}
          options={emergencyOptions(guid !== null, text)}
        />
      ) : (
        <p>
          {text.rotation.wayPost}. {text.rotation.wayPostPlanned}
        </p>
      )}
      {isEmergency && guid === null && <p className={css.soft}>{text.rotation.wayPutUnknown}</p>}
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

function emergencyOptions(mayPut: boolean, { rotation }: Text) {
  const post = { id: 'POST' as const, label: rotation.wayPost, hint: rotation.wayPostEmergency };
  const put = { id: 'PUT' as const, label: rotation.wayPut, hint: rotation.wayPutEmergency };
  return mayPut ? [put, post] : [post];
}
