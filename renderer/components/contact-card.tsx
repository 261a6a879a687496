import { Phone } from 'lucide-react';
import type { Contact } from '../../shared/model/access.ts';
import { CopyButton } from './copy-button.tsx';
import { useText } from '../text/text.ts';
import css from './contact-card.module.css';

/** Whom to call, with the number large enough to be dialled from. */
export function ContactCard({ contact: { name, phone, hours } }: { readonly contact: Contact }) {
  const text = useText();
  return (
    <div className={css.card}>
      {phone !== '' && (
        <div className={css.line}>
          <strong className={css.phone}>
            <Phone size={20} aria-hidden /> {phone}
          </strong>
          <CopyButton value={phone} what={text.access.phoneNumber} />
        </div>
      )}
      <span>{[name, hours].filter(Boolean).join(' · ')}</span>
    </div>
  );
}
