import { CircleCheck, CircleMinus, ShieldAlert } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { PublishedKey } from '../../../shared/model/sighting.ts';
import { Button } from '../../components/button.tsx';
import { Fold } from '../../components/fold.tsx';
import { Status } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { DcmKid } from './dcm-kid.tsx';
import { partOf, type TimeAxis, timeAxis } from './time-axis.ts';
import css from './timeline.module.css';

type Archive = Output<'archive.read'>;

interface Props {
  readonly env: string;
  readonly archive: Archive;
  readonly onDistrust: (kid: string) => void;
}

/** When each key of DCM was seen published, on one axis; the words beside each bar say the same. */
export function PublishedKeys({ env, archive, onDistrust }: Props) {
  const text = useText();
  const language = useLanguage();
  const axis = timeAxis(archive, useNow(60_000));
  const row = (one: PublishedKey) => (
    <KeyLine key={one.kid} env={env} axis={axis} item={one} gaps={archive.notWatched} onDistrust={onDistrust} />
  );
  const gone = archive.keys.filter(({ isListedNow }) => !isListedNow);
  const at = (ms: number) => formatUtc(new Date(ms).toISOString(), language);
  return (
    <section className={css.timeline} aria-label={text.archive.timeline}>
      <h3>{text.archive.timeline}</h3>
      <p className={css.legend}>
        <span>
          <i className={css.seenSample} /> {text.archive.legendSeen}
        </span>
        <span>
          <i className={css.gapSample} /> {text.archive.legendGap}
        </span>
        <span>{text.archive.axis(at(axis.fromMs), at(axis.toMs))}</span>
      </p>
      <ul className={css.keys}>{archive.keys.filter(({ isListedNow }) => isListedNow).map(row)}</ul>
      {gone.length > 0 && (
        <Fold title={text.archive.keysGone(gone.length)} isOpen={gone.length < 4}>
          <ul className={css.keys}>{gone.map(row)}</ul>
        </Fold>
      )}
    </section>
  );
}

interface LineProps {
  readonly env: string;
  readonly axis: TimeAxis;
  readonly item: PublishedKey;
  readonly gaps: Archive['notWatched'];
  readonly onDistrust: (kid: string) => void;
}

function KeyLine({ env, axis, item, gaps, onDistrust }: LineProps) {
  const text = useText();
  const { kid, spans, isListedNow, distrustedSince } = item;
  const [first, last] = [spans[0], spans.at(-1)];
  return (
    <li className={css.key}>
      <div className={css.head}>
        <DcmKid env={env} kid={kid} />
        <Status tone={isListedNow ? 'good' : 'calm'} icon={isListedNow ? CircleCheck : CircleMinus}>
          {isListedNow ? text.archive.keyNow : text.archive.keyGone}
        </Status>
        <span className={css.act}>
          <Button
            look="quiet"
            icon={ShieldAlert}
            label={text.archive.distrustOf(kid)}
            onPress={() => onDistrust(kid)}
          />
        </span>
      </div>
      <div className={css.bar} aria-hidden>
        {spans.map((span) => (
          <span
            key={span.from}
            className={distrustedSince === null ? css.span : css.stolen}
            style={partOf(axis, span)}
          />
        ))}
        {gaps.map((gap) => (
          <span key={gap.from} className={css.gap} style={partOf(axis, gap)} />
        ))}
      </div>
      {first && last && (
        <p className={css.words}>
          {text.archive.keySeen} {text.archive.keyFrom} <Instant iso={first.from} /> {text.archive.keyTo}{' '}
          <Instant iso={last.to} />
          {spans.length > 1 && ` ${text.archive.keyStretches(spans.length)}`}
        </p>
      )}
    </li>
  );
}
