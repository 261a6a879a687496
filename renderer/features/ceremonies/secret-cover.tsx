import { EyeOff, VideoOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './stage.module.css';
import { useHiding } from './use-hiding.ts';

interface Props {
  /** Who alone may look. */
  readonly who: string;
  /** Made anew each time it is uncovered, so that nothing of it outlives the look. */
  readonly children: ReactNode;
  readonly onOpen?: () => void;
  readonly onHide?: () => void;
}

/** Keeps a secret off the screen until the camera is covered and the one person is ready, and takes it away again. */
export function SecretCover({ who, children, onOpen, onHide }: Props) {
  const { ceremonyRun } = useText();
  const { run: protect } = useCommand('window.protect');
  const [isOpen, setIsOpen] = useState(false);
  function open() {
    setIsOpen(true);
    onOpen?.();
  }
  function hide() {
    setIsOpen(false);
    onHide?.();
  }
  useHiding(isOpen, hide);
  // What had the focus is gone with each turn: it goes to what came in its place.
  const secret = useRef<HTMLElement>(null);
  const cover = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) secret.current?.focus({ preventScroll: true });
    else if (wasOpen.current) cover.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  useEffect(() => {
    void protect({ isOn: true });
    return () => void protect({ isOn: false });
  }, [protect]);

  if (!isOpen) {
    return (
      <section ref={cover} tabIndex={-1} className={css.cover} aria-label={ceremonyRun.coverTitle}>
        <VideoOff size={96} aria-hidden />
        <p className={css.coverTitle}>{ceremonyRun.coverTitle}</p>
        <p className={css.text}>{ceremonyRun.coverBody(who)}</p>
        <Button look="primary" onPress={open}>
          {ceremonyRun.coverReady(who)}
        </Button>
        <p className={css.soft}>
          {ceremonyRun.coverPublic} {ceremonyRun.coverNote}
        </p>
      </section>
    );
  }
  return (
    <section ref={secret} tabIndex={-1} className={css.secret} aria-label={ceremonyRun.cameraCovered}>
      <p className={css.camera}>
        <VideoOff size={20} aria-hidden /> {ceremonyRun.cameraCovered}
        <Button icon={EyeOff} onPress={hide}>
          {ceremonyRun.hideNow}
        </Button>
      </p>
      {children}
    </section>
  );
}
