import { useState } from 'react';
import { go } from '../../ipc/route.ts';
import { BackupCertificatesPage } from './backup-certificates-page.tsx';
import { BackupCheckPage } from './backup-check-page.tsx';
import { BackupDrillPage } from './backup-drill-page.tsx';
import { BackupRestorePage } from './backup-restore-page.tsx';
import { BackupRoom } from './backup-room.tsx';
import { CeremoniesPage } from './ceremonies-page.tsx';
import { DrillVerifyPage } from './drill-verify-page.tsx';
import { ReportPage } from './report-page.tsx';
import { RunPage } from './run-page.tsx';
import { ScriptPage } from './script-page.tsx';

/** Ceremonies: the room, one script before it begins, the screens of one that is held, and its report. */
export function CeremoniesRoom({ rest: [place, name, set] }: { readonly rest: readonly string[] }) {
  /** The text of a reviewed file; it is in no address. */
  const [reviewed, setReviewed] = useState<string | null>(null);
  if (place === 'backups' && name === 'check') return <BackupCheckPage />;
  if (place === 'backups' && name === 'restore') return <BackupRestorePage />;
  if (place === 'backups' && name === 'verify') return <DrillVerifyPage />;
  if (place === 'backups' && name === 'drill') return <BackupDrillPage key={set} wanted={set ?? null} />;
  if (place === 'backups' && name === 'certificates' && set !== undefined) {
    return <BackupCertificatesPage key={set} set={set} />;
  }
  if (place === 'backups') return <BackupRoom />;
  if (place === 'script' && name !== undefined) return <ScriptPage key={name} source={{ name, text: null }} />;
  if (place === 'file' && reviewed !== null) return <ScriptPage source={{ name: null, text: reviewed }} />;
  if (place === 'run' && name !== undefined) return <RunPage key={name} id={name} />;
  if (place === 'report' && name !== undefined) return <ReportPage key={name} id={name} />;
  return (
    <CeremoniesPage
      onReviewed={(text) => {
        setReviewed(text);
        go('ceremonies', 'file');
      }}
    />
  );
}
