import { readFileSync } from 'node:fs';
import type { Language } from '../../shared/model/language.ts';
import { AppError } from '../domain/errors.ts';
import { readLineAtTerminal } from './terminal-line.ts';

/** Gives a passphrase when the vault asks. The buffer belongs to the caller, who zeroes it. */
export type PassphraseSource = (ask: { readonly isNew: boolean }) => Promise<Buffer>;

const NEWLINE = 0x0a;

/** Whose passphrase it is, in the words of the terminal. */
interface Whose {
  readonly flag: string;
  readonly owner: string;
}

interface Prompts {
  readonly once: string;
  readonly first: string;
}

const VAULT: Whose = { flag: '--passphrase-fd', owner: 'the passphrase of the vault' };
const STANDBY: Whose = { flag: '--standby-passphrase-fd', owner: 'the passphrase of the standby key' };
const SOURCE: Whose = { flag: '--import-passphrase-fd', owner: 'the passphrase of the file' };
/** What is asked at a terminal. */
const ASKED: Readonly<Record<Language, { vault: Prompts; standby: Prompts; file: string; again: string }>> = {
  en: {
    vault: { once: 'Passphrase of the vault: ', first: 'New passphrase of the vault: ' },
    standby: { once: 'Passphrase of the standby key: ', first: 'New passphrase of the standby key: ' },
    file: 'Passphrase of the file: ',
    again: 'The same once more: ',
  },
  uk: {
    vault: { once: 'Парольна фраза запечатаного сховища: ', first: 'Нова парольна фраза запечатаного сховища: ' },
    standby: { once: 'Парольна фраза запасного ключа: ', first: 'Нова парольна фраза запасного ключа: ' },
    file: 'Парольна фраза файла: ',
    again: 'Ще раз та сама: ',
  },
};
export const CREDENTIAL: Whose = { flag: '--credential-fd', owner: 'the value of header Authorization' };
export const PROXY_PASSWORD: Whose = { flag: '--proxy-password-fd', owner: 'the password of the proxy' };

/**
 * The vault's passphrase from a descriptor (read to its end, one trailing newline dropped), or from the terminal without
 * echo (twice for a new vault). Never from the command line.
 * @throws PASSPHRASE_NEEDED where there is neither, USAGE_INVALID
 */
export function passphraseFrom(fd: string | null, language: Language): PassphraseSource {
  requireDescriptor(fd, VAULT);
  return askedTwiceWhereNew(fd, VAULT, { ...ASKED[language], ...ASKED[language].vault });
}

/** The passphrase of a standby key, in the same ways: twice where it is to be sealed. @throws PASSPHRASE_NEEDED, USAGE_INVALID */
export function standbyPassphraseFrom(fd: string | null, language: Language): PassphraseSource {
  requireDescriptor(fd, STANDBY);
  return askedTwiceWhereNew(fd, STANDBY, { ...ASKED[language], ...ASKED[language].standby });
}

function askedTwiceWhereNew(
  fd: string | null,
  whose: Whose,
  { once, first: fresh, again }: Prompts & { readonly again: string },
): PassphraseSource {
  return async ({ isNew }) => {
    if (fd !== null) return fromDescriptor(fd, whose);
    requireTerminal(`${whose.owner} is needed`, whose);
    const first = await promptHidden(isNew ? fresh : once);
    if (!isNew) return first;
    const second = await promptHidden(again);
    const isSame = first.equals(second);
    second.fill(0);
    if (isSame) return first;
    first.fill(0);
    throw new AppError('PASSPHRASE_NEEDED', 'the two passphrases differ', { hint: 'nothing was made; try again' });
  };
}

/** The passphrase of a file that is imported, in the same two ways. @throws PASSPHRASE_NEEDED, USAGE_INVALID */
export function sourcePassphraseFrom(fd: string | null, language: Language): () => Promise<Buffer> {
  requireDescriptor(fd, SOURCE);
  return async () => {
    if (fd !== null) return fromDescriptor(fd, SOURCE);
    requireTerminal('the file is encrypted, and needs its passphrase', SOURCE);
    return await promptHidden(ASKED[language].file);
  };
}

/** A secret of a call to DCM, in the same two ways. @throws PASSPHRASE_NEEDED, USAGE_INVALID */
export function secretFrom(fd: string | null, whose: Whose): () => Promise<Buffer> {
  requireDescriptor(fd, whose);
  return async () => {
    if (fd !== null) return fromDescriptor(fd, whose);
    requireTerminal(`${whose.owner} is needed`, whose);
    return await promptHidden(`${whose.owner}: `);
  };
}

function requireDescriptor(fd: string | null, { flag }: Whose): void {
  if (fd === null || /^\d{1,4}$/u.test(fd)) return;
  throw new AppError('USAGE_INVALID', `${flag} takes the number of a descriptor`, {
    hint: `for example: ${flag} 3 3< file`,
  });
}

function requireTerminal(problem: string, { flag }: Whose): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new AppError('PASSPHRASE_NEEDED', problem, {
    hint: `run this in a terminal, or give it on a descriptor: ${flag} 3 3< file`,
  });
}

function fromDescriptor(fd: string, { flag, owner }: Whose): Buffer {
  try {
    const bytes = readFileSync(Number(fd));
    return bytes.at(-1) === NEWLINE ? bytes.subarray(0, -1) : bytes;
  } catch (cause) {
    throw new AppError('PASSPHRASE_NEEDED', `descriptor ${fd}, for ${owner}, cannot be read`, {
      hint: `open it for this command, for example: ${flag} 3 3< file`,
      cause,
    });
  }
}

/** Asks for one line in raw mode, so that nothing is echoed. */
async function promptHidden(question: string): Promise<Buffer> {
  return await readLineAtTerminal({ question, isHidden: true, mark: () => '' });
}
