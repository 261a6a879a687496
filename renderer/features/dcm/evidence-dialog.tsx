import type { Environment } from '../../../shared/model/environment.ts';
import { Dialog } from '../../components/dialog.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Stack } from '../../components/page.tsx';
import { RegistrationSteps } from '../../components/registration-steps.tsx';
import { useText } from '../../text/text.ts';

interface Props {
  readonly environment: Environment;
  readonly kid: string;
  readonly onClose: () => void;
}

export function EvidenceDialog({ environment, kid, onClose }: Props) {
  const text = useText();
  return (
    <Dialog title={text.dcm.evidenceOf(kid)} onClose={onClose} isWide>
      <Stack>
        <EnvironmentBadge environment={environment} />
        <RegistrationSteps kid={kid} env={environment.name} />
      </Stack>
    </Dialog>
  );
}
