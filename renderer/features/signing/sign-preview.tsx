import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/ipc/result.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { SignRequest } from '../../../shared/model/token.ts';
import { describeSigning } from '../../../shared/text/sign-sentence.ts';
import { Button } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Fold } from '../../components/fold.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { NotAllowed } from './not-allowed.tsx';
import css from './signing.module.css';

interface Props {
  readonly environment: Environment;
  readonly request: SignRequest | null;
  /** While the clock is in doubt nothing is signed. */
  readonly isHeld: boolean;
  readonly isSigning: boolean;
  readonly signError: Failure | null;
}

/** The end that is said moves with the time. */
const PREVIEW_EVERY_MS = 15_000;

/** One plain sentence: who, for whom, what, until when. And the button that means it. */
export function SignPreviewPanel({ environment, request, isHeld, isSigning, signError }: Props) {
  const text = useText();
  const language = useLanguage();
  const settled = useSettled(request);
  const preview = useQuery('token.preview', settled);
  // What is pressed is what was read: no claim that was typed since.
  const isCurrent = preview.value !== null && JSON.stringify(settled) === JSON.stringify(request);
  const { reload } = preview;
  useEffect(() => {
    const timer = setInterval(reload, PREVIEW_EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const isRefused = preview.error?.code === 'SIGNING_NOT_ALLOWED';
  const isProduction = environment.kind === 'production';
  return (
    <Panel title={text.sign.preview}>
      <EnvironmentBadge environment={environment} />
      <div aria-live="polite">
        {request === null && <p className={css.waiting}>{text.sign.previewWaiting}</p>}
        {request !== null && preview.value && (
          <p className={css.sentence}>
            {describeSigning({ claims: preview.value.claims, env: request.env, kind: environment.kind }, language)}
          </p>
        )}
      </div>
      {request !== null && preview.value?.expiresAt && (
        <p className={css.until}>
          <span>{text.sign.ifNow}</span> <Instant iso={preview.value.expiresAt} />
        </p>
      )}
      {preview.value?.warnings.map((warning) => (
        <Notice key={warning.code} tone="unsure" title={warning.message} />
      ))}
      {request !== null && preview.error && isRefused && <NotAllowed error={preview.error} request={request} />}
      {request !== null && preview.error && !isRefused && (
        <ErrorNotice error={preview.error} onRetry={preview.reload} />
      )}
      {signError && <ErrorNotice error={signError} />}
      <div>
        <Button
          look={isProduction ? 'danger' : 'primary'}
          icon={PenLine}
          type="submit"
          isDisabled={request === null || isHeld || isSigning || !isCurrent || preview.error !== null}
        >
          {isSigning ? text.sign.signing : isProduction ? text.sign.buttonProduction : text.sign.button}
        </Button>
      </div>
      {preview.value && (
        <Fold title={text.sign.exactClaims}>
          <pre className={css.exact} tabIndex={0} aria-label={text.sign.exactClaims}>
            {JSON.stringify(preview.value.header, null, 2)}
            {'\n'}
            {JSON.stringify(preview.value.claims, null, 2)}
          </pre>
        </Fold>
      )}
    </Panel>
  );
}

/** The request once typing has paused, so that the core is not asked for every letter. */
function useSettled(request: SignRequest | null): SignRequest | null {
  const key = JSON.stringify(request);
  const [settled, setSettled] = useState<SignRequest | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as SignRequest | null), 250);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
