import { type AffectedKind, AFFECTED_KINDS, type ScanAffected } from '../../shared/model/scan-affected.ts';
import type { ScanSummary } from '../../shared/model/scan.ts';
import type { Language } from '../../shared/model/language.ts';
import { SCAN_WORDS, type ScanWords } from '../../shared/text/scan-summary.ts';
import type { ScanExportFacts } from '../domain/scan-export-read.ts';

/** The summary for people. */
export function summaryLines(summary: ScanSummary, language: Language): readonly string[] {
  const words = SCAN_WORDS[language];
  const { files, bytes, tokens, unique, seconds } = summary;
  const failed = files.filter(({ error }) => error !== null);
  return [
    words.found(tokens, unique) + words.within(files.length, bytes, seconds.toFixed(1)),
    ...countedLines(summary, words),
    ...affectedLines(summary.affected, words),
    ...files.map(({ file, sha256 }) => entry(words.file, `${sha256 ?? words.notReadToEnd}  ${onOneLine(file)}`)),
    ...failed.map(({ file, error }) => entry(words.notRead, `${error ?? ''}  ${onOneLine(file)}`)),
  ];
}

/** So many are named; `--affected F.csv` has them all. */
const MOST_NAMED = 5;
const WIDTH = 9;

function entry(what: string, text: string): string {
  return `${what.padEnd(WIDTH)} ${text}`;
}

function affectedLines(affected: ScanAffected, words: ScanWords): readonly string[] {
  return AFFECTED_KINDS.flatMap((kind) => affectedOfKind(kind, affected[kind], words));
}

function affectedOfKind(kind: AffectedKind, { total, top }: ScanAffected['sub'], words: ScanWords): readonly string[] {
  if (total === 0) return [];
  return [
    entry(words.affected, `${kind}: ${String(total)}`),
    ...top.slice(0, MOST_NAMED).map(({ value, uses, firstSeen, lastSeen, anomalies }) => {
      const seen = firstSeen === null || lastSeen === null ? words.noTime : words.between(firstSeen, lastSeen);
      return entry('', `${String(uses).padStart(WIDTH)}  ${onOneLine(value)}  ${seen}  ${anomalies.join(' ')}`);
    }),
  ];
}

/** What an export without a summary tells. */
export function exportLines(
  { affected, ...counted }: ScanExportFacts['counted'] & Pick<ScanSummary, 'affected'>,
  language: Language,
): readonly string[] {
  const words = SCAN_WORDS[language];
  return [
    words.found(counted.tokens, counted.unique) + words.fromRows,
    ...countedLines(counted, words),
    ...affectedLines(affected, words),
  ];
}

function countedLines(counted: ScanExportFacts['counted'], words: ScanWords): readonly string[] {
  const counts = (what: string, of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([name, count]) =>
      entry(what, `${String(count).padStart(WIDTH)}  ${onOneLine(name) || words.none}`),
    );
  return [
    ...counts(words.outcome, counted.byOutcome),
    ...counts(words.code, counted.byCode),
    ...counts(words.issuer, counted.byIssuer),
    ...counts(words.kid, counted.byKid),
    ...counts(words.anomaly, counted.anomalies),
  ];
}

/** A kid or the name of a file may hold line breaks: it must not write lines of its own. */
function onOneLine(name: string): string {
  return name.replaceAll(/\p{Cc}|\p{Zl}|\p{Zp}/gu, (one) => JSON.stringify(one).slice(1, -1));
}
