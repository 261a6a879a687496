import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ScanState } from '../../../shared/ipc/scan-contract.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatNumber } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { ZoneFields } from './scan-options.tsx';
import { type ScanZone, withZone, zoneOf } from './scan-question.ts';
import css from './scan.module.css';

interface Props {
  readonly state: ScanState;
  readonly onAgain: (request: Omit<Input<'scan.start'>, 'language'>) => void;
}

/** Times without a zone were not guessed: whoever knows the log says which zone is meant. */
export function ZoneAgain({ state: { summary, rules, inputs }, onAgain }: Props) {
  const { scan } = useText();
  const language = useLanguage();
  const [zone, setZone] = useState<ScanZone>('kyiv');
  const [zoneName, setZoneName] = useState('');
  const said = zoneOf({ zone, zoneName });
  if (summary === null || rules === null || summary.withoutZone === 0 || rules.instant.by !== 'arrival') return null;
  return (
    <Notice tone="unsure" title={scan.withoutZone(formatNumber(summary.withoutZone, language))}>
      <div className={css.zone}>
        <ZoneFields
          question={{ zone, zoneName }}
          onChange={(part) => {
            setZone(part.zone ?? zone);
            setZoneName(part.zoneName ?? zoneName);
          }}
        />
        <Button
          icon={RotateCcw}
          isDisabled={said === null}
          onPress={() => said !== null && onAgain({ ...withZone(rules, said), inputs: inputs.map(({ id }) => id) })}
        >
          {scan.zoneAgain}
        </Button>
      </div>
    </Notice>
  );
}
