import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useText } from '../../text/text.ts';
import css from './qr.module.css';
import { codesFor } from './qr-parts.ts';

/** Long enough for a camera that looks four times a second, and for an eye. */
const EACH_MS = 1500;

/** Public data as one QR code, or as numbered parts that can be shown one after another or one by one. */
export function QrSequence({ value }: { readonly value: string }) {
  const text = useText();
  const [codes, setCodes] = useState<readonly string[] | null | 'counting'>('counting');
  const [at, setAt] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const total = Array.isArray(codes) ? codes.length : 0;

  useEffect(() => {
    let isCurrent = true;
    void codesFor(value).then((next) => {
      if (isCurrent) setCodes(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [value]);
  useEffect(() => {
    if (!isPlaying || total < 2) return undefined;
    const timer = setInterval(() => setAt((now) => (now + 1) % total), EACH_MS);
    return () => clearInterval(timer);
  }, [isPlaying, total]);

  if (codes === 'counting') return <p>{text.common.loading}</p>;
  if (codes === null) return <ErrorNotice error={{ code: 'QR_TOO_LONG', message: text.bundle.qrTitle, hint: '' }} />;
  const step = (by: number) => {
    setIsPlaying(false);
    setAt((now) => (now + by + total) % total);
  };
  return (
    <Stack>
      <p>{text.bundle.qrLead}</p>
      <div className={css.code}>
        <QrCode
          value={codes[at] ?? ''}
          label={total === 1 ? text.bundle.qrCode : text.bundle.qrCodeOf(at + 1, total)}
        />
      </div>
      {total > 1 && (
        <>
          <Row>
            <Button icon={ChevronLeft} label={text.bundle.qrShowPart(at === 0 ? total : at)} onPress={() => step(-1)} />
            <strong className={css.part}>{text.bundle.qrPart(at + 1, total)}</strong>
            <Button
              icon={ChevronRight}
              label={text.bundle.qrShowPart(at + 2 > total ? 1 : at + 2)}
              onPress={() => step(1)}
            />
            <Button icon={isPlaying ? Pause : Play} onPress={() => setIsPlaying(!isPlaying)}>
              {isPlaying ? text.bundle.qrPause : text.bundle.qrPlay}
            </Button>
          </Row>
          <div className={css.parts}>
            {codes.map((code, index) => (
              <Button
                key={code}
                look={index === at ? 'primary' : 'quiet'}
                label={text.bundle.qrShowPart(index + 1)}
                onPress={() => {
                  setIsPlaying(false);
                  setAt(index);
                }}
              >
                {index + 1}
              </Button>
            ))}
          </div>
        </>
      )}
    </Stack>
  );
}
