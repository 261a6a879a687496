import type { backupContract } from '../../shared/ipc/backup-contract.ts';
import { AppError } from '../domain/errors.ts';
import { MAX_BACKUP_OCTETS } from '../domain/sealed-backup-value.ts';
import { drillSigner, verifyDrillCertificate } from '../domain/drill-certificate.ts';
import type { DrillCertificate } from '../../shared/model/backup-set.ts';
import type { Handlers, Services } from './handlers.ts';

/** A hundred keys are less than a tenth of it. */
const CERTIFICATE_MAX_OCTETS = 1024 * 1024;

/** Answers about backups. */
export function createBackupHandlers({
  home,
  backupDesk,
  pickedFiles,
  scanInputs,
  documents,
  changing,
}: Services): Pick<Handlers, keyof typeof backupContract> {
  /** It was chosen, or dropped on the page, which only the way of scans can tell where it lies. */
  async function bytesOf(file: string): Promise<Buffer> {
    const { id } = await pickedFiles.take(scanInputs.read(file).path);
    return await pickedFiles.read(id, MAX_BACKUP_OCTETS);
  }

  return {
    'backup.list': () => [...home.backupSets.list()],
    'backup.checkShare': ({ text, set }) => changing(home.shareChecks.check(text, set)),
    'backup.open': async ({ file, openedFor }) => await changing(backupDesk.open(await bytesOf(file), openedFor)),
    'backup.opened': () => backupDesk.read(),
    'backup.addShare': ({ text }) => changing(backupDesk.add(text)),
    'backup.forget': () => {
      backupDesk.forget();
      return changing({ done: true } as const);
    },
    'backup.drill': async ({ bags }) => {
      const places = new Map(bags.map(({ number, place }) => [number, place.trim()] as const));
      const named = new Map([...places].filter(([, place]) => place !== ''));
      return signed(await changing(backupDesk.drill(named)));
    },
    'backup.restore': async (decided) => {
      const { keys, from } = await changing(backupDesk.restore(decided));
      return { keys: [...keys], from };
    },
    'backup.certificates': ({ set }) => home.backupDrills.certificates(set).map(signed),
    'backup.verifyCertificate': async ({ file, trusted }) =>
      verifyDrillCertificate(await pickedFiles.read(file, CERTIFICATE_MAX_OCTETS), trusted),
    'backup.certificate': ({ set, at }) => {
      const certificate = home.backupDrills.certificates(set).find((one) => one.at === at);
      if (certificate === undefined) {
        throw new AppError('BACKUP_NOT_FOUND', 'there is no certificate of that time', {
          hint: 'choose one in the list',
        });
      }
      const fileName = `drill-${set}-${at.slice(0, 10)}.json`;
      const text = `${JSON.stringify(certificate, null, 2)}\n`;
      return documents.keep({ fileName, text });
    },
  };
}

function signed(certificate: DrillCertificate) {
  return { certificate, fingerprint: drillSigner(certificate) };
}
