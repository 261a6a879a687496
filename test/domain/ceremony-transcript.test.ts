import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nextCeremonyEntry } from '../../electron/domain/ceremony-entry.ts';
import { transcriptBytes, transcriptText, verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import { ed25519Thumbprint } from '../../electron/domain/audit-checkpoint.ts';
import { placesAfter } from '../../electron/domain/ceremony-witness.ts';
import { readCeremonyScript } from '../../electron/domain/ceremony-script.ts';
import { PRESENCE, SCRIPT_HASH, SIGN_REPORT } from '../../electron/domain/shipped-steps.ts';
import { evidenceJwkSchema } from '../../shared/model/evidence.ts';
import type { CeremonyContent, CeremonyEntry } from '../../shared/model/ceremony.ts';
import { TRANSCRIPT_FORMATS, type TranscriptContent } from '../../shared/model/ceremony-document.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = ed25519Thumbprint(publicKey);
const short = { en: 'x', uk: 'x' };
/** As short as a script can be: every byte of the transcript is changed. */
const script = readCeremonyScript(
  Buffer.from(
    JSON.stringify({
      format: 'dcm-ceremony-script',
      version: 1,
      name: 'short',
      title: short,
      purpose: short,
      outcome: null,
      custodians: 'none',
      steps: [SCRIPT_HASH, PRESENCE, SIGN_REPORT].map((step) => ({ ...step, title: short, text: short })),
    }),
  ),
);

const started: CeremonyContent = {
  kind: 'started',
  script: script.script.name,
  sha256: script.sha256,
  isRehearsal: false,
  appVersion: '1.0.0',
  appReports: null,
};
const arrived = (slot: string, name: string): CeremonyContent => ({
  kind: 'arrived',
  slot,
  name,
  document: 'passport',
});
const done = (step: string): CeremonyContent => ({ kind: 'done', step, slot: 'administrator', values: {}, facts: {} });

function entriesOf(contents: readonly CeremonyContent[], id = 'C-2026-001'): readonly CeremonyEntry[] {
  const entries: CeremonyEntry[] = [];
  for (const content of contents) {
    const last = entries.at(-1) ?? null;
    const isWords = content.kind === 'witnessed' && content.work === 'words';
    const asked = isWords ? { ...content, places: [...placesAfter(last?.hash ?? '')] } : content;
    entries.push(nextCeremonyEntry(id, last, { at: '2026-11-26T12:00:00.000Z', auditSeq: entries.length + 1 }, asked));
  }
  return entries;
}

const witnessed: CeremonyContent = { kind: 'witnessed', step: 'script-hash', work: 'words', places: [], saw: null };
const CONTENTS = [
  started,
  arrived('administrator', 'Olena'),
  arrived('witness', 'Andrii'),
  done('script-hash'),
  witnessed,
];

function signed(entries: readonly CeremonyEntry[], more: Partial<TranscriptContent> = {}): Buffer {
  const content: TranscriptContent = {
    format: TRANSCRIPT_FORMATS.real,
    version: 1,
    issuedAt: '2026-11-26T13:00:00.000Z',
    installId: 'here',
    ceremony: 'C-2026-001',
    script: script.text,
    entries: [...entries],
    head: { seq: 9, hash: 'ab'.repeat(32) },
    evidenceKey: evidenceJwkSchema.parse(publicKey.export({ format: 'jwk' })),
    ...more,
  };
  const signature = sign(null, transcriptBytes(content), privateKey).toString('base64url');
  return Buffer.from(transcriptText({ ...content, signature }));
}

const problemOf = (bytes: Buffer) => verifyTranscript(bytes, signer).problem;
const rebuilt = (contents: readonly CeremonyContent[]) => problemOf(signed(entriesOf(contents)));

describe('a transcript of a ceremony', () => {
  const whole = signed(entriesOf(CONTENTS));

  it('is whole, and says who signed it only by a fingerprint that is known', () => {
    expect(verifyTranscript(whole, signer)).toMatchObject({
      ok: true,
      signer: 'known',
      state: 'not-ended',
      entries: 5,
    });
    expect(verifyTranscript(whole, null)).toMatchObject({ ok: true, signer: 'unknown' });
  });

  it('is refused after a change of any byte of it, whatever the change', () => {
    expect(verifyTranscript(whole, signer).ok).toBe(true);
    const missed: number[] = [];
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      if (verifyTranscript(changed, signer).ok) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it('is refused when it is cut, longer, or spelled in another way', () => {
    for (const length of [0, 1, whole.length - 2, whole.length - 1])
      expect(verifyTranscript(whole.subarray(0, length), signer).ok).toBe(false);
    expect(verifyTranscript(Buffer.concat([whole, Buffer.from('\n')]), signer).ok).toBe(false);
    expect(verifyTranscript(Buffer.from(JSON.stringify(JSON.parse(whole.toString()))), signer).ok).toBe(false);
  });

  it('is refused by its chain, although the holder of the evidence key signed it again', () => {
    const entries = entriesOf(CONTENTS);
    expect(problemOf(signed(entries))).toBeNull();
    expect(problemOf(signed([...entries.slice(0, 2), ...entries.slice(3)]))).toMatch(/does not follow/u);
    expect(problemOf(signed([...entries.slice(0, 3), ...entries.slice(3).toReversed()]))).toMatch(/does not follow/u);
    const changed = entries.map((entry, at) =>
      at === 2 ? { ...entry, content: arrived('witness', 'Somebody') } : entry,
    );
    expect(problemOf(signed(changed))).toMatch(/was changed/u);
    expect(problemOf(signed(entriesOf(CONTENTS, 'C-2026-002')))).toMatch(/another ceremony/u);
  });

  it('is refused by its script, although chain and signature fit', () => {
    expect(rebuilt(CONTENTS)).toBeNull();
    expect(rebuilt([started, ...CONTENTS.slice(1, 3), done('presence')])).toMatch(/is not the one that is due/u);
    expect(rebuilt([...CONTENTS.slice(0, 4), done('presence')])).toMatch(/is not the one that is due/u);
    expect(rebuilt([...CONTENTS.slice(0, 2), done('script-hash'), witnessed])).toMatch(
      /nobody is in the place of the witness/u,
    );
    expect(rebuilt([...CONTENTS, { kind: 'completed' }])).toMatch(/not every step is done/u);
    expect(problemOf(signed(entriesOf(CONTENTS), { script: `${script.text} ` }))).toMatch(/another script/u);
  });

  it('of a rehearsal never passes for a real one', () => {
    const id = 'R-2026-001';
    const rehearsed = entriesOf([{ ...started, isRehearsal: true }, ...CONTENTS.slice(1)], id);
    const format = TRANSCRIPT_FORMATS.rehearsal;
    expect(verifyTranscript(signed(rehearsed, { format, ceremony: id }), signer)).toMatchObject({
      ok: true,
      isRehearsal: true,
    });
    expect(problemOf(signed(rehearsed, { ceremony: id }))).toMatch(/rehearsal/u);
    const renamed = rehearsed.map((entry) => ({ ...entry, ceremony: 'C-2026-001' }));
    expect(problemOf(signed(renamed))).toMatch(/was changed/u);
    expect(problemOf(signed(entriesOf([{ ...started, isRehearsal: true }, ...CONTENTS.slice(1)])))).toMatch(
      /not that of its kind/u,
    );
  });
});
