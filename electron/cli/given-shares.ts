import { AppError } from '../domain/errors.ts';
import type { Home } from '../services/home.ts';
import type { Run } from './command.ts';
import { failureLines } from './failure-text.ts';
import { descriptors, isAtTerminal, openShareDesk, readDescriptor, sharesIn } from './share-desk.ts';

/** Shares by descriptors, at the terminal one by one, or from standard input. */
export async function givenShares(
  run: Run,
  home: Home,
  { threshold, take }: { readonly threshold: number; readonly take: (texts: readonly string[]) => Promise<void> },
): Promise<string[]> {
  const fds = descriptors(run, 'share-fd');
  if (fds.length > 0) return fds.flatMap((fd) => sharesIn(readDescriptor(fd)));
  if (!isAtTerminal()) return sharesIn((await run.readStdin()).toString('utf8'));
  // A vault asks for its passphrase before the custodians sit down: a wrong one must not cost them their work.
  await home.ceremonies.prepare();
  const desk = openShareDesk(run.language);
  const texts: string[] = [];
  try {
    while (texts.length < threshold) {
      desk.say(desk.words.wanted(texts.length + 1, threshold));
      const typed = await desk.askShare();
      desk.clear();
      try {
        await take([...texts, typed]);
        texts.push(typed);
      } catch (error) {
        if (!(error instanceof AppError) || !error.code.startsWith('SHARE_')) throw error;
        desk.say(`${failureLines(error, run.language).join('\n')}\n`);
      }
    }
    return texts;
  } finally {
    desk.close();
  }
}

/** Shares that are to be looked at, no set being opened: one at the terminal, or any from standard input. */
export async function typedShares(run: Run): Promise<string[]> {
  if (!isAtTerminal()) return sharesIn((await run.readStdin()).toString('utf8'));
  const desk = openShareDesk(run.language);
  try {
    desk.say(desk.words.one);
    return sharesIn(await desk.askShare());
  } finally {
    desk.close();
  }
}
