import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { SearchField } from 'react-aria-components/SearchField';
import { Dialog } from '../components/dialog.tsx';
import { useApp } from '../ipc/app-context.tsx';
import { go, ROOMS } from '../ipc/route.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import type { Overlay } from './frame.tsx';
import css from './palette.module.css';
import type { Suspend } from './use-suspend.ts';
import { useRotationCommands } from './use-rotation-commands.ts';
import { useSuspendable } from './use-suspendable.ts';

/** Keys beyond these are found by the command that lists them all. */
const MOST_KEYS = 20;

interface Props {
  readonly onClose: () => void;
  readonly onLock: () => void;
  readonly open: (overlay: Overlay) => void;
  readonly suspend: Suspend;
}

/** Every act by its name, without a mouse. */
export function Palette(props: Props) {
  const { shell } = useText();
  const commands = useCommands(props);
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <Dialog title={shell.paletteTitle} onClose={props.onClose}>
      <Autocomplete filter={contains}>
        <SearchField aria-label={shell.palettePlaceholder} autoFocus>
          <Input className={css.input ?? ''} placeholder={shell.palettePlaceholder} />
        </SearchField>
        <Menu
          className={css.menu ?? ''}
          aria-label={shell.paletteTitle}
          items={commands}
          renderEmptyState={() => <p className={css.empty}>{shell.paletteEmpty}</p>}
          onAction={(id) => {
            props.onClose();
            commands.find((command) => command.id === id)?.act();
          }}
        >
          {({ id, name }) => (
            <MenuItem id={id} textValue={name} className={css.item ?? ''}>
              {name}
            </MenuItem>
          )}
        </Menu>
      </Autocomplete>
    </Dialog>
  );
}

function useCommands({ onLock, open, suspend }: Props) {
  const { shell, examine, keyImport, passport, cases } = useText();
  const { state, settings, changeSettings, askUnlock } = useApp();
  const setOnline = useCommand('app.setOnline');
  const { keys } = useSuspendable();
  const rotations = useRotationCommands();
  const { language } = settings;
  return [
    ...ROOMS.map((room) => ({ id: room as string, name: shell.goTo(shell.rooms[room]), act: () => go(room) })),
    { id: 'new-key', name: shell.newKey, act: () => go('keys', 'new') },
    { id: 'import', name: keyImport.open, act: () => go('keys', 'import') },
    { id: 'examine', name: examine.open, act: () => go('keys', 'examine') },
    { id: 'verify', name: passport.verifyInstead, act: () => go('keys', 'verify') },
    { id: 'verify-case', name: cases.verify, act: () => go('cases', 'verify') },
    state.isLocked
      ? { id: 'unlock', name: shell.unlock, act: askUnlock }
      : { id: 'lock', name: shell.lock, act: onLock },
    {
      id: 'online',
      name: state.isOnline ? shell.goOffline : shell.goOnline,
      act: () => void setOnline.run({ isOnline: !state.isOnline }),
    },
    { id: 'light', name: shell.lightTheme, act: () => changeSettings({ language, theme: 'light' }) },
    { id: 'dark', name: shell.darkTheme, act: () => changeSettings({ language, theme: 'dark' }) },
    {
      id: 'language',
      name: shell.otherLanguage,
      act: () => changeSettings({ ...settings, language: language === 'en' ? 'uk' : 'en' }),
    },
    { id: 'shortcuts', name: shell.shortcutsTitle, act: () => open('shortcuts') },
    { id: 'suspend', name: shell.suspendAny, act: () => open('suspend') },
    // While the app is locked no key is named.
    ...(state.isLocked ? [] : (keys ?? []).slice(0, MOST_KEYS)).map((key) => ({
      id: `suspend ${key.kid}`,
      name: shell.suspendKey(key.label === null ? key.kid : `${key.label} · ${key.kid.slice(0, 12)}`),
      act: () => void suspend.run(key),
    })),
    ...rotations,
  ];
}
