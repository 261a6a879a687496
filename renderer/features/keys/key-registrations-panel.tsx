import { Fragment } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import type { RegistrationState } from '../../../shared/model/registration.ts';
import { LinkButton } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Panel } from '../../components/page.tsx';
import { RegistrationEvidence } from '../../components/registration-evidence.tsx';
import { RegistrationStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { isInUse } from './key-expiry.ts';
import css from './keys.module.css';

/** Which DCM knows the key, and how far its registration has come. */
export function KeyRegistrationsPanel({ item }: { readonly item: Key }) {
  const text = useText();
  const { environments } = useApp();
  const registrations = useQuery('registration.list', {});
  const ours = registrations.value?.filter(({ kid }) => kid === item.kid) ?? [];
  const isOpen =
    isInUse(item) && item.env !== null && !ours.some(({ env, state }) => env === item.env && state !== 'draft');
  return (
    <Panel title={text.keys.registrations}>
      <Loaded query={registrations}>
        {() => (
          <div>
            {ours.length === 0 && <p className={css.soft}>{text.keys.noRegistrations}</p>}
            {ours.map((registration) => {
              const environment = environments.find(({ name }) => name === registration.env);
              return (
                <Fragment key={registration.env}>
                  <div className={css.registration}>
                    {environment ? <EnvironmentBadge environment={environment} /> : registration.env}
                    <RegistrationStatus state={registration.state} />
                    <Instant iso={registration.updatedAt} />
                    {registration.state !== 'proven' && registration.state !== 'in-use' && (
                      <LinkButton href={address('keys', 'register', item.kid)}>
                        {labelOfNext(registration.state, text)}
                      </LinkButton>
                    )}
                  </div>
                  <RegistrationEvidence kid={item.kid} env={registration.env} />
                </Fragment>
              );
            })}
            {isOpen && item.env !== null && (
              <p className={css.registration}>
                <LinkButton look="primary" href={address('keys', 'register', item.kid)}>
                  {text.keys.registerIn(item.env)}
                </LinkButton>
              </p>
            )}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function labelOfNext(state: RegistrationState, text: Text): string {
  if (state === 'draft') return text.keys.stepSend;
  return state === 'sent' || state === 'unknown' ? text.keys.askAgain : text.keys.prove;
}
