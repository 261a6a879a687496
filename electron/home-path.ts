import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { AppError } from './domain/errors.ts';

const FOLDER = 'dcm-key-manager';

/** Where the data is kept when nobody says otherwise: `DCM_KEYS_HOME`, else the operating system's folder for it. @throws HOME_UNWRITABLE */
export function defaultHomePath(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const own = environment['DCM_KEYS_HOME'];
  if (own !== undefined && own !== '') return resolve(own);
  // A roaming folder would bring one home to two computers, and each would find the other's trail to be broken.
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homeFolder(), 'AppData', 'Local'), FOLDER);
  if (platform === 'darwin') return join(homeFolder(), 'Library', 'Application Support', FOLDER);
  const data = environment['XDG_DATA_HOME'];
  return join(data !== undefined && isAbsolute(data) ? data : join(homeFolder(), '.local', 'share'), FOLDER);
}

/** A service or a container may run under a user that has no entry and no folder. */
function homeFolder(): string {
  try {
    return homedir();
  } catch (cause) {
    throw new AppError('HOME_UNWRITABLE', 'this user has no folder of its own', {
      hint: 'name a folder for the data: --home DIR, or DCM_KEYS_HOME',
      cause,
    });
  }
}
