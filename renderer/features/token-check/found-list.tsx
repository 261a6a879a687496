import { CircleHelp, CircleDashed, ScanSearch, ShieldCheck, ShieldX } from 'lucide-react';
import type { FoundToken } from '../../../shared/model/found-token.ts';
import type { Outcome, Verdict } from '../../../shared/model/verdict.ts';
import { describeFoundKind, describePlace, describeRepairs } from '../../../shared/text/found-token.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { formatNumber } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import css from './found.module.css';
import type { Checked } from './use-check.ts';

/** So many tokens are more than a person looks through one by one. */
const MANY = 10;

const LOOKS = {
  valid: ['good', ShieldCheck],
  invalid: ['bad', ShieldX],
  undetermined: ['unsure', CircleHelp],
} as const satisfies Record<Outcome, unknown>;

interface Props {
  readonly checked: Checked;
  readonly isRunning: boolean;
  readonly onShow: (index: number) => void;
  /** Scans what they stand in; `null`: that is no file. */
  readonly onScan: (() => Promise<unknown>) | null;
}

/** Several tokens: where each stood, what it says of itself, and what came of judging it. */
export function FoundList({ checked: { finding, candidates, chosen }, isRunning, onShow, onScan }: Props) {
  const text = useText();
  const { check } = text;
  const language = useLanguage();
  const rows = candidates.map((candidate, index) => ({ ...candidate, index }));
  return (
    <Panel
      title={check.several(finding.distinct)}
      lead={`${summaryOf(candidates, text)} ${check.severalLead}`.trim()}
      isFlush
    >
      <DataTable
        label={check.several(finding.distinct)}
        rows={rows}
        rowId={({ index }) => String(index)}
        columns={[
          { id: 'where', label: check.where, cell: ({ found }) => found && <Where found={found} /> },
          { id: 'says', label: check.saysOfItself, cell: ({ found }) => found && <Says found={found} /> },
          {
            id: 'outcome',
            label: check.outcome,
            cell: ({ verdict }) => <OutcomeOf verdict={verdict} isRunning={isRunning} />,
          },
          {
            id: 'show',
            label: check.show,
            isNarrow: true,
            cell: ({ index }) => (
              <Button
                look={index === chosen ? 'primary' : 'plain'}
                label={check.showOne(index + 1)}
                onPress={() => onShow(index)}
              >
                {check.show}
              </Button>
            ),
          },
        ]}
      />
      {finding.distinct > candidates.length && (
        <p className={css.more}>
          {check.moreFound(formatNumber(candidates.length, language), formatNumber(finding.distinct, language))}{' '}
          {onScan === null ? check.moreByScan : text.scan.manyOffer}
        </p>
      )}
      {onScan !== null && finding.distinct >= MANY && (
        <div className={css.more}>
          <Button icon={ScanSearch} onPress={() => void onScan()}>
            {text.scan.open}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** How many of each outcome; empty until all are judged. */
export function summaryOf(candidates: Checked['candidates'], text: Text): string {
  const outcomes = candidates.flatMap(({ verdict }) => (verdict === null ? [] : [verdict.outcome]));
  const counts = (['invalid', 'undetermined', 'valid'] as const).flatMap((outcome) => {
    const count = outcomes.filter((one) => one === outcome).length;
    return count === 0 ? [] : [`${text.terms.outcome[outcome]}: ${String(count)}.`];
  });
  return outcomes.length < candidates.length ? '' : counts.join(' ');
}

function Where({ found }: { readonly found: FoundToken }) {
  const language = useLanguage();
  const repairs = describeRepairs(found, language);
  const place = describePlace(found, language);
  return (
    <div className={css.cell}>
      <span>{place.charAt(0).toUpperCase() + place.slice(1)}</span>
      {found.kind !== 'jws' && <strong>{describeFoundKind(found, language)}</strong>}
      {repairs.length > 0 && <span className={css.soft}>{repairs.join(', ')}</span>}
    </div>
  );
}

function Says({ found: { unverified } }: { readonly found: FoundToken }) {
  const { common } = useText();
  const said = (['kid', 'iss', 'sub', 'alg'] as const).filter((name) => unverified[name] !== null);
  if (said.length === 0) return common.none;
  return (
    <div className={css.cell}>
      {said.map((name) => (
        <span key={name}>
          <span className={css.soft}>{name}</span> <code>{unverified[name]}</code>
        </span>
      ))}
    </div>
  );
}

function OutcomeOf({ verdict, isRunning }: { readonly verdict: Verdict | null; readonly isRunning: boolean }) {
  const text = useText();
  if (verdict === null) {
    return (
      <Status tone="calm" icon={CircleDashed}>
        {isRunning ? text.check.checking : text.check.notJudged}
      </Status>
    );
  }
  const [tone, icon] = LOOKS[verdict.outcome];
  return (
    <div className={css.cell}>
      <Status tone={tone} icon={icon}>
        {text.terms.outcome[verdict.outcome]}
      </Status>
      <span>{verdict.headline}</span>
    </div>
  );
}
