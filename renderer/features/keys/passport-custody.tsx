import type { ReactNode } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Facts } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import css from './passport.module.css';

/** Where the private half is, and where else it is known to be. What nobody knows is said as such. */
export function PassportCustody({ item }: { readonly item: Key }) {
  const text = useText();
  return (
    <Facts
      rows={[
        [text.keys.detailKeychain, <Place key="place" item={item} />],
        [text.passport.origin, text.passport.origins[item.origin]],
        ...(item.unavailableSince === null
          ? []
          : ([[text.passport.unavailable, <Instant key="since" iso={item.unavailableSince} />]] as const)),
        [text.passport.copies, <Copies key="copies" item={item} />],
      ]}
    />
  );
}

function Place({ item }: { readonly item: Key }): ReactNode {
  const text = useText();
  if (item.state === 'deleted') return text.passport.goneFromHere;
  if (item.custody === 'here') return item.keychain === null ? text.common.unknown : text.terms.keychain[item.keychain];
  const holder = item.heldBy === null ? null : text.keyImport.holders[item.heldBy];
  return [text.passport.heldElsewhere, holder].filter(Boolean).join(' · ');
}

function Copies({ item }: { readonly item: Key }): ReactNode {
  const { passport } = useText();
  if (item.copies.length === 0) return item.origin === 'imported' ? passport.copiesMayBe : passport.copiesNone;
  return (
    <ul className={css.copies}>
      {item.copies.map(({ id, kind, where, notedAt, goneAt }) => (
        <li key={id}>
          {passport.copyKinds[kind]}: <code>{where}</code>
          <br />
          {passport.copyNoted} <Instant iso={notedAt} />
          {goneAt !== null && (
            <>
              <br />
              {passport.copyGone} <Instant iso={goneAt} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
