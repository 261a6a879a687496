import type { Home } from '../services/home.ts';
import { type Arguments, usage } from './arguments.ts';
import { CREDENTIAL, PROXY_PASSWORD, secretFrom } from './passphrase.ts';

/** The commands that take a flag for themselves. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'credential-fd': ['env credential'],
  'proxy-password-fd': ['env certificate'],
};

/**
 * Gives a home what a command was given for its calls to DCM, for as long as the command runs: `--credential-fd` and
 * `--proxy-password-fd`, with the commands of `dcm`.
 * @throws USAGE_INVALID with any other command, PASSPHRASE_NEEDED, INPUT_INVALID
 */
export async function giveCallSecrets(home: Home, words: string, args: Arguments): Promise<void> {
  for (const flag of Object.keys(OWN)) {
    const isMeant = words.startsWith('dcm ') || OWN[flag]?.includes(words) === true;
    if (args.has(flag) && !isMeant) throw usage(`--${flag} goes with commands that call DCM`);
  }
  if (!words.startsWith('dcm ')) return;
  if (args.has('credential-fd')) {
    const value = await readSecret(CREDENTIAL, args.value('credential-fd'));
    await home.access.setCredential(args.required('env'), value, 'memory');
  }
  if (args.has('proxy-password-fd')) await giveProxyPassword(home, args.required('env'), args);
}

/** @throws PASSPHRASE_NEEDED, INPUT_INVALID, ENVIRONMENT_UNKNOWN */
export async function giveProxyPassword(home: Home, env: string, args: Arguments): Promise<void> {
  const password = await readSecret(PROXY_PASSWORD, args.value('proxy-password-fd'));
  home.access.setProxyPassword(env, password);
}

/** The value of header Authorization, from its descriptor or from the terminal. @throws PASSPHRASE_NEEDED */
export async function readCredential(args: Arguments): Promise<string> {
  return await readSecret(CREDENTIAL, args.value('credential-fd'));
}

async function readSecret(whose: typeof CREDENTIAL, fd: string | null): Promise<string> {
  const bytes = await secretFrom(fd, whose)();
  const text = bytes.toString('utf8');
  bytes.fill(0);
  return text;
}
