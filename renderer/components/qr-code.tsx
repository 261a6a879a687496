import { useEffect, useState } from 'react';
import { useText } from '../text/text.ts';
import css from './qr-code.module.css';
import { drawMatrix } from './qr-path.ts';

/** White modules round the code. @see ISO/IEC 18004 §6.3.8 */
const QUIET_ZONE = 4;

interface Props {
  /** What the code holds: public data only. */
  readonly value: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** A QR code, black on white in every theme: cameras want it so. The encoder is fetched when the first code is shown. */
export function QrCode({ value, label }: Props) {
  const text = useText();
  const [drawn, setDrawn] = useState<{ readonly value: string; readonly matrix: readonly boolean[][] } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void import('qr').then(({ encodeQR }) => {
      if (isCurrent) setDrawn({ value, matrix: encodeQR(value, 'raw', { ecc: 'medium', border: QUIET_ZONE }) });
    });
    return () => {
      isCurrent = false;
    };
  }, [value]);

  // A code of what was shown before would be worse than none.
  if (drawn?.value !== value) return <div className={css.wait}>{text.common.loading}</div>;
  const size = drawn.matrix.length;
  return (
    <svg className={css.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect className={css.paper} width={size} height={size} />
      <path className={css.ink} d={drawMatrix(drawn.matrix)} />
    </svg>
  );
}
