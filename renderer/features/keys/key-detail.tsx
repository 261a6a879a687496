import type { Key } from '../../../shared/model/key.ts';
import type { RegistrationState } from '../../../shared/model/registration.ts';
import { LinkButton } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Page, Panel } from '../../components/page.tsx';
import { KeyStatus, RegistrationStatus } from '../../components/status.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { Instant } from '../../components/time.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { KeyLifePanel } from './key-life-panel.tsx';
import css from './keys.module.css';
import { PublicHalf } from './public-half.tsx';

/** One key: what it is, who knows it, and its public half. */
export function KeyDetail({ kid }: { readonly kid: string }) {
  const text = useText();
  const keys = useQuery('key.list', {});
  const key = keys.value?.find((one) => one.kid === kid) ?? null;
  return (
    <Page title={key?.label ?? kid} actions={<LinkButton href={address('keys')}>{text.keys.backToKeys}</LinkButton>}>
      <Loaded query={keys}>
        {() =>
          key === null ? (
            <Notice tone="unsure" title={text.keys.notFoundTitle} />
          ) : (
            <>
              <KeyFacts item={key} />
              {key.custody === 'here' && <KeyLifePanel item={key} />}
              <Registrations item={key} />
              <Panel title={text.keys.exportTitle} lead={text.keys.exportLead}>
                <PublicHalf kid={key.kid} />
              </Panel>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function KeyFacts({ item }: { readonly item: Key }) {
  const text = useText();
  const { environments } = useApp();
  const environment = environments.find(({ name }) => name === item.env);
  return (
    <Panel>
      <Facts
        rows={[
          [text.keys.columnState, <KeyStatus key="state" state={item.state} />],
          [
            text.keys.columnEnvironment,
            environment ? <EnvironmentBadge key="env" environment={environment} /> : (item.env ?? text.common.none),
          ],
          [text.keys.detailKid, <code key="kid">{item.kid}</code>],
          [
            text.keys.detailThumbprint,
            <div key="thumbprint" className={css.request}>
              <Thumbprint value={item.thumbprint} />
              <p className={css.soft}>{text.keys.thumbprintNote}</p>
            </div>,
          ],
          [text.keys.columnAlg, [item.alg, item.bits && text.keys.bits(item.bits)].filter(Boolean).join(' · ')],
          [text.keys.detailKeychain, item.keychain === null ? text.keys.elsewhere : text.terms.keychain[item.keychain]],
          [text.keys.detailCreated, <Instant key="made" iso={item.createdAt} />],
          [
            text.keys.columnExpires,
            item.expiresAt ? <Instant key="expires" iso={item.expiresAt} isRelative /> : text.keys.never,
          ],
        ]}
      />
    </Panel>
  );
}

function labelOfNext(state: RegistrationState, text: Text): string {
  if (state === 'draft') return text.keys.stepSend;
  return state === 'sent' || state === 'unknown' ? text.keys.askAgain : text.keys.prove;
}

function Registrations({ item }: { readonly item: Key }) {
  const text = useText();
  const { environments } = useApp();
  const registrations = useQuery('registration.list', {});
  const ours = registrations.value?.filter(({ kid }) => kid === item.kid) ?? [];
  const isUsable = item.state === 'draft' || item.state === 'active' || item.state === 'suspended';
  const isOpen = isUsable && item.env !== null && !ours.some(({ env, state }) => env === item.env && state !== 'draft');
  return (
    <Panel title={text.keys.registrations}>
      <Loaded query={registrations}>
        {() => (
          <div>
            {ours.length === 0 && <p className={css.soft}>{text.keys.noRegistrations}</p>}
            {ours.map((registration) => {
              const environment = environments.find(({ name }) => name === registration.env);
              return (
                <div key={registration.env} className={css.registration}>
                  {environment ? <EnvironmentBadge environment={environment} /> : registration.env}
                  <RegistrationStatus state={registration.state} />
                  <Instant iso={registration.updatedAt} />
                  {registration.state !== 'proven' && registration.state !== 'in-use' && (
                    <LinkButton href={address('keys', 'register', item.kid)}>
                      {labelOfNext(registration.state, text)}
                    </LinkButton>
                  )}
                </div>
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
