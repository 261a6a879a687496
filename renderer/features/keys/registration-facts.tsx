import type { Registration } from '../../../shared/model/registration.ts';
import { Facts } from '../../components/page.tsx';
import { RegistrationStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';

/** What is known of one key at one DCM, and since when. */
export function RegistrationFacts({ registration }: { readonly registration: Registration }) {
  const text = useText();
  return (
    <Facts
      rows={[
        [text.keys.columnState, <RegistrationStatus key="state" state={registration.state} />],
        [text.keys.guid, <code key="guid">{registration.guid ?? text.common.unknown}</code>],
        [text.keys.updated, <Instant key="at" iso={registration.updatedAt} />],
      ]}
    />
  );
}
