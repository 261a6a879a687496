import './no-eval.ts';
import { AppError } from '../electron/domain/errors.ts';
import { DamagedShare } from '../electron/domain/share-damage.ts';
import { requireFitting } from '../electron/domain/share-set.ts';
import { readShare, type Share } from '../electron/domain/share.ts';
import { readBackupOctets } from './backup-octets.ts';
import { element } from './element.ts';
import { restoreKeys } from './restored-key.ts';
import { type Acts, fileStep, type Problem, restoreStep, shareStep, type State } from './steps.ts';
import { en } from './text/en.ts';
import type { RecoveryLanguage, RecoveryText } from './text/recovery-text.ts';
import { uk } from './text/uk.ts';

const TEXTS: Readonly<Record<RecoveryLanguage, RecoveryText>> = { en, uk };
const NOTHING = { backup: null, fileName: null, shares: [], typed: '', keys: [], problem: null, said: null };
let state: State = { ...NOTHING, language: navigator.language.startsWith('uk') ? 'uk' : 'en' };

const acts: Acts = {
  chooseFile: (file) =>
    attempt('file', async () => {
      const backup = readBackupOctets(new Uint8Array(await file.arrayBuffer()));
      for (const [at, share] of state.shares.entries()) requireFitting(share, backup, state.shares.slice(0, at));
      change({ backup, fileName: file.name, keys: [] }, 'share');
    }),
  typeShare(typed) {
    state = { ...state, typed };
  },
  checkShare: (text) =>
    attempt('share', async () => {
      const share = await readShare(text);
      requireFitting(share, state.backup ?? state.shares[0] ?? share, state.shares);
      const isLast = state.backup !== null && state.shares.length + 1 >= state.backup.threshold;
      change({ shares: [...state.shares, share], typed: '', keys: [] }, isLast ? 'restore' : 'share');
    }),
  restore: () =>
    attempt('restore', async () => {
      if (state.backup !== null) change({ keys: await restoreKeys(state.backup, state.shares) }, 'restore');
    }),
  forget() {
    wipe(state.shares);
    change({ ...NOTHING, said: TEXTS[state.language].forgotten }, 'file');
  },
  say: (said) => change({ said }, null),
};

function wipe(shares: readonly Share[]): void {
  for (const { value } of shares) value.fill(0);
}

function attempt(step: Problem['step'], work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    const [code, message] = error instanceof AppError ? [error.code, error.message] : ['INTERNAL', String(error)];
    const isOtherAlphabet = error instanceof DamagedShare && error.damage.otherAlphabet.groups.length > 0;
    change({ problem: { step, code, message, isOtherAlphabet } }, step);
  });
}

/** `focus`: the step at which the next thing is to be done. */
function change(to: Partial<State>, focus: Problem['step'] | null): void {
  state = { ...state, problem: null, said: null, ...to };
  show();
  if (focus !== null) document.getElementById(focus)?.focus();
}

function show(): void {
  const { language, said } = state;
  const text = TEXTS[language];
  const isAble = typeof (globalThis as { crypto?: Crypto }).crypto?.subtle === 'object';
  document.documentElement.lang = language;
  document.title = text.title;
  const languages = (['en', 'uk'] as const).map((one) => {
    const button = element(
      'button',
      { type: 'button', onClick: () => change({ language: one, problem: state.problem }, null) },
      NAMES[one],
    );
    button.setAttribute('aria-pressed', String(one === language));
    return button;
  });
  document
    .getElementById('page')
    ?.replaceChildren(
      element('nav', {}, ...languages),
      element('h1', {}, text.title),
      element('p', {}, text.about),
      element(
        'p',
        { className: navigator.onLine ? 'bad' : 'good', role: 'status' },
        navigator.onLine ? text.online : text.offline,
      ),
      ...(isAble ? stepsOf(text) : [element('p', { className: 'bad', role: 'alert' }, text.unable)]),
      element('p', { role: 'status' }, said ?? ''),
      element(
        'section',
        { className: 'instructions' },
        element('h2', {}, text.howTo),
        element('ol', {}, ...text.steps.map((step) => element('li', {}, step))),
      ),
    );
}

const NAMES: Readonly<Record<RecoveryLanguage, string>> = { en: 'English', uk: 'Українська' };

function stepsOf(text: RecoveryText): readonly HTMLElement[] {
  return [
    fileStep(state, text, acts),
    shareStep(state, text, acts),
    restoreStep(state, text, acts),
    element('button', { type: 'button', className: 'forget', onClick: acts.forget }, text.forget),
  ];
}

window.addEventListener('online', show);
window.addEventListener('offline', show);
show();
