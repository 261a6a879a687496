import type { Language } from '../shared/model/language.ts';
import { changedNotice, refusedNotice } from '../shared/text/watch-text.ts';
import type { Desktop } from './services/desktop.ts';
import type { JwksWatch, WatchNews } from './services/jwks-watch.ts';

const FIRST_LOOK_AFTER_MS = 10_000;
/** How often it is asked whether a look is due: also how soon one follows going online. */
const ASK_EVERY_MS = 10_000;

/** Lets a watch run by the clock of this process until it is stopped. */
export function runWatch(watch: JwksWatch): { stop(): void } {
  let timer = setTimeout(ask, FIRST_LOOK_AFTER_MS).unref();
  let isStopped = false;

  function ask(): void {
    void watch.lookWhereDue().finally(() => {
      if (!isStopped) timer = setTimeout(ask, ASK_EVERY_MS).unref();
    });
  }

  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      watch.stop();
    },
  };
}

/** Says by a notice of the operating system what the watch saw. */
export function notifyOf(news: WatchNews, desktop: Desktop, language: Language): void {
  desktop.notify(
    news.what === 'changed' ? changedNotice(news.env, news.diff, language) : refusedNotice(news.env, language),
  );
}
