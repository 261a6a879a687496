import type { HelpId } from '../../shared/model/help.ts';
import { type HelpTopic, helpTopic } from '../../shared/text/help.ts';
import { address } from '../ipc/route.ts';
import { useLanguage, useText } from '../text/text.ts';
import css from './help-topic.module.css';

interface Props {
  readonly topic: HelpTopic;
  readonly level: 'h2' | 'h3';
  /** Shows another topic here. Without it, another topic is another page. */
  readonly onOther?: (id: HelpId) => void;
}

/** One topic, in the order in which an officer asks: what, is it so, what now, who. */
export function HelpTopicView({ topic, level, onOther }: Props) {
  const { help } = useText();
  const language = useLanguage();
  const { id, codes, happened, sure, next, call, seeAlso } = topic;
  const Heading = level;
  return (
    <div className={css.topic}>
      <section>
        <Heading>{help.happened}</Heading>
        <p>{happened}</p>
      </section>
      <section>
        <Heading>{help.sure}</Heading>
        <p>{sure}</p>
      </section>
      <section>
        <Heading>{help.next}</Heading>
        <ol className={css.steps}>
          {next.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <section>
        <Heading>{help.call}</Heading>
        <p>{call}</p>
      </section>
      {seeAlso.length > 0 && (
        <section>
          <Heading>{help.seeAlso}</Heading>
          <ul className={css.others}>
            {seeAlso.map((other) => (
              <li key={other}>
                <code>{other}</code>{' '}
                <Other id={other} onOther={onOther}>
                  {helpTopic(other, language).title}
                </Other>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={css.aside}>
        {codes.length > 0 && (
          <span>
            {help.codes} <code>{codes.join(', ')}</code>
          </span>
        )}
        <span>
          {help.terminal} <code>dcm-keys explain {id}</code>
        </span>
      </p>
    </div>
  );
}

interface OtherProps {
  readonly id: HelpId;
  readonly onOther: Props['onOther'];
  readonly children: string;
}

function Other({ id, onOther, children }: OtherProps) {
  if (onOther === undefined) return <a href={address('help', id)}>{children}</a>;
  return (
    <button type="button" className={css.other} onClick={() => onOther(id)}>
      {children}
    </button>
  );
}
