import type { Flow } from '../../../shared/model/flow.ts';
import { Tick } from '../../components/field.tsx';
import { useText } from '../../text/text.ts';
import css from './import.module.css';

interface Props {
  readonly value: readonly Flow[];
  readonly onChange: (flows: readonly Flow[]) => void;
}

/** The flows that a key may sign; none ticked: all of them. */
export function FlowTicks({ value, onChange }: Props) {
  const { keyImport, terms } = useText();
  return (
    <fieldset className={css.ticks}>
      <legend>{keyImport.flows}</legend>
      {(Object.keys(terms.flow) as Flow[]).map((flow) => (
        <Tick
          key={flow}
          label={`${flow} · ${terms.flow[flow]}`}
          isOn={value.includes(flow)}
          onChange={(isOn) => onChange(isOn ? [...value, flow] : value.filter((one) => one !== flow))}
        />
      ))}
      <p className={css.hint}>{keyImport.flowsHint}</p>
    </fieldset>
  );
}
