import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

const FOLDER = 'dcm-key-manager';

/** Where the data is kept when nobody says otherwise: `DCM_KEYS_HOME`, else the operating system's folder for it. */
export function defaultHomePath(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const own = environment['DCM_KEYS_HOME'];
  if (own !== undefined && own !== '') return resolve(own);
  // A roaming folder would bring one home to two computers, and each would find the other's trail to be broken.
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), FOLDER);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', FOLDER);
  const data = environment['XDG_DATA_HOME'];
  return join(data !== undefined && isAbsolute(data) ? data : join(homedir(), '.local', 'share'), FOLDER);
}
