import { ScrollText } from 'lucide-react';
import type { AttackId } from '../../../shared/model/attack.ts';
import type { SignedHere, Warning } from '../../../shared/model/verdict.ts';
import { ATTACKS } from '../../../shared/text/attacks.ts';
import { helpOfWarning } from '../../../shared/text/help-index.ts';
import { LinkButton } from '../../components/button.tsx';
import { HelpButton } from '../../components/help-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './answer.module.css';

/** Known attempts that the token shows, each by the name under which it is described. */
export function Attempts({ attacks }: { readonly attacks: readonly AttackId[] }) {
  const { answer } = useText();
  const language = useLanguage();
  if (attacks.length === 0) return null;
  return (
    <Notice tone="bad" title={answer.attempts}>
      <ul className={css.attempts}>
        {attacks.map((id) => (
          <li key={id}>
            <code>{id}</code> {ATTACKS[language][id]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Our own token: where the trail says that it was signed. While the app is locked the reason stays hidden. */
export function SignedHereNotice({ signing }: { readonly signing: SignedHere }) {
  const { answer } = useText();
  const { state } = useApp();
  const { at, auditSeq, purpose, reason } = signing;
  return (
    <Notice tone="good" title={answer.signedHere[purpose]}>
      <p>
        <Instant iso={at} isRelative />
      </p>
      <p>{answer.signedHereEvent(String(auditSeq))}</p>
      {!state.isLocked && (
        <>
          {reason !== '' && <p>{answer.signedHereReason(reason)}</p>}
          <Row>
            <LinkButton icon={ScrollText} href={address('audit', String(auditSeq))}>
              {answer.openTrail}
            </LinkButton>
          </Row>
        </>
      )}
    </Notice>
  );
}

/** Why it is an alarm, in the core's own words. */
export function AlarmReason({ warning: { code, message } }: { readonly warning: Warning }) {
  return (
    <p className={css.alarm}>
      {sentence(message)} <code>{code}</code>
    </p>
  );
}

/** The core's warnings begin with a small letter and end without a full stop, as lines of a terminal do. */
function sentence(words: string): string {
  const isEnded = /[.!?]$/u.test(words);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${isEnded ? '' : '.'}`;
}

/** What to know beside the checks, with the code to name on the phone, and what it means. */
export function WarningNotice({ warning }: { readonly warning: Warning }) {
  const id = helpOfWarning(warning.code);
  return (
    <Notice tone="unsure" title={sentence(warning.message)}>
      <div className={css.warning}>
        <code>{warning.code}</code>
        {id && <HelpButton id={id} />}
      </div>
    </Notice>
  );
}
