import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-transcript-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = readFileSync(join(import.meta.dirname, '../vectors/transcript-1.json'));

/** What a Python program of the format's description alone says of a transcript. */
function byPython(transcript: Buffer): { readonly status: number | null; readonly said: string } {
  const path = join(folder, 'transcript.json');
  writeFileSync(path, transcript);
  const verifier = join(import.meta.dirname, 'verify_transcript.py');
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', [verifier, path], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

describe('the transcript of a ceremony', () => {
  it('is verified by a Python program that shares nothing with this one', () => {
    const report = verifyTranscript(bytes, null);
    expect(report).toMatchObject({ ok: true, state: 'completed', ceremony: 'C-2026-001', entries: 27 });
    const { status, said } = byPython(bytes);
    expect(status).toBe(0);
    for (const part of [report.head, report.scriptSha256, report.evidenceKey]) expect(said).toContain(part);
  });

  it('is trusted by neither after a change, wherever it is', () => {
    const places = [
      0,
      1,
      ...Array.from({ length: 20 }, (_, at) => Math.floor(((at + 1) * bytes.length) / 21)),
      bytes.length - 1,
    ];
    for (const place of places) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect([place, verifyTranscript(changed, null).ok]).toEqual([place, false]);
      expect([place, byPython(changed).status]).toEqual([place, 1]);
    }
    expect(byPython(Buffer.concat([bytes, bytes])).said).toMatch(/NOT TO BE TRUSTED/u);
  });
});
