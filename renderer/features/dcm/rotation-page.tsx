import { type ReactNode, useEffect } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { Rotation, RotationView } from '../../../shared/model/rotation.ts';
import { LinkButton } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page, Row } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { EmergencyStart } from './emergency-start.tsx';
import { EmergencySteps } from './emergency-steps.tsx';
import { PlannedStart } from './planned-start.tsx';
import { PlannedSteps } from './planned-steps.tsx';
import { PracticePut } from './practice-put.tsx';
import { RotationEnded } from './rotation-ended.tsx';
import css from './rotation.module.css';
import type { UnderWay } from './under-way.ts';

interface Props {
  readonly kid: string;
  readonly kind: Rotation['kind'];
}

/** The way from one key to its successor, calmly or in a hurry: all of it on one page. */
export function RotationPage({ kid, kind }: Props) {
  const text = useText();
  const keys = useQuery('key.list', {});
  const rotations = useQuery('rotation.list', {});
  const ours = rotations.value?.filter(({ rotation }) => rotation.oldKid === kid) ?? [];
  const open = ours.find(({ rotation }) => rotation.endedAt === null) ?? null;
  // Nobody goes on calmly with an emergency.
  const shown = open?.rotation.kind === 'emergency' ? 'emergency' : kind;
  return (
    <Page
      title={shown === 'emergency' ? text.rotation.emergencyTitle : text.rotation.plannedTitle}
      {...(shown === 'planned' ? { lead: text.rotation.plannedLead } : {})}
      actions={<LinkButton href={address('keys', 'show', kid)}>{text.rotation.backToKey}</LinkButton>}
    >
      <Loaded query={keys}>
        {(list) => {
          const old = list.find((one) => one.kid === kid);
          if (old === undefined) return <Notice tone="unsure" title={text.keys.notFoundTitle} />;
          return (
            <Loaded query={rotations}>
              {() => <Way kind={shown} old={old} keys={list} open={open} last={ours[0] ?? null} />}
            </Loaded>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface WayProps {
  readonly kind: Rotation['kind'];
  readonly old: Key;
  readonly keys: readonly Key[];
  readonly open: RotationView | null;
  readonly last: RotationView | null;
}

function Way({ kind, old, keys, open, last }: WayProps) {
  const text = useText();
  const { environments, chooseEnvironment } = useApp();
  const environment = environments.find(({ name }) => name === old.env) ?? null;
  const name = environment?.name ?? null;
  useEffect(() => {
    if (name !== null) chooseEnvironment(name);
  }, [name, chooseEnvironment]);

  if (environment === null) {
    return (
      <Notice tone="unsure" title={old.env === null ? text.rotation.noEnvironment : text.rotation.otherEnvironment}>
        <p>{text.rotation.noEnvironmentNext}</p>
      </Notice>
    );
  }
  const started = (view: RotationView): UnderWay => ({
    view,
    old,
    successor: keys.find(({ kid }) => kid === view.rotation.newKid) ?? null,
    keys,
    environment,
  });
  return (
    <>
      <Row>
        <EnvironmentBadge environment={environment} />
        {old.label !== null && <strong>{old.label}</strong>}
        <code className={css.kid}>{old.kid}</code>
        <KeyStatus state={old.state} />
      </Row>
      {open !== null && open.rotation.kind === kind ? (
        kind === 'emergency' ? (
          <EmergencySteps {...started(open)} />
        ) : (
          <PlannedSteps {...started(open)} />
        )
      ) : (
        <Ended last={open === null ? last : null}>
          {kind === 'emergency' ? <EmergencyStart old={old} planned={open} /> : <PlannedStart old={old} />}
        </Ended>
      )}
      {environment.kind === 'practice' && <PracticePut env={environment.name} />}
    </>
  );
}

/** The last rotation, where it is over; then the way into another one. */
function Ended({ last, children }: { readonly last: RotationView | null; readonly children: ReactNode }) {
  return last === null ? children : <RotationEnded key={last.rotation.id} view={last} start={children} />;
}
