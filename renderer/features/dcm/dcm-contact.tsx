import type { Environment } from '../../../shared/model/environment.ts';
import { Facts } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { ContactCard } from '../../components/contact-card.tsx';
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
      <h3>{text.rotation.contactTitle}</h3>
      {contact === null ? (
        <p>
          {text.rotation.contactNone}{' '}
          <a href={address('dcm', 'access', 'contact', environment.name)}>{text.rotation.contactNote}</a>
        </p>
      ) : (
        <ContactCard contact={contact} />
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
  );
}
