import { HexGroups } from './hex-groups.tsx';
import { thumbprintHex } from './thumbprint-hex.ts';

/** A thumbprint as hex that can be compared aloud. */
export function Thumbprint({ value }: { readonly value: string }) {
  return <HexGroups value={thumbprintHex(value)} />;
}
