import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { WindowCore } from '../../electron/compose-window.ts';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { makeBackup } from '../fakes/made-backup.ts';

interface Window {
  readonly core: WindowCore;
  readonly ask: <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;
  readonly codeOf: (channel: Channel, input?: unknown) => Promise<string>;
  /** What the officer picks in the next dialogs. */
  readonly chosen: string[];
  readonly folder: string;
}

/**
 * Uses every channel of backups: a drill with the file and three papers, and what comes of it. Gives the secret groups of
 * the shares that were typed, which nothing that leaves may hold.
 */
export async function useBackups(
  { core, ask, codeOf, chosen, folder }: Window,
  kid: string,
): Promise<readonly string[]> {
  expect(await ask('backup.list')).toEqual([]);
  const noShare = { ok: false, code: 'SHARE_DAMAGED', record: 'set-unknown' };
  expect(await ask('backup.checkShare', { text: 'no share', set: null })).toMatchObject(noShare);
  const { set, file, papers } = await makeBackup(core.home, [kid]);
  const path = join(folder, 'backup.json');
  writeFileSync(path, file);
  const open = async (openedFor: string) => {
    chosen.push(path);
    const { file: picked } = await ask('file.choose');
    return await ask('backup.open', { file: picked?.id, openedFor });
  };
  expect(await open('restore')).toMatchObject({ problem: { code: 'KID_TAKEN' }, keys: [{ kid, here: 'active' }] });
  expect(await codeOf('backup.restore', { suspended: [], reason: 'drill' })).toBe('KID_TAKEN');
  await ask('backup.forget');
  expect(await ask('backup.opened')).toBeNull();
  expect(await codeOf('backup.addShare', { text: papers[0] })).toBe('BACKUP_STATE');
  // Dropped on the page, as a scan takes files.
  const [dropped] = (await ask('scan.drop', { paths: [path] })).inputs;
  expect(await ask('backup.open', { file: dropped?.id, openedFor: 'drill' })).toMatchObject({ setId: set.id });
  expect(await codeOf('backup.open', { file: 'f'.repeat(32), openedFor: 'drill' })).toBe('INPUT_INVALID');
  await open('drill');
  expect((await ask('backup.addShare', { text: papers[0] })).opened.taken).toHaveLength(1);
  core.pageGone();
  expect(await ask('backup.opened')).toBeNull();
  expect(await open('drill')).toMatchObject({ problem: null, known: 'closed' });
  for (const text of papers.slice(0, 3)) expect((await ask('backup.addShare', { text })).found.code).toBe('OK');
  const { certificate, fingerprint } = await ask('backup.drill', { bags: [{ number: 2, place: 'safe 2, bag C-2' }] });
  expect(certificate).toMatchObject({ setId: set.id, bags: ['share 2: safe 2, bag C-2'] });
  expect(await ask('backup.certificates', { set: set.id })).toEqual([{ certificate, fingerprint }]);
  const { document } = await ask('backup.certificate', { set: set.id, at: certificate.at });
  const { path: saved } = await ask('file.save', { document });
  chosen.push(saved ?? '');
  const { file: certified } = await ask('file.choose');
  const verified = await ask('backup.verifyCertificate', { file: certified?.id, trusted: fingerprint });
  expect(verified).toMatchObject({ ok: true, signer: 'known', setId: set.id });
  return papers.flatMap((paper) => paper.split('-').slice(8, 16).join('-'));
}
