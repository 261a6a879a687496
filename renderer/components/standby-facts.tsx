import type { StandbyView } from '../../shared/model/standby.ts';
import { useText } from '../text/text.ts';
import { Notice } from './notice.tsx';
import { Facts } from './page.tsx';
import { Instant } from './time.tsx';

const LISTED: readonly StandbyView['registration'][] = ['listed', 'proven', 'in-use'];

/** Where the paper lies, and whether a sealed key could be relied on now. */
export function StandbyFacts({ standby }: { readonly standby: StandbyView }) {
  const text = useText();
  const { place, since, by, checkedAt, registration, isPlainLeft, note } = standby;
  return (
    <>
      {isPlainLeft && (
        <Notice tone="bad" title={text.standby.plainLeft}>
          <p>{text.standby.plainLeftNext}</p>
        </Notice>
      )}
      {!LISTED.includes(registration) && (
        <Notice tone="unsure" title={text.standby.unlisted}>
          <p>{text.standby.unlistedNext}</p>
        </Notice>
      )}
      <Facts
        rows={[
          [
            text.standby.paper,
            <span key="place">
              {text.standby.place(place.bag, place.sealNumber)}
              <br />
              {place.safe}
            </span>,
          ],
          [
            text.standby.since,
            <span key="since">
              <Instant iso={since} /> · {by}
            </span>,
          ],
          [
            text.standby.checked,
            checkedAt === null ? text.standby.checkedNever : <Instant key="checked" iso={checkedAt} isRelative />,
          ],
          [
            text.standby.atDcm,
            registration === null ? text.standby.atDcmNone : text.terms.registrationState[registration],
          ],
          ...(note === null ? [] : ([[text.standby.note, note]] as const)),
        ]}
      />
    </>
  );
}
