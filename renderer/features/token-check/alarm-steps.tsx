import { KeyRound, RefreshCw } from 'lucide-react';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { helpTopic } from '../../../shared/text/help.ts';
import { LinkButton } from '../../components/button.tsx';
import { ContactCard } from '../../components/contact-card.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useLanguage, useText } from '../../text/text.ts';
import type { Alarm } from '../../../shared/text/alarm.ts';
import css from './alarm-steps.module.css';
import { useDcmContact } from './use-dcm-contact.ts';

interface Props {
  readonly alarm: Alarm;
  readonly verdict: Verdict;
}

/** What to do in the first minute, whom to call, and the ways to the key. While the app is locked no number is shown. */
export function AlarmSteps({ alarm, verdict: { issuer, kid } }: Props) {
  const { answer } = useText();
  const language = useLanguage();
  const { state } = useApp();
  const { next, call } = helpTopic(alarm.help, language);
  const contact = useDcmContact();
  return (
    <section className={css.alarm} aria-label={answer.alarmSteps}>
      <h3>{answer.alarmSteps}</h3>
      <ol className={css.steps}>
        {next.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        <strong>{answer.alarmCall}:</strong> {call}
      </p>
      {contact && <ContactCard contact={contact} />}
      {issuer === 'us' && kid !== null && !state.isLocked && (
        <div className={css.ways}>
          <LinkButton look="danger" icon={RefreshCw} href={address('dcm', 'emergency', kid)}>
            {answer.alarmReplace}
          </LinkButton>
          <LinkButton icon={KeyRound} href={address('keys', 'show', kid)}>
            {answer.alarmKey}
          </LinkButton>
        </div>
      )}
    </section>
  );
}
