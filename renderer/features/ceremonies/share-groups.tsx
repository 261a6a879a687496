import css from './share-sheet.module.css';

const PREFIX_LETTERS = 7;
const GROUP_LETTERS = 5;
export const SHARE_GROUPS = 20;

/** A share or what was typed of one, group by group with their numbers: a mistake is named by the number of its group. */
export function ShareGroups({ text }: { readonly text: string }) {
  const { prefix, groups } = shareGroups(text);
  return (
    <ol className={css.groups}>
      <li className={css.group}>
        <span className={css.place} aria-hidden />
        <code>{prefix}</code>
      </li>
      {groups.map((group, index) => (
        <li key={index} className={css.group}>
          <span className={css.place}>{index + 1}</span>
          <code>{group}</code>
        </li>
      ))}
    </ol>
  );
}

/** The groups as they are counted: after the prefix, five letters each; blanks and dashes say nothing. */
export function shareGroups(text: string): { readonly prefix: string; readonly groups: readonly string[] } {
  const letters = text.replace(/[\s\p{Pd}]+/gu, '').toUpperCase();
  const rest = letters.slice(PREFIX_LETTERS);
  const groups = Array.from({ length: Math.ceil(rest.length / GROUP_LETTERS) }, (_, at) =>
    rest.slice(at * GROUP_LETTERS, (at + 1) * GROUP_LETTERS),
  );
  return { prefix: letters.slice(0, PREFIX_LETTERS), groups };
}
