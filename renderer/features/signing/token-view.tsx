import { CircleCheck, Clock, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { SignedToken } from '../../../shared/model/token.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/class-names.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Panel, Row } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useApp } from '../../ipc/app-context.tsx';
import { formatCountdown } from '../../text/dates.ts';
import { useText } from '../../text/text.ts';
import css from './signing.module.css';

interface Props {
  readonly signed: SignedToken;
  readonly onAnother: () => void;
}

/** The token in the three forms that are pasted, masked until wanted, greyed when its time is over. */
export function TokenView({ signed, onAnother }: Props) {
  const text = useText();
  const { environment } = useApp();
  const now = useNow(1000);
  const [isRevealed, setIsRevealed] = useState(false);
  const left = signed.expiresAt === null ? null : (new Date(signed.expiresAt).getTime() - now) / 1000;
  const isOver = left !== null && left <= 0;

  return (
    <Panel title={text.sign.doneTitle} lead={text.sign.doneBody}>
      <Row>
        {environment && <EnvironmentBadge environment={environment} />}
        {isOver ? (
          <Status tone="bad" icon={Clock}>
            {text.sign.expired}
          </Status>
        ) : (
          <Status tone="good" icon={left === null ? CircleCheck : Clock}>
            {left === null ? text.sign.noExpiry : text.sign.goodFor(formatCountdown(left))}
          </Status>
        )}
        {signed.expiresAt && <Instant iso={signed.expiresAt} />}
      </Row>
      <pre className={cx(css.token, isOver && css.over)} tabIndex={0} aria-label={text.sign.token}>
        {isRevealed ? signed.token : mask(signed.token)}
      </pre>
      <Row>
        <Button icon={isRevealed ? EyeOff : Eye} onPress={() => setIsRevealed(!isRevealed)}>
          {isRevealed ? text.common.hide : text.common.reveal}
        </Button>
        {!isOver && (
          <>
            <CopyButton value={signed.token} what={text.sign.bare} label={text.sign.bare} />
            <CopyButton value={signed.header} what={text.sign.header} label={text.sign.header} />
            <CopyButton value={signed.curl} what={text.sign.curl} label={text.sign.curl} />
          </>
        )}
        <Button look={isOver ? 'primary' : 'quiet'} onPress={onAnother}>
          {text.sign.another}
        </Button>
      </Row>
    </Panel>
  );
}

/** Enough to recognise it by, nothing that could be used. */
function mask(token: string): string {
  return `${token.slice(0, 12)}${'•'.repeat(48)}`;
}
