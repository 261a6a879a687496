import { KeyRound, Send } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { ExactRequest } from '../../components/exact-request.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useCommand, useJob, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { inOneYear, likeness } from './likeness.ts';
import css from './rotation.module.css';
import { successorsOf, type UnderWay } from './under-way.ts';

/** The old key's entry, where the successor has one of its own: a new key is put over it, because DCM has no call that deletes. */
export function CoverStep({ view, old, successor, keys, environment }: UnderWay) {
  const { rotation, keys: keysText } = useText();
  const registrations = useQuery('registration.list', {});
  const generate = useCommand('key.generate');
  const cover = useCommand('rotation.cover');
  const job = useJob();
  const ready = successorsOf(keys, old).find(({ kid, state }) => kid !== successor?.kid && state === 'draft');
  const kid = ready?.kid ?? null;
  const env = environment.name;
  const guid = registrations.value?.find((one) => one.kid === old.kid && one.env === env)?.guid ?? null;
  const put = useQuery('registration.previewUpdate', kid === null || guid === null ? null : { env, kid, guid });
  const error = generate.error ?? cover.error;
  return (
    <Stack>
      <Notice tone="unsure" title={rotation.coverTitle}>
        <p>{rotation.coverWhy}</p>
      </Notice>
      {kid !== null && guid !== null && (
        <>
          <p className={css.soft}>{rotation.bytes}</p>
          <Loaded query={put}>{(request) => <ExactRequest request={request} />}</Loaded>
        </>
      )}
      {guid === null && registrations.value !== null && <p className={css.soft}>{rotation.wayPutUnknown}</p>}
      {error && <ErrorNotice error={error} env={env} />}
      <Row>
        <EnvironmentBadge environment={environment} />
        {kid === null ? (
          <Button
            look="primary"
            icon={KeyRound}
            isDisabled={generate.isRunning || guid === null}
            onPress={() =>
              void generate.run({ job: job.start(), ...likeness(old), label: null, expiresAt: inOneYear() })
            }
          >
            {generate.isRunning ? keysText.making : rotation.coverMake}
          </Button>
        ) : (
          <Button
            look="primary"
            icon={Send}
            isDisabled={cover.isRunning || guid === null}
            onPress={() => void cover.run({ id: view.rotation.id, kid })}
          >
            {cover.isRunning ? rotation.sending : rotation.send}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
