import { beforeAll, describe, expect, it } from 'vitest';
import { exportLines, verifyExport } from '../../electron/domain/audit-export-format.ts';
import { ed25519Thumbprint } from '../../electron/domain/audit-checkpoint.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { type EvidencePair, INSTALL_ID, makeEvidencePair, makeTrail } from './trail.ts';

const trail = makeTrail(4);
const [first, second, third, head] = trail;
let evidence: EvidencePair;
let text: string;

beforeAll(async () => {
  evidence = makeEvidencePair();
  if (!first || !second || !third || !head) throw new Error('no trail');
  const checkpoints = [await evidence.seal(second), await evidence.seal(third)];
  const content = { installId: INSTALL_ID, evidenceKey: evidence.publicKey, head: third, events: trail, checkpoints };
  text = [...exportLines(content)].join('');
});

/** `ok`, the kind of break, or the code of the refusal. */
function outcomeOf(changed: string): string {
  try {
    return verifyExport(changed).kind ?? 'ok';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('an exported trail', () => {
  it('verifies by itself, and names installation and signer', () => {
    expect(verifyExport(text)).toMatchObject({
      ok: true,
      events: 3,
      head: third?.hash,
      signedThrough: 3,
      installId: INSTALL_ID,
      evidenceKey: ed25519Thumbprint(evidence.publicKey),
    });
  });

  it('leaves out what came after its head', () => {
    expect(text.split('\n')).toHaveLength(1 + 3 + 2 + 1);
  });

  it('has no bit that could be changed without notice', () => {
    const bytes = Buffer.from(text);
    const missed: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const at = bit >> 3;
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit % 8)), at);
      if (outcomeOf(bytes.toString()) === 'ok') missed.push(bit);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit % 8)), at);
    }
    expect(missed).toEqual([]);
    expect(outcomeOf(bytes.toString())).toBe('ok');
  }, 60_000);

  it('cannot be cut anywhere', () => {
    for (let length = 0; length < text.length; length += 1) {
      expect(outcomeOf(text.slice(0, length)), String(length)).not.toBe('ok');
    }
  });

  it('has every line once, in its place, and nothing else', () => {
    const lines = text.split('\n');
    for (let at = 0; at < lines.length - 1; at += 1) {
      const line = lines[at] ?? '';
      expect(outcomeOf(lines.toSpliced(at, 1).join('\n')), `without line ${String(at)}`).not.toBe('ok');
      expect(outcomeOf(lines.toSpliced(at, 0, line).join('\n')), `line ${String(at)} twice`).not.toBe('ok');
      expect(outcomeOf(lines.toSpliced(at, 0, '').join('\n')), `blank line ${String(at)}`).not.toBe('ok');
      const swapped = lines.with(at, lines[at + 1] ?? '').with(at + 1, line);
      expect(outcomeOf(swapped.join('\n')), `line ${String(at)} later`).not.toBe('ok');
    }
    expect(outcomeOf(`${text}\n`)).not.toBe('ok');
    expect(outcomeOf(`${text}{}`)).not.toBe('ok');
  });

  it('has one form: no white space, no other escapes, no other order, no other line ends', () => {
    expect(outcomeOf(text.replace('"kids":[', '"kids": ['))).toBe('unreadable');
    expect(outcomeOf(text.replace('\\u001f', '\\u001F'))).toBe('unreadable');
    expect(outcomeOf(text.replace('Олена', '\\u041eлена'))).toBe('unreadable');
    expect(outcomeOf(text.replace('"note":"a', '"note":"x","note":"a'))).toBe('unreadable');
    expect(outcomeOf(text.replaceAll('\n', '\r\n'))).toBe('INPUT_INVALID');
    expect(outcomeOf(`\ufeff${text}`)).toBe('INPUT_INVALID');
  });

  it('says where it is broken', () => {
    expect(verifyExport(text.replace('"n":1', '"n":2'))).toMatchObject({ ok: false, brokenAt: 2, kind: 'hash' });
  });

  it('belongs to the installation that its first event names', () => {
    const other = text.replace(INSTALL_ID, INSTALL_ID.replace('5', '6'));
    expect(verifyExport(other)).toMatchObject({ ok: false, brokenAt: 1 });
  });

  it('names no key when nothing in it is signed', () => {
    if (!first || !head) throw new Error('no trail');
    const content = { installId: INSTALL_ID, evidenceKey: evidence.publicKey, head, events: trail, checkpoints: [] };
    const unsigned = [...exportLines(content)].join('');
    expect(verifyExport(unsigned)).toMatchObject({ ok: true, events: 4, evidenceKey: null, signedThrough: null });
  });

  it('signed anew by somebody else verifies, and says by whom', async () => {
    if (!first || !third) throw new Error('no trail');
    const thief = makeEvidencePair();
    const checkpoints = [await thief.seal(third)];
    const content = { installId: INSTALL_ID, evidenceKey: thief.publicKey, head: third, events: trail, checkpoints };
    const report = verifyExport([...exportLines(content)].join(''));
    expect(report.ok).toBe(true);
    expect(report.evidenceKey).toBe(ed25519Thumbprint(thief.publicKey));
    expect(report.evidenceKey).not.toBe(ed25519Thumbprint(evidence.publicKey));
  });

  it.each(['', '\n', '{}', '[]', 'null', '{"format":"other"}', '\u0000', 'not json', '{"a":1}\n{"b":2}\n'])(
    'refuses %j as no export of ours',
    (value) => {
      expect(outcomeOf(value)).toBe('INPUT_INVALID');
    },
  );
});
