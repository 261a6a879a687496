import { FileClock } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { RegistrationSteps } from './registration-steps.tsx';

interface Props {
  readonly kid: string;
  readonly env: string;
}

/** The evidence of one registration, for those who ask for it. */
export function RegistrationEvidence({ kid, env }: Props) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" icon={FileClock} isOpen={isOpen} onPress={() => setIsOpen(!isOpen)}>
        {text.dcm.evidence}
      </Button>
      {isOpen && <RegistrationSteps kid={kid} env={env} />}
    </>
  );
}
