import { X } from 'lucide-react';
import { type ReactNode, useContext } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { AppContext } from '../ipc/app-context.tsx';
import { useText } from '../text/text.ts';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import css from './dialog.module.css';
import { EnvironmentBadge } from './environment-badge.tsx';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  /** Where the act takes place, by name: its badge stands under the title. `null`: in none yet. */
  readonly env?: string | null;
}

/** A question that stands above the page. Escape closes it; focus goes back to where it was. */
export function Dialog({ title, onClose, children, isWide = false, env = null }: Props) {
  const text = useText();
  const place = useContext(AppContext)?.environments.find(({ name }) => name === env);
  return (
    <ModalOverlay
      className={css.veil ?? ''}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={cx(css.box, isWide && css.wide)}>
        <AriaDialog className={css.dialog ?? ''}>
          <header className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" icon={X} label={text.common.close} onPress={onClose} />
          </header>
          {place && <EnvironmentBadge environment={place} />}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at the foot of a dialog; the way back comes first. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={css.actions}>{children}</div>;
}
