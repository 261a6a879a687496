import type { Output } from '../../../shared/ipc/contract.ts';
import { Facts } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './report-sheet.module.css';
import { SignatureTable } from './signature-table.tsx';
import { setNumber } from './set-number.ts';

/** The certificate in plain words, as it goes into a folder: what was shown on that day, by whom, and what was not. */
export function DrillSheet({ drill: { certificate, fingerprint } }: { readonly drill: Output<'backup.drill'> }) {
  const { backups, ceremonies } = useText();
  const words = backups.certificate;
  const language = useLanguage();
  const { at, setId, threshold, shares, isRehearsal, used, keys, bags, nextDrillAt, fileSha256, head } = certificate;
  const signers = [...used.map(({ number, custodian }) => custodian ?? backups.check.shareOnly(number)), words.officer];
  const names = used.map(({ number }) => String(number)).join(', ');
  /** The core names the paper that it is for, where that was said. */
  function bagLine(bag: string): string {
    const [, number, place] = /^share (\d+): (.*)$/u.exec(bag) ?? [];
    if (number === undefined || place === undefined) return `${words.newBag}: ${bag}`;
    return `${backups.check.shareOnly(Number(number))} · ${words.newBag}: ${place}`;
  }

  return (
    <article className={css.sheet}>
      {isRehearsal && <p className={css.mark}>{ceremonies.rehearsalMark}</p>}
      <header className={css.head}>
        <h2>{words.heading(setNumber(setId))}</h2>
        <p>
          <strong>{words.sentence(formatUtc(at, language), names, keys.length)}</strong>
        </p>
        <p>{words.how}</p>
        <p>{words.notClaimed}</p>
      </header>
      <section className={css.block}>
        <h3>{words.keysTitle}</h3>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{backups.opening.key}</th>
              <th scope="col">{words.thumbprint}</th>
              <th scope="col">{words.compared}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map(({ kid, thumbprint, comparedWith }) => (
              <tr key={kid}>
                <td>
                  <code>{kid}</code>
                </td>
                <td>
                  <code>{thumbprint}</code>
                </td>
                <td>{words.comparedWith[comparedWith]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={css.block}>
        <h3>{words.sharesTitle}</h3>
        <ul>
          {used.map(({ number, custodian }) => (
            <li key={number}>
              {backups.check.shareOnly(number)}: {custodian ?? words.unknownKeeper}
            </li>
          ))}
          {bags.map((bag) => (
            <li key={bag}>{bagLine(bag)}</li>
          ))}
        </ul>
      </section>
      <section className={css.block}>
        <h3>{words.factsTitle}</h3>
        <Facts
          rows={[
            [words.at, <Instant key="at" iso={at} />],
            [backups.check.split, backups.of(threshold, shares)],
            [backups.nextDrill, <Instant key="next" iso={nextDrillAt} />],
            [backups.file, <code key="file">{fileSha256}</code>],
            [words.evidenceKey, <code key="by">{fingerprint}</code>],
            [words.trail, <code key="head">{`${String(head.seq)} · ${head.hash}`}</code>],
            [words.installation, <code key="install">{certificate.installId}</code>],
          ]}
        />
      </section>
      <section className={css.block}>
        <h3>{words.signHere}</h3>
        <SignatureTable words={words} people={signers.map((name) => ({ name }))} />
      </section>
    </article>
  );
}
