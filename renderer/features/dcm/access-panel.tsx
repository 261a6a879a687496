import type { ReactNode } from 'react';
import type { AccessView } from '../../../shared/ipc/access-contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { go } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { AccessDialogs } from './access-dialogs.tsx';
import css from './access.module.css';
import { ContactCard } from '../../components/contact-card.tsx';

/** Whom to call at this DCM, and how it is reached: certificate, proxy, login. */
export function AccessPanel({ environment }: { readonly environment: Environment }) {
  const text = useText();
  const access = useQuery('access.read', { env: environment.name });
  const isPlain = environment.baseUrl.startsWith('http:');
  return (
    <Panel title={text.access.title} lead={text.access.lead}>
      <Loaded query={access}>
        {(way) => (
          <>
            <dl className={css.ways}>
              <Way name={text.access.contact} act={<Edit of={text.access.contact} to="contact" />}>
                {way.contact === null ? text.access.contactNone : <ContactCard contact={way.contact} />}
              </Way>
              <Way
                name={text.access.certificate}
                act={!isPlain && <Button onPress={() => open('certificate')}>{text.access.see}</Button>}
              >
                {isPlain ? text.access.certificatePlain : <Pin pin={way.pin} />}
              </Way>
              {!isPlain && (
                <Way name={text.access.authority} act={<Edit of={text.access.authority} to="authority" />}>
                  {environment.ca === null ? text.dcm.caNone : text.dcm.caGiven}
                </Way>
              )}
              <Way name={text.access.proxy} act={!isPlain && <Edit of={text.access.proxy} to="proxy" />}>
                {isPlain ? text.access.proxyPlain : <ProxyWords way={way} />}
              </Way>
              <Way name={text.access.credential} act={<CredentialActs way={way} />}>
                {text.access.credentialState[way.credential]}
                <span className={css.soft}>{text.access.credentialNever}</span>
              </Way>
            </dl>
            <AccessDialogs environment={environment} access={way} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function open(field: string): void {
  go('dcm', 'access', field);
}

interface WayProps {
  readonly name: string;
  readonly act: ReactNode;
  readonly children: ReactNode;
}

function Way({ name, act, children }: WayProps) {
  return (
    <div className={css.way}>
      <dt>{name}</dt>
      <dd className={css.value}>{children}</dd>
      {act && <dd>{act}</dd>}
    </div>
  );
}

function Edit({ of, to }: { readonly of: string; readonly to: string }) {
  const text = useText();
  return (
    <Button label={`${text.access.edit}: ${of}`} onPress={() => open(to)}>
      {text.access.edit}
    </Button>
  );
}

function Pin({ pin }: Pick<AccessView, 'pin'>) {
  const text = useText();
  if (pin === null) return text.access.pinNone;
  return (
    <>
      {text.access.pinned}
      <code className={css.soft}>{pin}</code>
    </>
  );
}

function ProxyWords({ way: { proxy, hasProxyPassword } }: { readonly way: AccessView }) {
  const text = useText();
  if (proxy.mode !== 'fixed') return text.access.proxyMode[proxy.mode];
  return (
    <>
      <code>{proxy.url}</code>
      {proxy.user !== null && (
        <span className={css.soft}>
          {text.access.proxyUserIs(proxy.user)};{' '}
          {hasProxyPassword ? text.access.passwordGiven : text.access.passwordNone}
        </span>
      )}
      {proxy.user !== null && (
        <Row>
          <Button onPress={() => open('proxy-password')}>{text.access.passwordGive}</Button>
        </Row>
      )}
    </>
  );
}

function CredentialActs({ way: { credential } }: { readonly way: AccessView }) {
  const text = useText();
  const has = credential !== 'none';
  const act = has ? text.access.credentialReplace : text.access.credentialSet;
  return (
    <Row>
      <Button label={`${act}: ${text.access.credential}`} onPress={() => open('credential')}>
        {act}
      </Button>
      {has && (
        <Button
          label={`${text.access.credentialRemove}: ${text.access.credential}`}
          onPress={() => open('credential-remove')}
        >
          {text.access.credentialRemove}
        </Button>
      )}
    </Row>
  );
}
