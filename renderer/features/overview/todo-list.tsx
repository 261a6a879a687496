import { ArrowRight, CircleAlert, CircleDot, Clock } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Status } from '../../components/status.tsx';
import { address } from '../../ipc/route.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import css from './overview.module.css';

type Item = Output<'overview.read'>['items'][number];

const LOOKS = {
  now: ['bad', CircleAlert],
  soon: ['unsure', Clock],
  next: ['calm', CircleDot],
} as const;

const MOST_OF_A_KIND = 5;

/** The list of things to do; each line leads to the place where it is done. */
export function TodoList({ items }: { readonly items: readonly Item[] }) {
  const text = useText();
  const language = useLanguage();
  return (
    <ul className={css.todo}>
      {shorten(items).map(({ item, left }) => {
        if (left > 0) return <MoreLikeThis key={`${item.id}/more`} item={item} count={left} />;
        const words = text.overview.items[item.id];
        const [tone, icon] = LOOKS[item.urgency];
        const about = [item.kid, item.env, item.at && formatDay(item.at, language)].filter(Boolean).join(' · ');
        return (
          <li key={`${item.id}/${item.env}/${item.kid}/${item.set}`}>
            <a className={css.item} href={placeOf(item)}>
              <span className={css.urgency}>
                <Status tone={tone} icon={icon}>
                  {text.overview.urgency[item.urgency]}
                </Status>
              </span>
              <span className={css.what}>
                <strong>{words.title}</strong>
                <span>{words.body}</span>
                {about && <code>{about}</code>}
              </span>
              <ArrowRight size={18} aria-hidden />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** In a home with thousands of keys the first few of a kind tell what the matter is. */
function shorten(items: readonly Item[]): readonly { readonly item: Item; readonly left: number }[] {
  const seen = new Map<Item['id'], number>();
  for (const { id } of items) seen.set(id, (seen.get(id) ?? 0) + 1);
  const shown = new Map<Item['id'], number>();
  return items.flatMap((item) => {
    const at = (shown.get(item.id) ?? 0) + 1;
    shown.set(item.id, at);
    const all = seen.get(item.id) ?? 0;
    if (at <= MOST_OF_A_KIND || all === MOST_OF_A_KIND + 1) return [{ item, left: 0 }];
    return at === MOST_OF_A_KIND + 1 ? [{ item, left: all - MOST_OF_A_KIND }] : [];
  });
}

function MoreLikeThis({ item, count }: { readonly item: Item; readonly count: number }) {
  const text = useText();
  const [tone, icon] = LOOKS[item.urgency];
  return (
    <li>
      <a className={css.item} href={address(item.kid === null ? 'dcm' : 'keys')}>
        <span className={css.urgency}>
          <Status tone={tone} icon={icon}>
            {text.overview.urgency[item.urgency]}
          </Status>
        </span>
        <span className={css.what}>
          <strong>{text.overview.moreLikeThis(count)}</strong>
          <span>{text.overview.moreBody}</span>
        </span>
        <ArrowRight size={18} aria-hidden />
      </a>
    </li>
  );
}

function placeOf({ id, kid, env, set }: Item): string {
  switch (id) {
    case 'make-key':
    case 'no-standby':
      return address('keys', 'new');
    case 'register-key':
    case 'standby-unregistered':
    case 'registration-unknown':
    case 'registration-unlisted':
    case 'prove-key':
      return kid === null ? address('keys') : address('keys', 'register', kid);
    case 'signed-elsewhere':
    case 'key-expires':
    case 'key-expired':
    case 'key-unavailable':
      return kid === null ? address('keys') : address('keys', 'show', kid);
    case 'rotation-open':
      return kid === null ? address('dcm') : address('dcm', 'rotate', kid);
    case 'emergency-open':
      return kid === null ? address('dcm') : address('dcm', 'emergency', kid);
    case 'dcm-drift':
      return env === null ? address('dcm') : address('dcm', 'show', env);
    case 'jwks-changed':
    case 'jwks-refused':
    case 'jwks-unwatched':
    case 'distrusted-listed':
      return env === null ? address('dcm') : address('dcm', 'show', env);
    case 'start-practice':
    case 'add-environment':
    case 'fetch-snapshot':
    case 'snapshot-old':
      return address('dcm');
    case 'backup-drill-due':
      return set === undefined ? address('ceremonies', 'backups') : address('ceremonies', 'backups', 'drill', set);
    case 'backup-void':
      return address('ceremonies', 'backups');
    case 'ceremony-open':
    case 'ceremony-void':
      return address('ceremonies');
    case 'trail-broken':
      return address('audit');
    case 'keychain-problem':
    case 'policy-problem':
      return address('settings');
  }
}
