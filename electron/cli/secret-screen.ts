/*
 * A share stands on a screen of its own (the alternate screen of the terminal: nothing of it is ever scrolled back to), and
 * is erased there before the usual screen comes back. Terminals that know no such screen obey the erasing alone.
 */

const ERASE = '\u001B[2J\u001B[3J\u001B[H';
const ENTER = '\u001B[?1049h';
const LEAVE = '\u001B[?1049l';
/** What ends a process without asking it: the screen is left first. The numbers are those that a shell adds 128 to. */
const SIGNALS = { SIGTERM: 15, SIGHUP: 1 } as const;

let isOpen = false;

/** Begins the screen for what only one person may see; until it is left, no end of the process leaves anything of it behind. */
export function enterSecretScreen(): void {
  if (isOpen) return;
  isOpen = true;
  process.on('exit', leaveSecretScreen);
  for (const name of Object.keys(SIGNALS)) process.on(name, endBySignal);
  process.stderr.write(ENTER + ERASE);
}

/** Erases what stands there; the screen stays. */
export function eraseSecretScreen(): void {
  process.stderr.write(ERASE);
}

/** Erases it and gives the usual screen back. */
export function leaveSecretScreen(): void {
  if (!isOpen) return;
  isOpen = false;
  process.off('exit', leaveSecretScreen);
  for (const name of Object.keys(SIGNALS)) process.off(name, endBySignal);
  process.stderr.write(ERASE + LEAVE);
}

/** Its listener on `exit` erases; the terminal's own mode comes back with the runtime's orderly end. */
function endBySignal(name: keyof typeof SIGNALS): void {
  process.exit(128 + SIGNALS[name]);
}
