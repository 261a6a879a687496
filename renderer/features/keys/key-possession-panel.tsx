import { BadgeCheck, CircleHelp } from 'lucide-react';
import type { Key } from '../../../shared/model/key.ts';
import type { PossessionChallenge } from '../../../shared/model/possession.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Panel, Row } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { isInUse } from './key-expiry.ts';
import css from './key-page.module.css';
import { PossessionSteps } from './possession-steps.tsx';

interface Props {
  readonly item: Key;
  /** What the holder is asked to sign now; `null`: nothing. */
  readonly asked: PossessionChallenge | null;
}

/** Whether the holder of a key that is kept elsewhere really has it, and the way to find out. */
export function KeyPossessionPanel({ item, asked }: Props) {
  const { keyPage } = useText();
  const ask = useCommand('key.askPossession');
  const provenAt = item.possessionProvenAt;
  return (
    <Panel title={keyPage.possessionTitle} lead={keyPage.possessionLead}>
      <Facts
        rows={[
          [
            keyPage.possessionState,
            provenAt === null ? (
              <Status key="state" tone="unsure" icon={CircleHelp}>
                {keyPage.possessionUnproven}
              </Status>
            ) : (
              <Row key="state">
                <Status tone="good" icon={BadgeCheck}>
                  {keyPage.possessionProven}
                </Status>
                <Instant iso={provenAt} isRelative />
              </Row>
            ),
          ],
        ]}
      />
      {!isInUse(item) && <p className={css.soft}>{keyPage.possessionOver}</p>}
      {isInUse(item) && asked !== null && <PossessionSteps item={item} asked={asked} />}
      {isInUse(item) && (
        <Row>
          <Button
            look={asked === null && provenAt === null ? 'primary' : 'plain'}
            isDisabled={ask.isRunning}
            onPress={() => void ask.run({ kid: item.kid })}
          >
            {asked === null ? keyPage.ask : keyPage.askAgain}
          </Button>
          {asked !== null && <span className={css.soft}>{keyPage.askAgainNote}</span>}
        </Row>
      )}
      {ask.error && <ErrorNotice error={ask.error} />}
    </Panel>
  );
}
