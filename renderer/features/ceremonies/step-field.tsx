import type { CeremonyView } from '../../../shared/model/ceremony.ts';
import { Choice, Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import { ShareInput } from './share-input.tsx';

interface Props {
  readonly field: NonNullable<CeremonyView['now']>['fields'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const NUMBERS: readonly string[] = ['threshold', 'shares'];
/** What is compared character by character. */
const CODES: readonly string[] = ['kid', 'set', 'published', 'computed'];

/** One thing that a step asks for, in the form that leaves least to guess. */
export function StepField(props: Props) {
  const { field, value, onChange } = props;
  const text = useText();
  const language = useLanguage();
  const label = field.label[language];
  if (field.id === 'share') return <ShareInput label={label} value={value} onChange={onChange} />;
  if (field.isSecret) return <Field label={label} value={value} onChange={onChange} type="password" />;
  if (field.id === 'env') return <EnvironmentField {...props} />;
  if (field.options) {
    const options = field.options.map((one) => ({ id: one.id, label: one.label[language] }));
    return <Choice legend={label} value={value} onChange={onChange} options={options} />;
  }
  return (
    <Field
      label={label}
      value={value}
      onChange={onChange}
      isOptional={!field.isRequired}
      type={NUMBERS.includes(field.id) ? 'number' : 'text'}
      isCode={field.isDocument || CODES.includes(field.id)}
      {...(field.isDocument ? { rows: 5 } : {})}
    >
      {field.isDocument && (
        <div>
          <FileButton label={text.ceremonyRun.fromFile} onText={onChange} />
        </div>
      )}
    </Field>
  );
}

/** An environment that there is, chosen from those there are. */
function EnvironmentField({ field, value, onChange }: Props) {
  const { common } = useText();
  const language = useLanguage();
  const { environments } = useApp();
  return (
    <Select
      label={field.label[language]}
      value={value}
      onChange={onChange}
      options={[
        { id: '', label: field.isRequired ? '–' : common.none },
        ...environments.map(({ name }) => ({ id: name, label: name })),
      ]}
    />
  );
}
