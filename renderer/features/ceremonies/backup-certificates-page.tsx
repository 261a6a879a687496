import { FileBadge } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { formatUtc } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { BackupCertificate } from './backup-certificate.tsx';
import { toBackups } from './backup-opening.tsx';

/** Every drill of a set that was held here: the newest first, the others by their time. */
export function BackupCertificatesPage({ set }: { readonly set: string }) {
  const { backups } = useText();
  const language = useLanguage();
  const all = useQuery('backup.certificates', { set });
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = all.value?.find(({ certificate }) => certificate.at === chosen) ?? all.value?.[0];
  if (shown === undefined) {
    return (
      <Page title={backups.certificates} actions={toBackups(backups.toBackups)}>
        <Loaded query={all}>
          {() => (
            <EmptyState icon={FileBadge} title={backups.certificate.noneTitle}>
              {backups.certificate.noneBody}
            </EmptyState>
          )}
        </Loaded>
      </Page>
    );
  }
  return (
    <BackupCertificate key={shown.certificate.at} drill={shown}>
      {(all.value?.length ?? 0) > 1 && (
        <Select
          label={backups.certificate.which}
          value={shown.certificate.at}
          onChange={setChosen}
          options={(all.value ?? []).map(({ certificate: { at } }) => ({ id: at, label: formatUtc(at, language) }))}
        />
      )}
    </BackupCertificate>
  );
}
