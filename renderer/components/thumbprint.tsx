import css from './thumbprint.module.css';

/** A thumbprint as groups of four hex digits, eight to a line: made to be compared aloud. */
export function Thumbprint({ value }: { readonly value: string }) {
  const groups = toHex(value).match(/.{1,4}/gu) ?? [];
  return (
    <code className={css.thumbprint}>
      {groups.map((group, index) => (
        <span key={index}>{group} </span>
      ))}
    </code>
  );
}

function toHex(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
