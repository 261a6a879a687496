import type { Language, Output } from '../../../shared/ipc/contract.ts';
import { ceremonyReportWords } from '../../../shared/text/ceremony-report-words.ts';
import css from './report-sheet.module.css';
import { SignatureTable } from './signature-table.tsx';

/** A number, an instant, the beginning of a hash: never broken into two lines. */
const SHORT = /^[\da-f: -]{1,19}$/u;

interface Props {
  readonly id: string;
  readonly report: Output<'ceremony.report'>;
  readonly language: Language;
}

/** The report as it is signed by hand: black on white, its kind and number on each page. */
export function ReportSheet({ id, report, language }: Props) {
  const words = ceremonyReportWords(language);
  const isRehearsal = id.startsWith('R-');
  return (
    <article className={css.sheet} lang={language}>
      {isRehearsal && <p className={css.mark}>{words.mark}</p>}
      <header className={css.head}>
        <h2>{report.heading}</h2>
      </header>
      {report.blocks.map(({ title, lines, table }) => (
        <section key={title} className={css.block}>
          <h3>{title}</h3>
          {table === null || table.rows.length === 0 ? (
            <ul>
              {lines.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          ) : (
            <BlockTable {...table} />
          )}
        </section>
      ))}
      <section className={css.block}>
        <h3>{words.signatures}</h3>
        <SignatureTable words={words} people={report.signatures} />
      </section>
    </article>
  );
}

function BlockTable({ columns, rows }: NonNullable<Props['report']['blocks'][number]['table']>) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          <tr key={index}>
            {cells.map((cell, at) => (
              <td key={columns[at]} className={SHORT.test(cell) ? css.short : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
