import { Phone } from 'lucide-react';
import type { Environment } from '../../../shared/model/environment.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';

interface Props {
  readonly environment: Environment;
  /** The key that the call is about. */
  readonly kid: string | null;
}

/** Whom to call at DCM, and what to say there. */
export function DcmContact({ environment, kid }: Props) {
  const text = useText();
  const access = useQuery('access.read', { env: environment.name });
  const registrations = useQuery('registration.list', {});
  const contact = access.value?.contact ?? null;
  const guid = registrations.value?.find((one) => one.kid === kid && one.env === environment.name)?.guid ?? null;
  if (access.value === null && access.error === null) return null;
  return (
    <div className={css.contact}>
      <Phone size={20} aria-hidden className={css.icon ?? ''} />
      <div className={css.words}>
        <h3>{text.rotation.contactTitle}</h3>
        {contact === null ? (
          <p>
            {text.rotation.contactNone}{' '}
            <a href={address('dcm', 'access', 'contact', environment.name)}>{text.rotation.contactNote}</a>
          </p>
        ) : (
          <>
            <div className={css.phone}>
              <strong>{contact.phone}</strong>
              <span>{contact.name}</span>
              <CopyButton value={contact.phone} what={text.rotation.contactPhone} />
            </div>
            {contact.hours !== '' && (
              <p className={css.soft}>
                {text.rotation.contactHours}: {contact.hours}
              </p>
            )}
          </>
        )}
        {kid !== null && (
          <>
            <p>{text.rotation.contactSay}</p>
            <Facts
              rows={[
                [text.rotation.sayCounterparty, <code key="counterparty">{environment.counterpartyGuid}</code>],
                [text.rotation.sayKid, <code key="kid">{kid}</code>],
                [text.rotation.sayEntry, <code key="guid">{guid ?? text.common.unknown}</code>],
              ]}
            />
          </>
        )}
      </div>
    </div>
  );
}
