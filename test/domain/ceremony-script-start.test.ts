import { describe, expect, it } from 'vitest';
import { readCeremonyScript } from '../../electron/domain/ceremony-script.ts';
import { readScriptToBegin } from '../../electron/domain/ceremony-script-start.ts';
import { shippedScripts } from '../../electron/domain/shipped-scripts.ts';
import type { CeremonyScript, ScriptStep, StepKind } from '../../shared/model/ceremony-script.ts';

function copyOf(name: string): CeremonyScript {
  const found = shippedScripts().find(({ script }) => script.name === name);
  if (found === undefined) throw new Error(name);
  return structuredClone(found.script);
}

function stepOf(script: CeremonyScript, kind: StepKind): ScriptStep {
  const found = script.steps.find((step) => step.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

const bytesOf = (script: CeremonyScript) => Buffer.from(JSON.stringify(script));
const isLast = (script: CeremonyScript, step: ScriptStep) => script.steps.splice(-1, 0, step);
const drop = (script: CeremonyScript, kind: StepKind) =>
  script.steps.splice(script.steps.indexOf(stepOf(script, kind)), 1);
const unwatched = (kind: StepKind) => (script: CeremonyScript) => {
  const step = stepOf(script, kind);
  step.witness = 'none';
  delete step.repeats;
};

/** Each has the form of a script; none may begin. */
const REFUSED: readonly (readonly [string, string, (script: CeremonyScript) => unknown, RegExp])[] = [
  ['a line that is turned round', 'split-key', (one) => (one.title.en = 'Make \u202Eyek a'), /title\/en/u],
  [
    'a letter that nobody sees',
    'split-key',
    (one) => (stepOf(one, 'record').text.uk = 'а\u200Bб'),
    /steps\/\d+\/text\/uk/u,
  ],
  ['a control character', 'split-key', (one) => (stepOf(one, 'record').text.en = 'x\u001b[2J'), /nobody sees/u],
  ['half a character', 'split-key', (one) => (one.purpose.en = '\ud800'), /nobody sees/u],
  ['no comparison of the app', 'standby-key', (one) => drop(one, 'compare-app'), /maker published/u],
  ['a second key', 'split-key', (one) => isLast(one, { ...stepOf(one, 'generate-key'), id: 'again' }), /two steps/u],
  ['a second set', 'split-key', (one) => isLast(one, { ...stepOf(one, 'begin-split'), id: 'again' }), /two steps/u],
  ['nobody there who watches', 'standby-key', unwatched('presence'), /watched by nobody/u],
  ['a deletion that nobody watches', 'delete-key', unwatched('delete-key'), /watched by nobody/u],
  ['a closing that nobody watches', 'split-key', unwatched('close-split'), /watched by nobody/u],
  ['a delivery that nobody watches', 'deliver-key', unwatched('deliver'), /watched by nobody/u],
  ['a seal that nobody watches', 'standby-key', unwatched('seal-standby'), /watched by nobody/u],
  [
    'a witness who deletes',
    'delete-key',
    (one) => Object.assign(stepOf(one, 'delete-key'), { role: 'witness', witness: 'none' }),
    /administrator/u,
  ],
  ['a deletion with no list of copies', 'delete-key', (one) => drop(one, 'list-copies'), /listed/u],
  [
    'a deletion before the delivery',
    'deliver-key',
    (one) => void one.steps.splice(7, 2, ...one.steps.slice(7, 9).reverse()),
    /before it is delivered/u,
  ],
  [
    'a standby key that is deleted',
    'standby-key',
    (one) => isLast(one, stepOf(copyOf('delete-key'), 'delete-key')),
    /deletes the key/u,
  ],
  [
    'a split key that is sealed as well',
    'split-key',
    (one) => isLast(one, stepOf(copyOf('standby-key'), 'seal-standby')),
    /more with the key/u,
  ],
  ['a passphrase that nobody tries', 'standby-key', (one) => drop(one, 'check-standby'), /tries the passphrase/u],
  ['a standby key that nobody registers', 'standby-key', (one) => drop(one, 'register'), /nobody registers/u],
  [
    'a set of no key',
    'delete-key',
    (one) => isLast(one, stepOf(copyOf('standby-key'), 'seal-standby')),
    /makes no key/u,
  ],
];

describe('a script that is to begin', () => {
  it.each(shippedScripts().map(({ script, text }) => [script.name, text] as const))('may be %s', (_name, text) => {
    expect(readScriptToBegin(Buffer.from(text)).text).toBe(text);
  });

  it.each(REFUSED)('has not %s', (_what, name, change, problem) => {
    const script = copyOf(name);
    change(script);
    expect(() => readCeremonyScript(bytesOf(script))).not.toThrow();
    expect(() => readScriptToBegin(bytesOf(script))).toThrow(problem);
  });
});
