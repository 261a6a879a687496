import { KeyRound } from 'lucide-react';
import { Button, LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand, useJob, useQuery } from '../../ipc/use-call.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './rotation.module.css';
import { StandbyOffer } from './standby-offer.tsx';
import { inOneYear, likeness } from './likeness.ts';
import { nameOf, stepOf, successorsOf, type UnderWay } from './under-way.ts';

/** The successor: made here with one press, or chosen where it was made elsewhere in the window. */
export function SuccessorStep({ view, old, successor, keys }: UnderWay) {
  const text = useText();
  const language = useLanguage();
  const generate = useCommand('key.generate');
  const name = useCommand('rotation.setSuccessor');
  const job = useJob();
  const { id } = view.rotation;
  const isSent = stepOf(view.rotation, 'new-sent') !== null;
  const others = isSent ? [] : successorsOf(keys, old).filter(({ kid }) => kid !== successor?.kid);
  const standbys = useQuery('standby.list', {});
  const ready = standbys.value?.filter(({ env }) => env === old.env) ?? [];
  const expiresAt = inOneYear();

  async function make() {
    const made = await generate.run({ job: job.start(), ...likeness(old), expiresAt });
    if (made.ok) await name.run({ id, kid: made.value.kid });
  }

  if (generate.isRunning) {
    return (
      <div className={css.form} role="status">
        <p>{text.keys.making}</p>
        <progress
          className={css.progress}
          aria-label={text.rotation.successorMaking}
          {...(typeof job.progress?.fraction === 'number' ? { value: job.progress.fraction } : {})}
        />
        <Row>
          <Button onPress={job.cancel}>{text.common.cancel}</Button>
        </Row>
      </div>
    );
  }
  return (
    <>
      {successor !== null && (
        <div className={css.key}>
          <span className={css.soft}>{text.rotation.successorIs}</span>
          <a href={address('keys', 'show', successor.kid)}>{nameOf(successor)}</a>
          <KeyStatus state={successor.state} />
          <Thumbprint value={successor.thumbprint} />
        </div>
      )}
      {others.length > 0 && (
        <div>
          <p>{text.rotation.successorThere}</p>
          <ul className={css.others}>
            {others.map((key) => (
              <li key={key.kid} className={css.key}>
                <code className={css.kid}>{key.kid}</code>
                <KeyStatus state={key.state} />
                <Button isDisabled={name.isRunning} onPress={() => void name.run({ id, kid: key.kid })}>
                  {text.rotation.successorUse(nameOf(key))}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {generate.error && <ErrorNotice error={generate.error} />}
      {name.error && <ErrorNotice error={name.error} />}
      {successor === null && (
        <>
          {standbys.value !== null && <StandbyOffer id={id} old={old} ready={ready} />}
          {ready.length > 0 && <h3>{text.standby.orMake}</h3>}
          <p className={css.soft}>
            {text.rotation.successorLead} {text.rotation.successorEnds(formatDay(expiresAt, language))}
          </p>
          <Row>
            <Button {...(ready.length === 0 ? { look: 'primary' } : {})} icon={KeyRound} onPress={() => void make()}>
              {text.rotation.successorMake}
            </Button>
            <LinkButton look="quiet" href={address('keys', 'new', old.kid)}>
              {text.rotation.successorOther}
            </LinkButton>
          </Row>
          <p className={css.soft}>{text.rotation.successorReturn}</p>
        </>
      )}
    </>
  );
}
