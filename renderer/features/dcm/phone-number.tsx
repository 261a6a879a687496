import { Phone } from 'lucide-react';
import type { Contact } from '../../../shared/model/access.ts';
import css from './access.module.css';

/** Whom to call, with the number large enough to be dialled from. */
export function PhoneNumber({ contact: { name, phone, hours } }: { readonly contact: Contact }) {
  return (
    <span className={css.contact}>
      {phone !== '' && (
        <strong className={css.phone}>
          <Phone size={16} aria-hidden /> {phone}
        </strong>
      )}
      <span>{[name, hours].filter(Boolean).join(' · ')}</span>
    </span>
  );
}
