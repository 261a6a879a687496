import { Eye } from 'lucide-react';
import { useState } from 'react';
import type { RotationStep, RotationView } from '../../../shared/model/rotation.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { Seen } from './seen.tsx';

interface Props {
  readonly view: RotationView;
  readonly steps: readonly RotationStep[];
}

/** Asks DCM as often as it takes; what it now denies stands no longer. */
export function LookStep({ view, steps }: Props) {
  const text = useText();
  const look = useCommand('rotation.look');
  const [hasLooked, setHasLooked] = useState(false);

  async function ask() {
    setHasLooked(false);
    const result = await look.run({ id: view.rotation.id });
    setHasLooked(result.ok);
  }

  return (
    <>
      <p className={css.soft}>{text.rotation.lookLead}</p>
      <p role="status" className={css.said}>
        {hasLooked && text.rotation.looked}
      </p>
      <Seen view={view} steps={steps} />
      {look.error && <ErrorNotice error={look.error} env={view.rotation.env} />}
      <Row>
        <Button icon={Eye} isDisabled={look.isRunning} onPress={() => void ask()}>
          {look.isRunning
            ? text.rotation.looking
            : steps.some((step) => view.rotation.steps.some((one) => one.step === step))
              ? text.rotation.lookAgain
              : text.rotation.look}
        </Button>
      </Row>
    </>
  );
}
