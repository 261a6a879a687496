import { describe, expect, it } from 'vitest';
import { nextCeremonyEntry } from '../../electron/domain/ceremony-entry.ts';
import { namesIn, replay, requireFollowing } from '../../electron/domain/ceremony-rules.ts';
import { type ReadScript, readCeremonyScript } from '../../electron/domain/ceremony-script.ts';
import { placesAfter } from '../../electron/domain/ceremony-witness.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { shippedScripts } from '../../electron/domain/shipped-scripts.ts';
import type { CeremonyContent, CeremonyEntry } from '../../shared/model/ceremony.ts';

const script = shippedScripts().find((one) => one.script.name === 'delete-key');
const split = shippedScripts().find((one) => one.script.name === 'split-key');
if (script === undefined || split === undefined) throw new Error('these scripts are shipped');

type Kind = CeremonyContent['kind'];
const KINDS: readonly Kind[] = [
  'started',
  'arrived',
  'left',
  'returned',
  'replaced',
  'begun',
  'done',
  'failed',
  'witnessed',
  'mismatched',
  'deviated',
  'paused',
  'resumed',
  'voided',
  'aborting',
  'aborted',
  'completed',
];

function started({ script: { name }, sha256 }: ReadScript): CeremonyContent {
  return { kind: 'started', script: name, sha256, isRehearsal: false, appVersion: '1', appReports: null };
}

const first = started(script);
const people: readonly CeremonyContent[] = [
  { kind: 'arrived', slot: 'administrator', name: 'Olena Koval', document: 'passport' },
  { kind: 'arrived', slot: 'witness', name: 'Andrii Bondar', document: 'passport' },
];
const HASH: CeremonyContent = { kind: 'done', step: 'script-hash', slot: 'administrator', values: {}, facts: {} };
const PAUSED: CeremonyContent = { kind: 'paused', reason: 'lunch' };
const ABORTING: CeremonyContent = { kind: 'aborting', reason: 'fire', removes: null, voids: null, papers: null };
const ABORTED: CeremonyContent = { kind: 'aborted', reason: 'fire', removedKid: null };

function entriesOf(contents: readonly CeremonyContent[]): readonly CeremonyEntry[] {
  const entries: CeremonyEntry[] = [];
  for (const content of contents) {
    const last = entries.at(-1) ?? null;
    entries.push(
      nextCeremonyEntry('C-2026-001', last, { at: '2026-11-26T12:00:00.000Z', auditSeq: entries.length + 1 }, content),
    );
  }
  return entries;
}

/** Each state that a ceremony can be in, by the entries that lead there. */
const STATES: Readonly<Record<string, readonly CeremonyContent[]>> = {
  waiting: [first, ...people],
  done: [first, ...people, HASH],
  stopped: [first, ...people, HASH, { kind: 'mismatched', step: 'script-hash', places: [] }],
  paused: [first, ...people, PAUSED],
  alone: [first, ...people, { kind: 'left', slot: 'witness', reason: 'ill' }],
  aborting: [first, ...people, ABORTING],
  aborted: [first, ...people, ABORTING, ABORTED],
  abortedOfOld: [first, ...people, ABORTED],
};

/** What may follow in each state; everything else is refused. */
const ALLOWED: Readonly<Record<string, readonly Kind[]>> = {
  waiting: ['arrived', 'left', 'replaced', 'done', 'failed', 'deviated', 'paused', 'resumed', 'aborting', 'aborted'],
  done: [
    'arrived',
    'left',
    'replaced',
    'witnessed',
    'mismatched',
    'deviated',
    'paused',
    'resumed',
    'aborting',
    'aborted',
  ],
  stopped: ['arrived', 'left', 'replaced', 'deviated', 'paused', 'resumed', 'aborting', 'aborted'],
  paused: ['arrived', 'left', 'replaced', 'resumed', 'aborting', 'aborted'],
  alone: ['arrived', 'returned', 'replaced', 'done', 'failed', 'paused', 'resumed', 'aborting', 'aborted'],
  aborting: ['resumed', 'aborted'],
  aborted: [],
  abortedOfOld: [],
};

/** One entry of each kind, as it would be right if its kind were allowed now. */
function entryOf(kind: Kind, places: readonly number[]): CeremonyContent {
  const step = 'script-hash';
  const all: Readonly<Record<Kind, CeremonyContent>> = {
    started: first,
    arrived: { kind: 'arrived', slot: 'auditor', name: 'Iryna Melnyk', document: 'passport' },
    left: { kind: 'left', slot: 'witness', reason: 'ill' },
    returned: { kind: 'returned', slot: 'witness' },
    replaced: { kind: 'replaced', slot: 'witness', name: 'Ivan Third', document: 'passport', reason: 'ill' },
    begun: { kind: 'begun', step },
    done: HASH,
    failed: { kind: 'failed', step, code: 'X', problem: 'x', facts: {} },
    witnessed: { kind: 'witnessed', step, work: 'words', places: [...places], saw: null },
    mismatched: { kind: 'mismatched', step, places: [...places] },
    deviated: { kind: 'deviated', step, text: 'late', confirmedBy: ['administrator', 'witness'] },
    paused: PAUSED,
    resumed: { kind: 'resumed', after: 'interruption', seconds: 1 },
    voided: { kind: 'voided', set: 'x', why: 'x' },
    aborting: ABORTING,
    aborted: ABORTED,
    completed: { kind: 'completed' },
  };
  return all[kind];
}

function verdict(read: ReadScript, entries: readonly CeremonyEntry[], content: CeremonyContent): string {
  try {
    requireFollowing(replay(read, entries), namesIn(entries), content);
    return 'allowed';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The same without the check of the places, which differ after a stop. */
function entriesIn(state: string): readonly CeremonyEntry[] {
  const contents = STATES[state] ?? [];
  const before = entriesOf(contents.slice(0, 4));
  const places = [...placesAfter(before.at(-1)?.hash ?? '')];
  return entriesOf(contents.map((content) => (content.kind === 'mismatched' ? { ...content, places } : content)));
}

describe('every state of a ceremony', () => {
  it.each(Object.keys(STATES))('%s: takes what belongs there, and refuses every other event', (state) => {
    const entries = entriesIn(state);
    const { places } = replay(script, entries);
    const taken = KINDS.filter((kind) => verdict(script, entries, entryOf(kind, places)) === 'allowed');
    expect(taken).toEqual(KINDS.filter((kind) => ALLOWED[state]?.includes(kind)));
  });

  it('ends an abort only as it was announced: with that reason, that key, and that set void', () => {
    const ABORT = { reason: 'fire', removes: 'k-1', voids: null, papers: null } as const;
    const begun = entriesOf([first, ...people, { kind: 'aborting', ...ABORT }]);
    const ends = (content: Omit<Extract<CeremonyContent, { kind: 'aborted' }>, 'kind'>) =>
      verdict(script, begun, { kind: 'aborted', ...content });
    expect(ends({ reason: 'fire', removedKid: 'k-1' })).toBe('allowed');
    expect(ends({ reason: 'fire', removedKid: null, pendingKid: 'k-1' })).toBe('allowed');
    for (const other of [
      { reason: 'fire', removedKid: null },
      { reason: 'flood', removedKid: 'k-1' },
      { reason: 'fire', removedKid: 'k-2' },
      { reason: 'fire', removedKid: 'k-1', pendingKid: 'k-1' },
    ]) {
      expect(ends(other)).toBe('CEREMONY_OUT_OF_ORDER');
    }
    const stray = { kind: 'aborting', ...ABORT, voids: 'ab'.repeat(8) } as const;
    expect(verdict(script, entriesOf([first, ...people]), stray)).toBe('CEREMONY_OUT_OF_ORDER');
  });

  it('takes an entry of another step at none of them', () => {
    for (const state of Object.keys(STATES)) {
      const entries = entriesIn(state);
      for (const kind of ['begun', 'done', 'failed', 'witnessed', 'mismatched', 'deviated'] as const) {
        for (const step of ['presence', 'delete-key', 'sign-report', 'nothing']) {
          expect(verdict(script, entries, { ...entryOf(kind, []), step } as CeremonyContent)).not.toBe('allowed');
        }
      }
    }
  });
});

describe('people', () => {
  const upToPresence = (...more: readonly CeremonyContent[]) => {
    const entries = [...entriesOf([started(split), ...people, HASH])];
    const add = (content: CeremonyContent) => {
      const stamp = { at: '2026-11-26T12:00:00.000Z', auditSeq: entries.length + 1 };
      entries.push(nextCeremonyEntry('C-2026-001', entries.at(-1) ?? null, stamp, content));
    };
    add({
      kind: 'witnessed',
      step: 'script-hash',
      work: 'words',
      places: [...placesAfter(entries.at(-1)?.hash ?? '')],
      saw: null,
    });
    for (const content of more) add(content);
    return entries;
  };
  const chosen = (threshold: string, shares: string): CeremonyContent => ({
    kind: 'done',
    step: 'choose',
    slot: 'administrator',
    values: { outcome: 'split', decision: '12', threshold, shares },
    facts: {},
  });
  const seen: CeremonyContent = { kind: 'witnessed', step: 'choose', work: 'sees', places: [], saw: 'heard it' };
  const comes = (n: number, name: string): CeremonyContent => ({
    kind: 'arrived',
    slot: `custodian-${String(n)}`,
    name,
    document: 'x',
  });
  const present: CeremonyContent = { kind: 'done', step: 'presence', slot: 'administrator', values: {}, facts: {} };

  it.each([
    ['1', '3', 'INPUT_INVALID'],
    ['2', '1', 'INPUT_INVALID'],
    ['2', '17', 'INPUT_INVALID'],
    ['0', '0', 'INPUT_INVALID'],
    ['2', '', 'INPUT_INVALID'],
    ['2', '2', 'allowed'],
    ['16', '16', 'allowed'],
  ])('%s of %s shares: %s', (threshold, shares, expected) => {
    expect(verdict(split, upToPresence(), chosen(threshold, shares))).toBe(expected);
  });

  it('are all there, once each, before anything is shown to them', () => {
    const before = upToPresence(chosen('2', '2'), seen);
    expect(verdict(split, before, present)).toBe('CEREMONY_PERSON_MISSING');
    expect(verdict(split, before, comes(2, 'Petro Two'))).toBe('CEREMONY_PERSON_REFUSED');
    const one = upToPresence(chosen('2', '2'), seen, comes(1, 'Petro One'));
    expect(verdict(split, one, present)).toBe('CEREMONY_PERSON_MISSING');
    for (const same of ['Petro One', ' PETRO  one', 'Olena Koval', 'Andrii Bondar']) {
      expect(verdict(split, one, comes(2, same))).toBe('CEREMONY_PERSON_REFUSED');
    }
    // Refused where somebody comes now; what was allowed when it was written stays readable.
    expect(verdict(split, one, comes(2, 'One Petro'))).toBe('allowed');
    const two = upToPresence(chosen('2', '2'), seen, comes(1, 'Petro One'), comes(2, 'Petro Two'));
    expect(verdict(split, two, comes(3, 'Petro Three'))).toBe('CEREMONY_PERSON_REFUSED');
    expect(verdict(split, two, present)).toBe('allowed');
  });

  it('who were replaced never come back in another place', () => {
    const replaced: CeremonyContent = {
      kind: 'replaced',
      slot: 'custodian-1',
      name: 'New One',
      document: 'x',
      reason: 'ill',
    };
    const entries = upToPresence(chosen('2', '2'), seen, comes(1, 'Petro One'), replaced);
    expect(verdict(split, entries, comes(2, 'Petro One'))).toBe('CEREMONY_PERSON_REFUSED');
    expect(replay(split, entries).people.at(-1)).toMatchObject({ name: 'New One', replaces: 'Petro One' });
  });
});

describe('a script', () => {
  const { text } = split;
  const changed = (change: (steps: { id: string; kind: string; witness?: string }[]) => unknown) => {
    const parsed = JSON.parse(text) as { steps: { id: string; kind: string; witness?: string }[] };
    change(parsed.steps);
    return () => readCeremonyScript(Buffer.from(JSON.stringify(parsed)));
  };
  const at = (kind: string) => split.script.steps.findIndex((step) => step.kind === kind);

  it('has another hash after one changed character', () => {
    expect(readCeremonyScript(Buffer.from(text)).sha256).toBe(split.sha256);
    expect(readCeremonyScript(Buffer.from(text.replace('Compare the script', 'compare the script'))).sha256).not.toBe(
      split.sha256,
    );
    expect(readCeremonyScript(Buffer.from(`${text} `)).sha256).not.toBe(split.sha256);
  });

  it.each(split.script.steps.map(({ id }) => id))('is refused without step "%s", if nothing else says so', (id) => {
    const without = changed((steps) =>
      steps.splice(
        steps.findIndex((step) => step.id === id),
        1,
      ),
    );
    // What a bank may leave out: everything else would make the ceremony prove less.
    const mayGo = ['compare-app', 'bag', 'media'].includes(id);
    if (mayGo) expect(without).not.toThrow();
    else expect(without).toThrow(/this script cannot be carried out/u);
  });

  it('is refused where a fingerprint has no witness, a share a camera, a step no known kind, or a member stands twice', () => {
    expect(changed(() => null)).not.toThrow();
    expect(changed((steps) => Object.assign(steps[at('fingerprint')] ?? {}, { witness: 'none' }))).toThrow(/words/u);
    expect(changed((steps) => Object.assign(steps[at('show-share')] ?? {}, { camera: 'public' }))).toThrow(/camera/u);
    expect(changed((steps) => Object.assign(steps[at('record')] ?? {}, { kind: 'run-command' }))).toThrow(/shape/u);
    expect(() => readCeremonyScript(Buffer.from(text.replace('{', '{"name":"x",')))).toThrow(/twice/u);
  });
});
