import type { Language } from '../../shared/model/language.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { writeNewFile } from './new-file.ts';

/** The page that restores keys from shares without this program, for the bags. */
export const recoveryPageCommand: Command = {
  words: 'backup recovery-page',
  summary:
    '[--out F]: the page that restores from shares offline, without this program: its SHA-256, and how to check it',
  flags: { out: 'value' },
  positionals: [],
  async run({ args, core, output, language }) {
    const out = args.value('out');
    const { text, sha256, fileName } = await core.recoveryPage.read();
    if (out !== null) writeNewFile(out, text);
    const { name, written, check, use } = WORDS[language];
    output.result({ fileName, sha256, out }, [
      name(fileName, sha256),
      ...(out === null ? [] : [written(out)]),
      check(fileName),
      use,
    ]);
    return EXIT.done;
  },
};

interface Words {
  readonly name: (fileName: string, sha256: string) => string;
  readonly written: (path: string) => string;
  readonly check: (fileName: string) => string;
  readonly use: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    name: (fileName, sha256) => `${fileName}, SHA-256 as reported by the app itself: ${sha256}`,
    written: (path) =>
      `written: ${path}; hash it once more where it lies: sha256sum (Windows: certutil -hashfile F SHA256)`,
    check: (fileName) =>
      `compare it with ${fileName}.sha256 of the release, from a second medium: only that one proves it`,
    use: 'put the page and the printed SHA-256 into every bag. In any current browser, with no network, it restores from the shares and the file; its last section is to be printed',
  },
  uk: {
    name: (fileName, sha256) => `${fileName}, SHA-256 за словами самого застосунку: ${sha256}`,
    written: (path) =>
      `записано: ${path}; обчисліть її ще раз там, де вона лежить: sha256sum (Windows: certutil -hashfile F SHA256)`,
    check: (fileName) => `звірте з ${fileName}.sha256 випуску, взявши той з іншого носія: лише він її доводить`,
    use: 'покладіть сторінку й надруковану SHA-256 у кожен сейф-пакет. У будь-якому сучасному браузері без мережі вона відновлює з часток і файла; її останній розділ треба надрукувати',
  },
};
