import { CircleAlert, CircleCheck, Info, LockOpen, TriangleAlert, Wifi } from 'lucide-react';
import { type ReactNode, useContext } from 'react';
import type { Failure } from '../../shared/ipc/result.ts';
import { AppContext } from '../ipc/app-context.tsx';
import { address } from '../ipc/route.ts';
import { useCommand } from '../ipc/use-call.ts';
import { type Text, useText } from '../text/text.ts';
import { Button, LinkButton } from './button.tsx';
import { cx } from './class-names.ts';
import css from './notice.module.css';

type Tone = 'good' | 'bad' | 'unsure' | 'calm';
const ICONS = { good: CircleCheck, bad: CircleAlert, unsure: TriangleAlert, calm: Info };

interface Props {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly isLive?: boolean;
}

/** Something the officer should know before going on. */
export function Notice({ tone, title, children, isLive = false }: Props) {
  const Icon = ICONS[tone];
  return (
    <div className={cx(css.notice, css[tone])} role={isLive ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon size={20} aria-hidden className={css.icon ?? ''} />
      <div className={css.words}>
        <p className={css.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}

const UNLOCKABLE: readonly string[] = ['APP_LOCKED', 'KEYCHAIN_LOCKED', 'PASSPHRASE_NEEDED'];
const NEEDS_CHANGE: readonly string[] = ['INPUT_TOO_LARGE', 'INPUT_INVALID', 'INPUT_EMPTY', 'JWKS_REFUSED'];

/** Where the way to a DCM is mended. */
const REMEDIES: Readonly<Record<string, keyof Text['access']['remedy']>> = {
  DCM_CERTIFICATE_REFUSED: 'certificate',
  PROXY_UNREACHABLE: 'proxy',
  PROXY_REFUSED: 'proxy',
  PROXY_AUTH_NEEDED: 'proxy-password',
  DCM_UNAUTHORIZED: 'credential',
};

interface ErrorProps {
  readonly error: Failure;
  readonly onRetry?: () => void;
  /** Which DCM was called, where it may be another one than the frame's. */
  readonly env?: string;
}

/** Work that could not be done: what happened, what to do next, its code, another try, and the way to what can be mended. */
export function ErrorNotice({ error, onRetry, env }: ErrorProps) {
  const text = useText();
  // The first screen of all may fail before there is an app to speak of.
  const app = useContext(AppContext);
  const title = isKnown(text, error.code) ? text.errors[error.code].title : error.message;
  const setOnline = useCommand('app.setOnline');
  const canUnlock = app !== null && UNLOCKABLE.includes(error.code);
  const canGoOnline = app !== null && error.code === 'OFFLINE' && !app.state.isOnline;
  // What was refused as it stands is refused again as it stands.
  const canRetry = onRetry !== undefined && !NEEDS_CHANGE.includes(error.code);
  const remedy = REMEDIES[error.code];
  const mendable = env ?? app?.environment?.name;
  const canMend = remedy !== undefined && mendable !== undefined;
  const goOnline = async () => {
    if ((await setOnline.run({ isOnline: true })).ok) onRetry?.();
  };
  return (
    <Notice tone={error.code === 'CANCELLED' ? 'calm' : 'bad'} title={title} isLive>
      <NextStep error={error} />
      {(canUnlock || canGoOnline || canRetry || canMend) && (
        <div className={css.retry}>
          {canUnlock && (
            <Button look="primary" icon={LockOpen} onPress={app.askUnlock}>
              {text.shell.unlock}
            </Button>
          )}
          {canGoOnline && (
            <Button icon={Wifi} isDisabled={setOnline.isRunning} onPress={() => void goOnline()}>
              {text.shell.goOnline}
            </Button>
          )}
          {canMend && (
            <LinkButton href={address('dcm', 'access', remedy, mendable)}>{text.access.remedy[remedy]}</LinkButton>
          )}
          {canRetry && <Button onPress={onRetry}>{text.common.retry}</Button>}
        </div>
      )}
    </Notice>
  );
}

/** What to do about a failure, and the code to name on the phone. */
export function NextStep({ error }: { readonly error: Failure }) {
  const text = useText();
  return (
    <>
      <p>
        {error.code !== 'CANCELLED' && <strong>{text.common.whatNext}</strong>}{' '}
        {isKnown(text, error.code) ? text.errors[error.code].next : error.hint}
      </p>
      <p className={css.detail}>
        <code>{text.common.errorCode(error.code)}</code>
        <span lang="en">{error.message}</span>
      </p>
    </>
  );
}

function isKnown(text: Text, code: string): code is keyof Text['errors'] {
  return Object.hasOwn(text.errors, code);
}
