import type { AuditReport } from '../../shared/model/audit-event.ts';
import { verifyExport } from '../domain/audit-export-format.ts';
import { AppError } from '../domain/errors.ts';
import type { Home } from '../services/home.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { writeNewFile } from './new-file.ts';
import { signerProblem } from './signer-problem.ts';

export const auditCommands: readonly Command[] = [
  {
    words: 'audit verify',
    summary: '[--file EXPORT] [--trust FP]: the whole chain, first event to head',
    flags: { file: 'value', trust: 'value' },
    positionals: [],
    async run(run) {
      const { args, output } = run;
      const file = args.value('file');
      const trusted = args.value('trust');
      const report = file === null ? verifyHome(await run.home('read'), trusted) : verifyFile(file, trusted);
      const { ok, events, head, brokenAt, signer, evidenceKey } = report;
      const other = signerProblem(report, trusted);
      output.result(
        { ok: ok && other === null, events, head, brokenAt, signer, evidenceKey, problem: other ?? report.problem },
        other === null ? describe(report) : `intact, but ${other}: its own is ${evidenceKey ?? 'none yet'}`,
      );
      if (other !== null) return EXIT.notValid;
      return ok ? EXIT.done : EXIT.storage;
    },
  },
  {
    words: 'audit export',
    summary: '[--out F]: the trail as JSON Lines, to be verified anywhere',
    flags: { out: 'value' },
    positionals: [],
    async run(run) {
      const out = run.args.value('out');
      const text = (await run.home('read')).auditExport.text();
      if (out === null && !run.output.isJson) {
        run.output.raw(text);
        return EXIT.done;
      }
      if (out !== null) writeNewFile(out, text);
      const { ok, events, head, brokenAt } = verifyExport(text);
      run.output.result(
        { ok, events, head, brokenAt, signer: 'unknown', out, ...(out === null && { export: text }) },
        `written: ${out ?? ''}`,
      );
      return EXIT.done;
    },
  },
];

/** @throws INPUT_INVALID where there is no trail to verify */
function verifyHome(home: Home, trusted: string | null): AuditReport {
  const report = home.seal.verify(trusted);
  if (report.ok && report.events === 0) {
    throw new AppError('INPUT_INVALID', `there is no audit trail in ${home.path}`, {
      hint: 'check --home: nothing was verified',
    });
  }
  home.trail.note('audit.verified', { ok: report.ok, events: report.events, head: report.head });
  return report;
}

function verifyFile(path: string, trusted: string | null): AuditReport {
  const { ok, events, head, brokenAt, problem, evidenceKey } = verifyExport(
    exportIn(readNamedFile(path).toString('utf8')),
  );
  const signer = evidenceKey !== null && evidenceKey === trusted ? 'known' : 'unknown';
  return { ok, events, head, brokenAt, signer, problem, evidenceKey };
}

/** The export itself, or the document of `audit export --json` that holds it. */
function exportIn(text: string): string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // JSON Lines are no single document: this is the export itself.
    return text;
  }
  if (typeof document !== 'object' || document === null || !('export' in document)) return text;
  return typeof document.export === 'string' ? document.export : text;
}

function describe({ ok, events, brokenAt, problem, signer, evidenceKey }: AuditReport): string {
  if (!ok) return `AUDIT_BROKEN at event ${String(brokenAt ?? '-')}: ${problem ?? 'the chain does not hold'}`;
  const by =
    signer === 'known'
      ? 'signer known'
      : `signer unknown (evidence key ${evidenceKey ?? 'none yet'}; compare it, then --trust it)`;
  return `intact: ${String(events)} events, ${by}`;
}
