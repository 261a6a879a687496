import type { fileContract } from '../../shared/ipc/file-contract.ts';
import type { recoveryContract } from '../../shared/ipc/recovery-contract.ts';
import { verifyPassport } from '../domain/passport-check.ts';
import type { Handlers, Services } from './handlers.ts';

/** A passport tells every event of its key. */
const FILE_MAX_BYTES = 64 * 1024 * 1024;

/** Answers about files and pasted texts. */
export function createFileHandlers({
  home,
  documents,
  pickedFiles,
  recoveryPage,
}: Services): Pick<Handlers, keyof typeof fileContract | keyof typeof recoveryContract> {
  return {
    'passport.verify': async ({ file, trusted }) =>
      verifyPassport(await pickedFiles.read(file, FILE_MAX_BYTES), trusted),
    'examine.text': ({ text }) => home.examination.examine(Buffer.from(text, 'utf8')),
    'examine.file': async ({ file }) => {
      const bytes = await pickedFiles.read(file, FILE_MAX_BYTES);
      try {
        return home.examination.examine(bytes);
      } finally {
        bytes.fill(0);
      }
    },
    'examine.compare': ({ left, right }) =>
      home.examination.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8')),
    'recovery.page': async () => {
      const { sha256, ...page } = await recoveryPage.read();
      return { ...documents.keep(page), sha256 };
    },
    'file.choose': async () => ({ file: await pickedFiles.choose() }),
    'file.save': async ({ document }) => ({ path: await documents.save(document) }),
  };
}
