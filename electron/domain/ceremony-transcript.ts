import type { KeyObject } from 'node:crypto';
import {
  type Transcript,
  TRANSCRIPT_FORMATS,
  type TranscriptContent,
  type TranscriptReport,
  transcriptSchema,
} from '../../shared/model/ceremony-document.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';
import { entriesProblem, isRehearsalId } from './ceremony-entry.ts';
import { replay } from './ceremony-rules.ts';
import type { CeremonyRun } from './ceremony-run.ts';
import { readCeremonyScript } from './ceremony-script.ts';
import { AppError } from './errors.ts';
import { isSignedBy, readEvidenceKey } from './evidence-signature.ts';
import { parseStrictObject } from './strict-json.ts';

/** A transcript of 60 steps with 16 custodians is far smaller. */
export const MAX_TRANSCRIPT_BYTES = 16 * 1024 * 1024;

/**
 * The bytes that the evidence key signs: a context of their own, which is another one for a rehearsal, then the canonical
 * JSON of the content. @throws INPUT_INVALID where it has none
 */
export function transcriptBytes(content: TranscriptContent): Buffer {
  return Buffer.from(`${content.format}-v1\0${canonicalJson(content)}`, 'utf8');
}

/** The one spelling of a transcript as a file: canonical JSON and a line feed. */
export function transcriptText(transcript: Transcript): string {
  return `${canonicalJson(transcript)}\n`;
}

/** A transcript that is whole, with where its ceremony stands. Whether its signer is trusted is another question. */
interface ReadTranscript {
  readonly transcript: Transcript;
  readonly run: CeremonyRun;
  readonly fingerprint: string;
  readonly scriptSha256: string;
}

/**
 * Checks a transcript by itself, with no home and no database: that the file is the one spelling of its content, the
 * signature, the chain of its entries, the hash of the script in it, and that every entry was allowed when it was made.
 * So no byte of it can be changed, cut or moved. `trusted`: the fingerprint of an evidence key that the reader knows.
 */
export function verifyTranscript(bytes: Buffer, trusted: string | null): TranscriptReport {
  try {
    const { transcript, run, fingerprint, scriptSha256 } = readTranscript(bytes);
    return {
      ok: true,
      isRehearsal: run.isRehearsal,
      ceremony: transcript.ceremony,
      script: run.script.name,
      scriptSha256,
      state: run.state === 'completed' || run.state === 'aborted' ? run.state : 'not-ended',
      entries: transcript.entries.length,
      head: run.newest.hash,
      deviations: run.deviations.length,
      kid: run.facts.kid,
      thumbprint: run.facts.thumbprint,
      signer: fingerprint === trusted ? 'known' : 'unknown',
      evidenceKey: fingerprint,
      problem: null,
    };
  } catch (error) {
    if (error instanceof AppError) return { ...NOTHING, problem: error.message };
    throw error;
  }
}

const NOTHING = {
  ok: false,
  isRehearsal: null,
  ceremony: null,
  script: null,
  scriptSha256: null,
  state: null,
  entries: 0,
  head: null,
  deviations: 0,
  kid: null,
  thumbprint: null,
  signer: 'unknown',
  evidenceKey: null,
} as const;

function readTranscript(bytes: Buffer): ReadTranscript {
  if (bytes.length > MAX_TRANSCRIPT_BYTES) throw refused('it is larger than any transcript');
  const parsed = parseStrictObject(bytes);
  if (!parsed.ok) throw refused(parsed.problem === 'duplicate' ? 'a member stands twice in it' : 'it is no transcript');
  const read = transcriptSchema.safeParse(parsed.value);
  if (!read.success) throw refused('it is no transcript of a ceremony');
  const transcript = read.data;
  // One content has one spelling: a blank more is a change too.
  if (transcriptText(transcript) !== bytes.toString('utf8')) throw refused('it is not spelled as it was written');
  const { signature, ...content } = transcript;
  const evidenceKey = readEvidenceKey(content.evidenceKey);
  if (evidenceKey === null) throw refused('the key that it names as its signer is none');
  requireKind(content);
  requireSigned(evidenceKey, content, signature);
  const problem = entriesProblem(content.ceremony, content.entries);
  if (problem !== null) throw refused(problem);
  const script = readCeremonyScript(Buffer.from(content.script, 'utf8'));
  const run = replay(script, content.entries);
  return { transcript, run, fingerprint: ed25519Thumbprint(evidenceKey), scriptSha256: script.sha256 };
}

function requireKind({ format, ceremony }: TranscriptContent): void {
  const isRehearsal = isRehearsalId(ceremony);
  if ((format === TRANSCRIPT_FORMATS.rehearsal) !== isRehearsal)
    throw refused('a rehearsal is given for a ceremony in it');
}

function requireSigned(evidenceKey: KeyObject, content: TranscriptContent, signature: string): void {
  if (isSignedBy(evidenceKey, transcriptBytes(content), signature)) return;
  throw refused('the signature does not fit: something in it was changed');
}

function refused(what: string): AppError {
  return new AppError('INPUT_INVALID', what, { hint: 'get the transcript again from whoever kept it' });
}
