import { thumbprintHex } from '../../shared/text/thumbprint-hex.ts';
import { HexGroups } from './hex-groups.tsx';

/** A thumbprint as hex that can be compared aloud. */
export function Thumbprint({ value }: { readonly value: string }) {
  return <HexGroups value={thumbprintHex(value)} />;
}
