import { GraduationCap } from 'lucide-react';
import { Button, LinkButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './overview.module.css';

/** The first screen of an empty home: what this is for, and one button to begin with. */
export function Welcome() {
  const text = useText();
  const start = useCommand('home.startPractice');
  const onStart = () => void start.run({});
  return (
    <Panel>
      <div className={css.welcome}>
        <h2 className={css.promise}>{text.overview.welcome}</h2>
        <p className={css.body}>{text.overview.welcomeBody}</p>
        <div className={css.ways}>
          <Button look="primary" icon={GraduationCap} isDisabled={start.isRunning} onPress={onStart}>
            {text.overview.startPractice}
          </Button>
          <LinkButton href={address('dcm')}>{text.overview.addReal}</LinkButton>
        </div>
        {start.error && <ErrorNotice error={start.error} onRetry={onStart} />}
        <p className={css.aside}>
          {text.overview.checkOnly} <a href={address('check')}>{text.overview.checkLink}</a>
        </p>
      </div>
    </Panel>
  );
}
