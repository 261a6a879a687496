import css from './report-sheet.module.css';

interface Props {
  readonly words: { readonly name: string; readonly signature: string; readonly date: string };
  readonly people: readonly { readonly name: string; readonly role?: string }[];
}

/** Where people sign a sheet by hand. */
export function SignatureTable({ words, people }: Props) {
  return (
    <table className={css.signatures}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.signature}</th>
          <th scope="col">{words.date}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ name, role }) => (
          <tr key={`${role}/${name}`}>
            <th scope="row">
              {name}
              {role !== undefined && <br />}
              {role}
            </th>
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
