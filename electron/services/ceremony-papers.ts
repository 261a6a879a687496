import type { CeremonyEntry } from '../../shared/model/ceremony.ts';
import { type Transcript, TRANSCRIPT_FORMATS, type TranscriptContent } from '../../shared/model/ceremony-document.ts';
import type { Language } from '../../shared/model/language.ts';
import { transcriptLines } from '../../shared/text/ceremony-lines.ts';
import { type CeremonyReport, ceremonyReport } from '../../shared/text/ceremony-report.ts';
import { transcriptBytes } from '../domain/ceremony-transcript.ts';
import type { Clock } from '../domain/clock.ts';
import type { Ceremonies } from './ceremonies.ts';
import type { CeremonyLog } from './ceremony-log.ts';
import type { Proofs } from './proofs.ts';

/** What a ceremony leaves for others: its transcript, signed, and its report on paper. */
export interface CeremonyPapers {
  /** As they are kept, and in words. @throws CEREMONY_NOT_FOUND, DATABASE_DAMAGED */
  transcript(
    id: string,
    language: Language,
  ): { readonly entries: readonly CeremonyEntry[]; readonly lines: readonly string[] };
  /** Signs the transcript as it is now. @throws CEREMONY_NOT_FOUND, DATABASE_DAMAGED, AUDIT_BROKEN, KEYCHAIN_*, HOME_UNWRITABLE */
  export(id: string): Promise<Transcript>;
  /** @throws CEREMONY_NOT_FOUND, DATABASE_DAMAGED */
  report(id: string, language: Language): CeremonyReport;
  /** Fingerprint (RFC 7638) of the evidence key that signs; empty before it exists. */
  fingerprint(): string;
}

interface Dependencies {
  readonly log: CeremonyLog;
  readonly ceremonies: Pick<Ceremonies, 'state'>;
  readonly proofs: Pick<Proofs, 'issue' | 'fingerprint'>;
  readonly clock: Clock;
}

/** Makes the papers of one home's ceremonies. */
export function createCeremonyPapers({ log, ceremonies, proofs, clock }: Dependencies): CeremonyPapers {
  return {
    transcript(id, language) {
      const { entries } = log.read(id);
      return { entries, lines: transcriptLines(entries, ceremonies.state(id), language) };
    },
    async export(id) {
      log.read(id);
      return await proofs.issue<TranscriptContent>({
        content(frame) {
          const { script, entries, run } = log.read(id);
          return {
            format: run.isRehearsal ? TRANSCRIPT_FORMATS.rehearsal : TRANSCRIPT_FORMATS.real,
            version: 1 as const,
            issuedAt: new Date(clock.now()).toISOString(),
            ceremony: id,
            script: script.text,
            entries: [...entries],
            ...frame,
          };
        },
        bytes: transcriptBytes,
        event: ({ entries }) => [
          'ceremony.exported',
          { ceremony: id, entries: entries.length, head: entries.at(-1)?.hash ?? '' },
        ],
      });
    },
    report(id, language) {
      const { entries, run } = log.read(id);
      const view = ceremonies.state(id);
      return ceremonyReport({ view, entries, script: run.script, evidenceKey: proofs.fingerprint() }, language);
    },
    fingerprint: () => proofs.fingerprint(),
  };
}
