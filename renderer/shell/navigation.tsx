import {
  FolderOpen,
  House,
  KeyRound,
  LifeBuoy,
  type LucideIcon,
  PenLine,
  ScrollText,
  SearchCheck,
  Server,
  Settings as SettingsIcon,
  UsersRound,
} from 'lucide-react';
import { address, type Room, useRoute } from '../ipc/route.ts';
import { useText } from '../text/text.ts';
import css from './navigation.module.css';

const ICONS: Record<Room, LucideIcon> = {
  overview: House,
  sign: PenLine,
  check: SearchCheck,
  cases: FolderOpen,
  keys: KeyRound,
  dcm: Server,
  ceremonies: UsersRound,
  audit: ScrollText,
  settings: SettingsIcon,
  help: LifeBuoy,
};

const GROUPS = [
  ['do', ['sign', 'check', 'cases']],
  ['hold', ['keys', 'dcm', 'ceremonies']],
  ['prove', ['audit']],
] as const;

/** The rooms, in the order of the officer's day. */
export function Navigation() {
  const text = useText();
  return (
    <nav className={css.nav} aria-label={text.shell.navigation}>
      <ul>
        <Entry room="overview" />
      </ul>
      {GROUPS.map(([group, rooms]) => (
        <div key={group} className={css.group}>
          <p id={`group-${group}`} className={css.title}>
            {text.shell.groups[group]}
          </p>
          <ul aria-labelledby={`group-${group}`}>
            {rooms.map((room) => (
              <Entry key={room} room={room} />
            ))}
          </ul>
        </div>
      ))}
      <ul className={css.last}>
        <Entry room="settings" />
        <Entry room="help" />
      </ul>
    </nav>
  );
}

function Entry({ room }: { readonly room: Room }) {
  const text = useText();
  const Icon = ICONS[room];
  const isHere = useRoute().room === room;
  return (
    <li>
      <a className={css.entry} href={address(room)} aria-current={isHere ? 'page' : undefined}>
        <Icon size={18} aria-hidden />
        {text.shell.rooms[room]}
      </a>
    </li>
  );
}
