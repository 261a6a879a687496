import { shownSetId } from '../electron/domain/share-set.ts';
import type { SealedBackup } from '../shared/model/backup.ts';
import type { Share } from '../electron/domain/share.ts';
import { element, grouped, save } from './element.ts';
import type { RestoredKey } from './restored-key.ts';
import { detailText, errorText, type RecoveryLanguage, type RecoveryText } from './text/recovery-text.ts';

/** What went wrong last, and at which step. */
export interface Problem {
  readonly step: 'file' | 'share' | 'restore';
  readonly code: string;
  readonly message: string;
  /** Letters of another alphabet were typed. */
  readonly isOtherAlphabet: boolean;
}

/** All that the page knows. */
export interface State {
  readonly language: RecoveryLanguage;
  readonly backup: SealedBackup | null;
  readonly fileName: string | null;
  readonly shares: readonly Share[];
  /** A share that is being typed, or was not read right: nobody types a hundred characters again for one. */
  readonly typed: string;
  readonly keys: readonly RestoredKey[];
  readonly problem: Problem | null;
  readonly said: string | null;
}

export interface Acts {
  readonly chooseFile: (file: File) => void;
  /** Kept while it is typed: nothing that is shown anew takes it away. */
  readonly typeShare: (text: string) => void;
  readonly checkShare: (text: string) => void;
  readonly restore: () => void;
  readonly forget: () => void;
  readonly say: (text: string) => void;
}

/** Step 1: the file. What it says is believed only when shares open it. */
export function fileStep(state: State, text: RecoveryText, { chooseFile }: Acts): HTMLElement {
  const input = element('input', { type: 'file', id: 'file', className: 'unseen', accept: '.json,application/json' });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) chooseFile(file);
  });
  return element(
    'section',
    {},
    element('h2', {}, text.fileStep),
    element('p', { className: 'hint' }, text.fileHint),
    input,
    element('label', { className: 'button', htmlFor: 'file' }, text.chooseFile),
    element('span', {}, state.fileName ?? ''),
    problemOf(state, 'file', text),
    state.backup === null ? null : factsOf(state.backup, text),
  );
}

function factsOf(backup: SealedBackup, text: RecoveryText): HTMLElement {
  const { setId, madeAt, threshold, shares, isRehearsal, keys } = backup;
  const row = (name: string, value: string | Node) => [element('dt', {}, name), element('dd', {}, value)];
  return element(
    'div',
    { className: 'facts' },
    isRehearsal ? element('p', { className: 'bad' }, text.rehearsal) : null,
    element('p', { className: 'answer' }, text.needed(threshold, shares)),
    element(
      'dl',
      {},
      ...row(text.set, shownSetId(setId)),
      ...row(text.madeAt, `${madeAt.slice(0, 10)} ${madeAt.slice(11, 16)} UTC`),
    ),
    element('h3', {}, text.keys),
    element(
      'ul',
      {},
      ...keys.map(({ key: { kid, alg, thumbprint } }) =>
        element(
          'li',
          {},
          `${kid} · ${alg}`,
          element('br'),
          `${text.thumbprint}: `,
          element('code', {}, grouped(thumbprint)),
        ),
      ),
    ),
  );
}

/** Step 2: one share at a time, each checked by itself. */
export function shareStep(state: State, text: RecoveryText, { typeShare, checkShare }: Acts): HTMLElement {
  const input = element('input', { type: 'text', id: 'share' });
  input.value = state.typed;
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.addEventListener('input', () => typeShare(input.value));
  const form = element(
    'form',
    {},
    element('label', { htmlFor: 'share' }, text.share),
    input,
    element('button', { type: 'submit' }, text.checkShare),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    checkShare(input.value);
  });
  return element(
    'section',
    {},
    element('h2', {}, text.shareStep),
    element('p', { className: 'hint' }, text.shareHint),
    form,
    problemOf(state, 'share', text),
    element(
      'ul',
      { className: 'right' },
      ...state.shares.map(({ number, shares }) => element('li', {}, `✓ ${text.shareRight(number, shares)}`)),
    ),
    element('p', { className: 'answer' }, whatIsMissing(state, text)),
  );
}

function whatIsMissing({ shares, backup }: State, text: RecoveryText): string {
  const threshold = backup?.threshold ?? shares[0]?.threshold;
  if (threshold === undefined) return '';
  if (shares.length < threshold) return text.missing(threshold - shares.length);
  return backup === null ? `${text.enough}. ${text.noFile}.` : `${text.enough}.`;
}

/** Step 3: the key, and the files that hold it. */
export function restoreStep(state: State, text: RecoveryText, { restore, say }: Acts): HTMLElement {
  const { backup, shares, keys } = state;
  const isReady = backup !== null && shares.length >= backup.threshold;
  const saving = (key: RestoredKey, ending: 'pem' | 'jwk.json', content: string) => () => {
    const name = `${key.kid.replace(/[^\w.-]/gu, '_').slice(0, 60)}.${ending}`;
    save(name, content, 'application/octet-stream');
    say(text.saved(name));
  };
  return element(
    'section',
    {},
    element('h2', {}, text.restoreStep),
    element('button', { type: 'button', id: 'restore', disabled: !isReady, onClick: restore }, text.restore),
    problemOf(state, 'restore', text),
    keys.length > 0 && backup?.isRehearsal === true ? element('p', { className: 'bad' }, text.rehearsal) : null,
    ...keys.map((key) =>
      element(
        'article',
        {},
        element(
          'p',
          { className: key.isCompared ? 'good' : 'bad' },
          key.isCompared ? `✓ ${text.restored}` : text.unchecked,
        ),
        element(
          'p',
          {},
          `${key.kid} · ${key.alg}`,
          element('br'),
          `${text.thumbprint}: `,
          element('code', {}, grouped(key.thumbprint)),
        ),
        element('button', { type: 'button', onClick: saving(key, 'pem', key.pem) }, text.savePem),
        key.jwk === null
          ? null
          : element('button', { type: 'button', onClick: saving(key, 'jwk.json', key.jwk) }, text.saveJwk),
      ),
    ),
    keys.length === 0 ? null : element('p', { className: 'bad' }, text.warning),
  );
}

function problemOf({ problem, language }: State, step: Problem['step'], text: RecoveryText): HTMLElement | null {
  if (problem?.step !== step) return null;
  const said = errorText(problem.code, language);
  return element(
    'div',
    { className: 'problem', role: 'alert' },
    element('strong', {}, said?.title ?? text.code(problem.code)),
    element('p', {}, said?.next ?? ''),
    element('p', { className: 'answer' }, detailText(problem.message, language)),
    problem.isOtherAlphabet ? element('p', {}, text.switchKeyboard) : null,
    element('p', { className: 'hint' }, text.code(problem.code)),
  );
}
