import { Dialog } from '../components/dialog.tsx';
import { ROOMS } from '../ipc/route.ts';
import { useText } from '../text/text.ts';
import css from './shortcut-sheet.module.css';
import { commandKey } from './use-shortcuts.ts';

/** Every shortcut, on one sheet. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { shell } = useText();
  const command = commandKey();
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [shell.shortcutPalette, [command, 'K']],
    [shell.shortcutSuspend, [command, '⇧', 'S']],
    [shell.shortcutRoom, [command, `1 … ${Math.min(9, ROOMS.length)}`]],
    [shell.shortcutLock, [command, '⇧', 'L']],
    [shell.shortcutSearch, ['/']],
    [shell.shortcutCallSheet, ['C']],
    [shell.shortcutNow, ['N']],
    [shell.shortcutHelp, ['F1']],
    [shell.shortcutSheet, ['?']],
    [shell.shortcutMove, ['Tab']],
    [shell.shortcutClose, ['Esc']],
  ];
  return (
    <Dialog title={shell.shortcutsTitle} onClose={onClose}>
      <dl className={css.sheet}>
        {rows.map(([what, keys]) => (
          <div key={what} className={css.row}>
            <dt>{what}</dt>
            <dd className={css.keys}>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
