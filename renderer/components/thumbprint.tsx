import { thumbprintHex } from './thumbprint-hex.ts';
import css from './thumbprint.module.css';

/** A thumbprint as groups of four hex digits, eight to a line: made to be compared aloud. */
export function Thumbprint({ value }: { readonly value: string }) {
  const groups = thumbprintHex(value).match(/.{1,4}/gu) ?? [];
  return (
    <code className={css.thumbprint}>
      {groups.map((group, index) => (
        <span key={index}>{group} </span>
      ))}
    </code>
  );
}
