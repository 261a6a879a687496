import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/ipc/result.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { SignRequest } from '../../../shared/model/token.ts';
import { Button } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Fold } from '../../components/fold.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { formatDuration } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import type { Language } from '../../../shared/ipc/contract.ts';
import { FLOWS } from './draft.ts';
import css from './signing.module.css';

interface Props {
  readonly environment: Environment;
  readonly request: SignRequest | null;
  readonly isSigning: boolean;
  readonly signError: Failure | null;
}

/** One plain sentence: who, for whom, what, until when. And the button that means it. */
export function SignPreviewPanel({ environment, request, isSigning, signError }: Props) {
  const text = useText();
  const language = useLanguage();
  const preview = useQuery('token.preview', useSettled(request));
  const isProduction = environment.kind === 'production';
  return (
    <Panel title={text.sign.preview}>
      <EnvironmentBadge environment={environment} />
      <div aria-live="polite">
        {request === null ? (
          <p className={css.waiting}>{text.sign.previewWaiting}</p>
        ) : (
          <p className={css.sentence}>{sentenceOf(request, text, language)}</p>
        )}
      </div>
      {request !== null && preview.value?.expiresAt && (
        <p className={css.until}>
          <span>{text.sign.until}</span> <Instant iso={preview.value.expiresAt} />
        </p>
      )}
      {preview.value?.warnings.map((warning) => (
        <Notice key={warning.code} tone="unsure" title={warning.message} />
      ))}
      {request !== null && preview.error && <ErrorNotice error={preview.error} onRetry={preview.reload} />}
      {signError && <ErrorNotice error={signError} />}
      <div>
        <Button
          look={isProduction ? 'danger' : 'primary'}
          icon={PenLine}
          type="submit"
          isDisabled={request === null || isSigning || preview.error !== null}
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

function sentenceOf(request: SignRequest, text: Text, language: Language): string {
  const flow = FLOWS.find((one) => one === request.flow);
  const who =
    request.profile === 'bank' && flow
      ? text.sign.sentenceBank(request.sub ?? '', request.obj ?? '', text.terms.flow[flow])
      : text.sign.sentencePlatform;
  const until = request.withoutExpiry
    ? text.sign.sentenceForever(request.env)
    : text.sign.sentenceUntil(request.env, formatDuration(request.ttlSeconds, language));
  return `${who} ${until}`;
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
