import { ShieldX } from 'lucide-react';
import { Status } from '../../components/status.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './archive.module.css';

interface Props {
  readonly env: string;
  readonly kid: string;
}

/** A key of DCM by its name, with a red sign wherever it stands if DCM called it stolen. */
export function DcmKid({ env, kid }: Props) {
  const text = useText();
  const distrusted = useQuery('distrust.list', {});
  const isDistrusted =
    distrusted.value?.some((one) => one.env === env && one.kid === kid && one.lifted === null) ?? false;
  return (
    <span className={css.kid}>
      <code>{kid}</code>
      {isDistrusted && (
        <Status tone="bad" icon={ShieldX}>
          {text.archive.distrusted}
        </Status>
      )}
    </span>
  );
}
