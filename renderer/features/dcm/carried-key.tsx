import type { Key } from '../../../shared/model/key.ts';
import { Notice } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../text/text.ts';
import { nameOf } from './under-way.ts';

const OPEN: readonly Key['state'][] = ['draft', 'active', 'suspended'];

/** The keys of one environment whose private half is here; drafts first, for they are what is carried. */
export function carriedKeys(keys: readonly Key[], env: string): readonly Key[] {
  const ours = keys.filter((key) => key.env === env && key.custody === 'here' && OPEN.includes(key.state));
  return ours.toSorted((one, other) => OPEN.indexOf(one.state) - OPEN.indexOf(other.state));
}

interface Props {
  readonly keys: readonly Key[];
  readonly kid: string;
  readonly onChange: (kid: string) => void;
}

/** Which of them. */
export function CarriedKey({ keys, kid, onChange }: Props) {
  const text = useText();
  if (keys.length === 0) return <Notice tone="unsure" title={text.carrying.noKey} />;
  const options = keys.map((key) => ({ id: key.kid, label: `${nameOf(key)} · ${text.terms.keyState[key.state]}` }));
  return <Select label={text.carrying.key} value={kid} onChange={onChange} options={options} />;
}
