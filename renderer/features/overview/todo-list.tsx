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

/** The list of things to do; each line leads to the place where it is done. */
export function TodoList({ items }: { readonly items: readonly Item[] }) {
  const text = useText();
  const language = useLanguage();
  return (
    <ul className={css.todo}>
      {items.map((item) => {
        const words = text.overview.items[item.id];
        const [tone, icon] = LOOKS[item.urgency];
        const about = [item.kid, item.env, item.at && formatDay(item.at, language)].filter(Boolean).join(' · ');
        return (
          <li key={`${item.id}/${item.env}/${item.kid}`}>
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

function placeOf({ id, kid, env }: Item): string {
  switch (id) {
    case 'make-key':
      return address('keys', 'new');
    case 'register-key':
    case 'prove-key':
      return kid === null ? address('keys') : address('keys', 'register', kid);
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
    case 'start-practice':
    case 'add-environment':
    case 'fetch-snapshot':
    case 'snapshot-old':
    case 'jwks-changed':
    case 'jwks-refused':
      return address('dcm');
    case 'trail-broken':
      return address('audit');
    case 'keychain-problem':
    case 'policy-problem':
      return address('settings');
  }
}
