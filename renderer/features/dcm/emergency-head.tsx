import { CircleAlert, ShieldCheck } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import { DcmContact } from './dcm-contact.tsx';
import css from './rotation.module.css';
import { type NoProbe, stepOf, type UnderWay } from './under-way.ts';

/** What has been stopped, and what has not. Only DCM's own answers turn it green. */
export function EmergencyHead({ view, old, environment, noProbe }: UnderWay & { readonly noProbe: NoProbe | null }) {
  const text = useText();
  const suspend = useCommand('key.move');
  const suspended = stepOf(view.rotation, 'old-suspended');
  if (view.isSafe && old.state !== 'active') {
    return (
      <section className={css.safe} role="status">
        <ShieldCheck size={28} aria-hidden className={css.icon ?? ''} />
        <div className={css.words}>
          <h2 className={css.answer}>{text.rotation.safe}</h2>
          <p>{text.rotation.safeBody}</p>
        </div>
      </section>
    );
  }
  return (
    <section className={css.alarm}>
      {old.state === 'active' ? (
        <>
          <p className={css.stopped}>{text.rotation.resumed}</p>
          {suspend.error && <ErrorNotice error={suspend.error} />}
          <Row>
            <Button
              look="danger"
              isDisabled={suspend.isRunning}
              onPress={() =>
                void suspend.run({
                  kid: old.kid,
                  to: 'suspended',
                  reason: text.rotation.suspendAgainReason,
                  since: null,
                })
              }
            >
              {text.rotation.suspendAgain}
            </Button>
          </Row>
        </>
      ) : (
        <div className={css.stopped}>
          {text.rotation.stopped} {suspended && <Instant iso={suspended.at} isRelative />}
        </div>
      )}
      <div className={css.verdict} role="status">
        <CircleAlert size={28} aria-hidden className={css.icon ?? ''} />
        <h2 className={css.answer}>{answerOf(view, noProbe, text)}</h2>
      </div>
      {noProbe === null ? (
        <p>{text.rotation.stolenFirst}</p>
      ) : (
        <>
          <p>{text.rotation.noProbe[noProbe]}</p>
          {stepOf(view.rotation, 'old-unlisted') && <p>{text.rotation.goneFromList}</p>}
          <p>
            <strong>{text.common.whatNext}</strong> {text.rotation.askByPhone}
          </p>
        </>
      )}
      <DcmContact environment={environment} kid={old.kid} />
    </section>
  );
}

function answerOf({ rotation }: UnderWay['view'], noProbe: NoProbe | null, text: Text): string {
  if (stepOf(rotation, 'old-refused') !== null) return text.rotation.stillListed;
  return noProbe === null ? text.rotation.stillAccepted : text.rotation.cannotSay;
}
