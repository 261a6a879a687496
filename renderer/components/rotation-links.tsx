import { RefreshCcwDot, Siren } from 'lucide-react';
import type { Key } from '../../shared/model/key.ts';
import { address } from '../ipc/route.ts';
import { useText } from '../text/text.ts';
import { LinkButton } from './button.tsx';
import { Row } from './page.tsx';

/** The ways from a key to its successor, where there are any. */
export function RotationLinks({ item }: { readonly item: Key }) {
  const text = useText();
  const { kid, env, state } = item;
  const isUsed = state === 'active' || state === 'suspended';
  // DCM may go on accepting a key that is long out of use here.
  const mayBeAccepted = isUsed || state === 'compromised' || state === 'retired';
  if (env === null || !mayBeAccepted) return null;
  return (
    <Row>
      {isUsed && (
        <LinkButton icon={RefreshCcwDot} href={address('dcm', 'rotate', kid)}>
          {text.rotation.open}
        </LinkButton>
      )}
      <LinkButton icon={Siren} href={address('dcm', 'emergency', kid)}>
        {text.rotation.openEmergency}
      </LinkButton>
    </Row>
  );
}
