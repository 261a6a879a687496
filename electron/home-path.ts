import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const FOLDER = 'dcm-key-manager';

/** Where the data is kept when nobody says otherwise: `DCM_KEYS_HOME`, else the operating system's folder for it. */
export function defaultHomePath(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const own = environment['DCM_KEYS_HOME'];
  if (own !== undefined && own !== '') return resolve(own);
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), FOLDER);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', FOLDER);
  const data = environment['XDG_DATA_HOME'];
  return join(data === undefined || data === '' ? join(homedir(), '.local', 'share') : data, FOLDER);
}
