import { useEffect, useState } from 'react';
import { useText } from '../text/text.ts';
import { ErrorNotice } from './notice.tsx';
import css from './qr-code.module.css';
import { decodePixels, pixelsOfMatrix } from './qr-decode.ts';
import { drawMatrix } from './qr-path.ts';

/** White modules round the code. @see ISO/IEC 18004 §6.3.8 */
const QUIET_ZONE = 4;

interface Props {
  /** What the code holds: public data, or the one share that a custodian is shown. */
  readonly value: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
}

interface Drawn {
  readonly value: string;
  readonly matrix: readonly boolean[][];
  /** It was read again, and holds what it should. */
  readonly isSound: boolean;
}

const PIXELS_PER_MODULE = 4;
/** Modules of a side, from which a code is dense: larger on the screen, and of level L, for a screen has no scratches. */
const DENSE = 17 + 4 * 20 + 2 * QUIET_ZONE;

/**
 * At most so many pixels on the screen, a whole number of them for each module: modules of 4 and of 5 pixels side by side
 * are what a decoder of dense codes stumbles over.
 */
const [SIDE, DENSE_SIDE] = [320, 544];

async function encode(value: string): Promise<Drawn> {
  const { encodeQR } = await import('qr');
  const usual = encodeQR(value, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const matrix = usual.length > DENSE ? encodeQR(value, 'raw', { ecc: 'low', border: QUIET_ZONE }) : usual;
  // Far more than it takes: only a machine that hangs is given up.
  const read = await decodePixels(pixelsOfMatrix(matrix, PIXELS_PER_MODULE), { patienceMs: 20_000 });
  return { value, matrix, isSound: read === value };
}

/** A QR code, black on white in every theme: cameras want it so. What is shown was read again. */
export function QrCode({ value, label }: Props) {
  const text = useText();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void encode(value).then((next) => {
      if (isCurrent) setDrawn(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [value]);

  // A code of what was shown before would be worse than none.
  if (drawn?.value !== value) return <div className={css.wait}>{text.common.loading}</div>;
  if (!drawn.isSound) {
    return <ErrorNotice error={{ code: 'QR_DAMAGED', message: text.common.unknown, hint: '' }} />;
  }
  const size = drawn.matrix.length;
  const side = size * Math.max(1, Math.floor((size > DENSE - 8 ? DENSE_SIDE : SIDE) / size));
  return (
    <svg className={css.code} width={side} height={side} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect className={css.paper} width={size} height={size} />
      <path className={css.ink} d={drawMatrix(drawn.matrix)} />
    </svg>
  );
}
