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
import { formatCountdown, formatDuration } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './signing.module.css';

interface Props {
  readonly signed: SignedToken;
  readonly onAnother: () => void;
}

type Form = 'bare' | 'header' | 'curl';
const FORMS: readonly Form[] = ['bare', 'header', 'curl'];

/** The token, masked until it is wanted: shown once, copied once in each form, greyed when its time is over. */
export function TokenView({ signed, onAnother }: Props) {
  const text = useText();
  const { environment } = useApp();
  const now = useNow(1000);
  const [shown, setShown] = useState<'not-yet' | 'now' | 'before'>('not-yet');
  const [copied, setCopied] = useState<readonly Form[]>([]);
  const [clears, setClears] = useState<{ readonly at: number; readonly after: number } | null>(null);
  const left = signed.expiresAt === null ? null : (new Date(signed.expiresAt).getTime() - now) / 1000;
  const isOver = left !== null && left <= 0;
  const isShown = shown === 'now' && !isOver;
  const values = { bare: signed.token, header: signed.header, curl: signed.curl };

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
        {isShown ? signed.token : mask(signed.token)}
      </pre>
      {shown === 'before' && !isOver && <p className={css.soft}>{text.sign.shownOnce}</p>}
      <Row>
        {!isOver && (
          <>
            <Button
              icon={isShown ? EyeOff : Eye}
              isDisabled={shown === 'before'}
              onPress={() => setShown(shown === 'not-yet' ? 'now' : 'before')}
            >
              {isShown ? text.common.hide : text.common.reveal}
            </Button>
            {FORMS.map((form) => (
              <CopyButton
                key={form}
                value={values[form]}
                what={text.sign[form]}
                label={copied.includes(form) ? text.sign.copyOnce(text.sign[form]) : text.sign[form]}
                isToken
                isDisabled={copied.includes(form)}
                onCopied={(seconds) => {
                  setCopied((before) => [...before, form]);
                  setClears(seconds === null ? null : { at: Date.now() + seconds * 1000, after: seconds });
                }}
              />
            ))}
          </>
        )}
        <Button look={isOver ? 'primary' : 'quiet'} onPress={onAnother}>
          {text.sign.another}
        </Button>
      </Row>
      {clears !== null && <ClipboardNote secondsLeft={Math.min(clears.after, Math.ceil((clears.at - now) / 1000))} />}
    </Panel>
  );
}

function ClipboardNote({ secondsLeft }: { readonly secondsLeft: number }) {
  const text = useText();
  const language = useLanguage();
  return (
    <p className={css.soft}>
      {secondsLeft > 0 ? text.sign.leavesClipboard(formatDuration(secondsLeft, language)) : text.sign.leftClipboard}
    </p>
  );
}

/** Enough to recognise it by, nothing that could be used. */
function mask(token: string): string {
  return `${token.slice(0, 12)}${'•'.repeat(48)}`;
}
