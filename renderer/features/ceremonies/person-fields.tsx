import { Field } from '../../components/field.tsx';
import { Columns } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';
import css from './ceremonies.module.css';

export interface PersonDraft {
  readonly name: string;
  readonly document: string;
}

interface Props {
  readonly title: string;
  readonly draft: PersonDraft;
  readonly onChange: (draft: PersonDraft) => void;
}

/** One person: the name, and the identity document that was seen. */
export function PersonFields({ title, draft, onChange }: Props) {
  const { ceremonies } = useText();
  return (
    <fieldset className={css.person}>
      <legend className={css.personRole}>{title}</legend>
      <Columns>
        <Field label={ceremonies.name} value={draft.name} onChange={(name) => onChange({ ...draft, name })} />
        <Field
          label={ceremonies.document}
          hint={ceremonies.documentHint}
          value={draft.document}
          onChange={(document) => onChange({ ...draft, document })}
        />
      </Columns>
    </fieldset>
  );
}
