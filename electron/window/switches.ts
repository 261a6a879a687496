/** What a packaged app takes on its command line. Everything else could open it up, so everything else is refused. */
const ALLOWED = [/^--home(?:=.*)?$/su, /^--ozone-platform(?:-hint)?=(?:auto|wayland|x11)$/u, /^-psn_\d+_\d+$/u];

/** Switches that weaken the runtime however they reached it; looked for a second time in what Chromium has parsed. */
export const FORBIDDEN_SWITCHES = [
  'no-sandbox',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'js-flags',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
  'user-data-dir',
] as const;

/** Gives the first switch of a packaged start that is not allowed, or `null`. `arguments_` are without the program. */
export function findRefusedSwitch(arguments_: readonly string[], platform: NodeJS.Platform): string | null {
  const isSwitch = (argument: string) => argument.startsWith('-') || (platform === 'win32' && argument.startsWith('/'));
  return arguments_.find((one) => isSwitch(one) && !ALLOWED.some((pattern) => pattern.test(one))) ?? null;
}

/** Gives the home that a command line names, `--home=x` or `--home x`, or `null`. */
export function homeArgument(arguments_: readonly string[]): string | null {
  for (const [index, argument] of arguments_.entries()) {
    const path = argument === '--home' ? arguments_[index + 1] : /^--home=(.*)$/su.exec(argument)?.[1];
    if (path !== undefined && path !== '') return path;
  }
  return null;
}
