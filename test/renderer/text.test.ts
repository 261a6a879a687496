import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../electron/domain/errors.ts';
import { en } from '../../renderer/text/en.ts';
import { plural } from '../../renderer/text/plural.ts';
import { uk } from '../../renderer/text/uk.ts';
import { AUDIT_EVENT_TYPES } from '../../shared/model/audit-event.ts';
import { overviewItemSchema } from '../../shared/ipc/contract.ts';
import { KEY_STATES } from '../../shared/model/key.ts';
import { REGISTRATION_STATES } from '../../shared/model/registration.ts';
import { FLOWS } from '../../shared/model/flow.ts';
import { CHECK_NAMES, VERDICT_CODES } from '../../shared/model/verdict.ts';

const RENDERER = join(import.meta.dirname, '../../renderer');

/** Strings that are the same in both languages: names and words of the protocol. */
const SAME = ['common.appName', 'shell.rooms.dcm', 'dcm.title', 'check.placeholder'];

/** Every string by its path; a sentence with values is made with values that can be told apart. */
function listStrings(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(words) as [string, unknown][]) {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') found.set(here, value);
    else if (typeof value === 'function') found.set(here, String(value(7, 8, 9)));
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of listStrings(value, here)) found.set(inner, text);
    }
  }
  return found;
}

function findProblems(english: object, ukrainian: object): string[] {
  const theirs = listStrings(ukrainian);
  const ours = listStrings(english);
  return [
    ...[...ours].flatMap(([path, text]) => {
      const other = theirs.get(path);
      if (other === undefined) return [`${path} is missing`];
      if (other.trim() === '' || text.trim() === '') return [`${path} is empty`];
      if (other === text && !SAME.includes(path)) return [`${path} is not translated`];
      return [];
    }),
    ...[...theirs.keys()].filter((path) => !ours.has(path)).map((path) => `${path} is not in English`),
  ];
}

/** The page's own code, without the words themselves. */
function readSources(): string {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/u.test(name) && !/^text\/(?:en|uk)/u.test(name),
  );
  return files.map((name) => readFileSync(join(RENDERER, name), 'utf8')).join('\n');
}

/** A string is used by its whole path, or because a group round it is looked into by a code or handed on. */
function findUnused(words: object, sources: string): string[] {
  return [...listStrings(words).keys()].filter((path) => {
    const parts = path.split('.');
    return !parts.some((_, index) => {
      const start = parts.slice(0, index + 1).join('\\.');
      return new RegExp(index === 0 ? `\\btext\\.${start}\\[` : `\\b${start}(?![\\w.])`, 'u').test(sources);
    });
  });
}

describe('the words of the window', () => {
  it('shows a planted missing, untranslated and unused string', () => {
    const planted = { ...uk, shell: { ...uk.shell, skip: undefined, lock: en.shell.lock } };
    expect(findProblems(en, planted)).toEqual(['shell.skip is missing', 'shell.lock is not translated']);
    expect(findUnused({ shell: { nobodySaysThis: 'x' } }, readSources())).toEqual(['shell.nobodySaysThis']);
  });

  it('are all there in both languages, and translated', () => {
    expect(findProblems(en, uk)).toEqual([]);
  });

  it('are all used', () => {
    expect(findUnused(en, readSources())).toEqual([]);
  });

  it('are Ukrainian in Ukrainian: letters that only Russian has do not occur', () => {
    const wrong = [...listStrings(uk)].filter(([, text]) => /[ыэъё]/iu.test(text));
    expect(wrong).toEqual([]);
  });

  it('put no straight apostrophes into sentences', () => {
    const wrong = [...listStrings(en), ...listStrings(uk)].filter(([, text]) => /\p{L}'\p{L}/u.test(text));
    expect(wrong).toEqual([]);
  });
});

describe('codes of the core', () => {
  it.each([
    ['error', ERROR_CODES, en.errors],
    ['failing verdict', VERDICT_CODES.filter((code) => code !== 'OK'), en.terms.verdictCode],
    ['check', CHECK_NAMES, en.terms.checkName],
    ['audit event', AUDIT_EVENT_TYPES, en.audit.events],
    ['key state', KEY_STATES, en.terms.keyState],
    ['registration state', REGISTRATION_STATES, en.terms.registrationState],
    ['flow', FLOWS, en.terms.flow],
    ['thing to do', overviewItemSchema.shape.id.options, en.overview.items],
  ] as const)('each %s has its words, and no words lack their code', (_, codes, words) => {
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
  });

  it('each error says what happened and what to do next', () => {
    for (const words of [...Object.values(en.errors), ...Object.values(uk.errors)]) {
      expect(words.title).not.toMatch(/\.$/u);
      expect(words.next).toMatch(/\.$/u);
    }
  });
});

describe('counted nouns', () => {
  it('take the forms of their language', () => {
    const forms = { one: 'ключ', few: 'ключі', many: 'ключів', other: 'ключа' };
    const shown = [1, 2, 5, 11, 21, 22, 25].map((count) => plural('uk', count, forms));
    expect(shown).toEqual(['1 ключ', '2 ключі', '5 ключів', '11 ключів', '21 ключ', '22 ключі', '25 ключів']);
    expect([1, 2].map(en.keys.count)).toEqual(['1 key', '2 keys']);
  });
});
