import { Trash2 } from 'lucide-react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Panel } from '../../components/page.tsx';
import { useText } from '../../text/text.ts';

interface Props {
  readonly environments: readonly Environment[];
  readonly onRemove: (environment: Environment) => void;
}

export function EnvironmentPanel({ environments, onRemove }: Props) {
  const text = useText();
  return (
    <Panel title={text.dcm.environments} isFlush>
      <DataTable
        label={text.dcm.environments}
        rows={environments}
        rowId={({ name }) => name}
        columns={[
          { id: 'name', label: text.dcm.name, cell: (one) => <EnvironmentBadge environment={one} /> },
          { id: 'url', label: text.dcm.baseUrl, cell: (one) => <code>{one.baseUrl}</code> },
          { id: 'guid', label: text.dcm.counterparty, cell: (one) => <code>{one.counterpartyGuid}</code> },
          {
            id: 'remove',
            label: text.dcm.remove,
            isNarrow: true,
            cell: (one) => (
              <Button look="quiet" icon={Trash2} label={text.dcm.removeOf(one.name)} onPress={() => onRemove(one)} />
            ),
          },
        ]}
      />
    </Panel>
  );
}
