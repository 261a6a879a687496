import { createHash } from 'node:crypto';
import { AppError } from '../domain/errors.ts';

const FILE_NAME = 'recovery.html';

/** The page that restores keys from shares without this program, as it came with this installation. */
export interface RecoveryPage {
  /** Its whole text, and its SHA-256 (hex) as this program counts it. @throws FILE_UNREADABLE where this build has none */
  read(): Promise<{ readonly text: string; readonly sha256: string; readonly fileName: string }>;
}

/** Makes its reader; `bytes` reads the file, which lies in the program's own archive where that is checked. */
export function createRecoveryPage(bytes: () => Promise<Buffer>): RecoveryPage {
  return {
    async read() {
      try {
        const html = await bytes();
        const sha256 = createHash('sha256').update(html).digest('hex');
        return { text: html.toString('utf8'), sha256, fileName: FILE_NAME };
      } catch (cause) {
        throw new AppError('FILE_UNREADABLE', 'the recovery page is not part of this build', {
          hint: 'take recovery.html from the installer, and compare its SHA-256',
          cause,
        });
      }
    },
  };
}
