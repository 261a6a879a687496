import { Lock, LockOpen, Search, Wifi, WifiOff } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { EnvironmentBadge } from '../components/environment-badge.tsx';
import { Select } from '../components/select.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './top-bar.module.css';

interface Props {
  readonly onLock: () => void;
  readonly onPalette: () => void;
}

/** Where we are, whether we may reach DCM, and the two things wanted from everywhere. */
export function TopBar({ onLock, onPalette }: Props) {
  const text = useText();
  const { state, environment, environments, chooseEnvironment, askUnlock } = useApp();
  const setOnline = useCommand('app.setOnline');
  const Connection = state.isOnline ? Wifi : WifiOff;
  return (
    <header className={css.bar} data-environment={environment?.kind ?? 'none'}>
      <div className={css.place}>
        {environment ? (
          <EnvironmentBadge environment={environment} />
        ) : (
          <span className={css.none}>{text.shell.noEnvironment}</span>
        )}
        {environments.length > 1 && environment && (
          <Select
            label={text.shell.environment}
            isLabelHidden
            value={environment.name}
            onChange={chooseEnvironment}
            options={environments.map(({ name, kind }) => ({
              id: name,
              label: `${text.terms.environmentKind[kind]} · ${name}`,
            }))}
          />
        )}
      </div>
      <div className={css.acts}>
        <label className={css.online} title={text.shell.onlineSwitch}>
          <input
            type="checkbox"
            role="switch"
            aria-label={text.shell.onlineSwitch}
            checked={state.isOnline}
            onChange={(event) => void setOnline.run({ isOnline: event.target.checked })}
          />
          <Connection size={16} aria-hidden />
          <span>{state.isOnline ? text.shell.online : text.shell.offline}</span>
        </label>
        <Button look="quiet" icon={Search} onPress={onPalette}>
          {text.shell.commands}
        </Button>
        {(state.isLocked || state.keychain.status === 'locked') && (
          <Button icon={LockOpen} onPress={askUnlock}>
            {text.shell.unlock}
          </Button>
        )}
        {!state.isLocked && (
          <Button look="quiet" icon={Lock} onPress={onLock}>
            {text.shell.lock}
          </Button>
        )}
      </div>
    </header>
  );
}
