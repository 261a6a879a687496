import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type AuditCheckpoint, auditCheckpointSchema, type AuditEvent } from '../../shared/model/audit-event.ts';
import { type EvidenceJwk, evidenceJwkSchema } from '../../shared/model/evidence.ts';
import { type ChainReport, verifyChain } from './audit-chain.ts';
import { ed25519Thumbprint } from './audit-checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';
import { AppError } from './errors.ts';
import { readEvidenceKey } from './evidence-signature.ts';

/**
 * An exported trail, as JSON Lines: a header, every event as `{"event":…}`, every checkpoint as `{"checkpoint":…}`.
 * Each line is canonical JSON and ends with a line feed, so a file has one form only, and a stand-alone script can
 * take any line's hash without a database and without this program.
 */
const FORMAT = 'dcm-audit-export';
const VERSION = 1;

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  installId: z.string(),
  /** Public half of the key that signed the checkpoints; `null` where there are none. */
  evidenceKey: evidenceJwkSchema.nullable(),
  events: z.number().int().min(1),
  checkpoints: z.number().int().min(0),
});
type Header = z.infer<typeof headerSchema>;

export interface ExportContent {
  /** The name of this installation, as the first event's payload holds it in `installId`. */
  readonly installId: string;
  /** Ed25519, public; needed where there are checkpoints. */
  readonly evidenceKey: KeyObject | null;
  /** The last event that goes in; later ones are left out. */
  readonly head: AuditEvent;
  readonly events: Iterable<AuditEvent>;
  readonly checkpoints: readonly AuditCheckpoint[];
}

/** What a check of an exported file found. Whether the signer is trusted is for the caller to say, by `evidenceKey`. */
export interface ExportReport extends ChainReport {
  readonly installId: string;
  /** RFC 7638 thumbprint of the key that the file names as its signer. Taken from the file: not trusted by itself. */
  readonly evidenceKey: string | null;
}

/** Writes a trail as lines, each with its line feed. Nothing is verified. */
export function* exportLines({
  installId,
  evidenceKey,
  head,
  events,
  checkpoints,
}: ExportContent): Generator<string, void> {
  const included = checkpoints.filter((checkpoint) => checkpoint.seq <= head.seq);
  const header: Header = {
    format: FORMAT,
    version: VERSION,
    installId,
    // A key that signs nothing in the file could be changed without notice, so it is left out.
    evidenceKey: evidenceKey === null || included.length === 0 ? null : publicMembers(evidenceKey),
    events: head.seq,
    checkpoints: included.length,
  };
  yield line(header);
  for (const event of events) {
    if (event.seq > head.seq) break;
    yield line({ event });
  }
  for (const checkpoint of included) yield line({ checkpoint });
}

/**
 * Checks an exported trail by itself: one form only, every event and checkpoint as in `verifyChain`, the counts of the
 * header, the installation named in the first event. The signature is by the key that the file names; compare its
 * thumbprint with one that is known.
 * @throws INPUT_INVALID when the text is not an export of ours at all
 */
export function verifyExport(text: string): ExportReport {
  const lines = text.split('\n');
  const header = readHeader(lines[0] ?? '');
  const { evidenceKey: jwk, installId } = header;
  const checkpointsFrom = 1 + header.events;
  const checkpoints = lines.slice(checkpointsFrom, checkpointsFrom + header.checkpoints).map(readCheckpoint);
  const evidenceKey = jwk === null ? null : readEvidenceKey(jwk);
  const report = verifyChain(
    readEvents(lines.slice(1, checkpointsFrom), installId),
    checkpoints.filter((checkpoint) => checkpoint !== null),
    { evidenceKey },
  );
  const signer = evidenceKey === null ? null : ed25519Thumbprint(evidenceKey);
  const problem = report.ok ? formProblem(header, lines, checkpoints, report) : null;
  return {
    ...report,
    ...(problem !== null && { ok: false, kind: 'unreadable', brokenAt: report.events + 1, problem }),
    installId,
    evidenceKey: signer,
  };
}

/** What is wrong with the file around its events, once these are whole. */
function formProblem(
  header: Header,
  lines: readonly string[],
  checkpoints: readonly (AuditCheckpoint | null)[],
  report: ChainReport,
): string | null {
  if (report.events !== header.events) return `the header names ${String(header.events)} events`;
  if (checkpoints.length !== header.checkpoints || checkpoints.includes(null)) return 'a checkpoint cannot be read';
  if ((header.evidenceKey === null) !== (header.checkpoints === 0)) return 'the header names a key that signs nothing';
  const end = 1 + header.events + header.checkpoints;
  return lines.length === end + 1 && lines[end] === '' ? null : 'something follows the last line, or it is cut';
}

function readHeader(first: string): Header {
  const parsed = headerSchema.safeParse(readLine(first));
  if (parsed.success) return parsed.data;
  throw new AppError('INPUT_INVALID', 'the file is not an exported audit trail', {
    hint: 'choose the file that "audit export" wrote, unchanged: no editor, no other line ends',
  });
}

function* readEvents(lines: readonly string[], installId: string): Generator<unknown> {
  for (const [at, text] of lines.entries()) {
    const value = readLine(text);
    const event = isRecord(value) && Object.keys(value).length === 1 ? value['event'] : undefined;
    yield at === 0 && !namesInstallation(event, installId) ? undefined : event;
  }
}

function namesInstallation(event: unknown, installId: string): boolean {
  const payload = isRecord(event) ? event['payload'] : undefined;
  return isRecord(payload) && payload['installId'] === installId;
}

function readCheckpoint(text: string): AuditCheckpoint | null {
  const parsed = z.strictObject({ checkpoint: auditCheckpointSchema }).safeParse(readLine(text));
  return parsed.success ? parsed.data.checkpoint : null;
}

/** Parses one line; `undefined` unless it is JSON in the one canonical form, so that no byte of it is free. */
function readLine(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof AppError) return undefined;
    throw error;
  }
}

function publicMembers(publicKey: KeyObject): EvidenceJwk {
  const { crv, kty, x } = publicKey.export({ format: 'jwk' });
  return evidenceJwkSchema.parse({ crv, kty, x });
}

function line(value: unknown): string {
  return `${canonicalJson(value)}\n`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
