import css from './thumbprint.module.css';

/** Hex in groups of four digits, eight to a line: made to be compared aloud. */
export function HexGroups({ value }: { readonly value: string }) {
  const groups = value.match(/.{1,4}/gu) ?? [];
  return (
    <code className={css.thumbprint}>
      {groups.map((group, index) => (
        <span key={index}>{group} </span>
      ))}
    </code>
  );
}
