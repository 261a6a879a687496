import { ArrowRightLeft } from 'lucide-react';
import type { RotationView } from '../../../shared/model/rotation.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { Seen } from './seen.tsx';
import { stepOf } from './under-way.ts';

/** From here on the successor signs. Closed until everything it waits for was seen. */
export function SwitchStep({ view }: { readonly view: RotationView }) {
  const text = useText();
  const act = useCommand('rotation.switch');
  if (stepOf(view.rotation, 'switched') !== null) return <Seen view={view} steps={['switched']} />;
  return (
    <>
      <p className={css.soft}>{text.rotation.switchLead}</p>
      {view.waitsFor.length > 0 && (
        <div>
          <p>{text.rotation.switchWaits}</p>
          <ul className={css.missing}>
            {view.waitsFor.map((step) => (
              <li key={step}>{text.rotation.notSeen[step]}</li>
            ))}
          </ul>
        </div>
      )}
      {act.error && <ErrorNotice error={act.error} />}
      <Row>
        <Button
          look="primary"
          icon={ArrowRightLeft}
          isDisabled={!view.maySwitch || act.isRunning}
          onPress={() => void act.run({ id: view.rotation.id })}
        >
          {text.rotation.switchNow}
        </Button>
      </Row>
    </>
  );
}
