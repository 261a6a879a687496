import { ShieldCheck } from 'lucide-react';
import type { Environment } from '../../../shared/model/environment.ts';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Facts } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { useText } from '../../text/text.ts';

/** A DCM exactly as it would be kept: the address and the GUID in the form that calls will use. */
export function EnvironmentPreview({ environment }: { readonly environment: Environment }) {
  const text = useText();
  return (
    <>
      <EnvironmentBadge environment={environment} />
      <p>{text.dcm.previewLead}</p>
      <Facts
        rows={[
          [text.dcm.baseUrl, <code>{environment.baseUrl}</code>],
          [text.dcm.counterparty, <code>{environment.counterpartyGuid}</code>],
          [
            text.dcm.ca,
            environment.ca === null ? (
              text.dcm.caNone
            ) : (
              <Status tone="calm" icon={ShieldCheck}>
                {text.dcm.caGiven}
              </Status>
            ),
          ],
        ]}
      />
    </>
  );
}
