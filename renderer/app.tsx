import { useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Language, Settings } from '../shared/ipc/contract.ts';
import { AppContext, type AppFacts } from './ipc/app-context.tsx';
import { useCommand, useQuery } from './ipc/use-call.ts';
import { ErrorNotice } from './components/notice.tsx';
import { Frame } from './shell/frame.tsx';
import { UnlockDialog } from './shell/unlock-dialog.tsx';
import { loadText, type Text, TextContext } from './text/text.ts';

const FIRST_SETTINGS: Settings = { language: 'en', theme: 'system' };

/** The window: the officer's language and theme, the facts of the frame, and the frame itself. */
export function App() {
  const state = useQuery('app.read', {});
  const environments = useQuery('environment.list', {});
  const { settings, changeSettings } = useSettings();
  const words = useLoadedText(settings?.language ?? null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isUnlocking, setIsUnlocking] = useState(false);

  const facts = useMemo<AppFacts | null>(() => {
    if (state.value === null || settings === null) return null;
    const known = environments.value ?? [];
    return {
      state: state.value,
      settings,
      environments: known,
      environment: known.find((one) => one.name === chosen) ?? known[0] ?? null,
      chooseEnvironment: setChosen,
      changeSettings,
      askUnlock: () => setIsUnlocking(true),
    };
  }, [state.value, settings, environments.value, chosen, changeSettings]);

  if (words === null) return null;
  return (
    <TextContext value={words}>
      <I18nProvider locale={words.language}>
        {facts === null ? (
          state.error && (
            <main>
              <h1>{words.text.shell.startTitle}</h1>
              <ErrorNotice error={state.error} onRetry={state.reload} />
            </main>
          )
        ) : (
          <AppContext value={facts}>
            <Frame />
            {isUnlocking && <UnlockDialog onClose={() => setIsUnlocking(false)} />}
          </AppContext>
        )}
      </I18nProvider>
    </TextContext>
  );
}

/** The settings in force. A change shows at once, and is kept if the core agrees. */
function useSettings() {
  const stored = useQuery('settings.read', {});
  const { run } = useCommand('settings.write');
  const [own, setOwn] = useState<Settings | null>(null);
  const settings = own ?? stored.value ?? (stored.error ? FIRST_SETTINGS : null);
  const changeSettings = useMemo(
    () => (next: Settings) => {
      setOwn(next);
      void run(next);
    },
    [run],
  );
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (settings === null || settings.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = settings.theme;
  }, [settings]);
  return { settings, changeSettings };
}

/** The words of a language; the previous ones stay until the next are here. */
function useLoadedText(language: Language | null) {
  const [words, setWords] = useState<{ readonly text: Text; readonly language: Language } | null>(null);
  useEffect(() => {
    if (language === null) return undefined;
    let isCurrent = true;
    void loadText(language).then((text) => {
      if (!isCurrent) return;
      document.documentElement.lang = language;
      setWords({ text, language });
    });
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return words;
}
