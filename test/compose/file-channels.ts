import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { privateNumbersOf } from '../adapters/keychain/canary.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

interface Desk {
  readonly ask: Ask;
  /** Paths that the system's dialog gives next. */
  readonly chosen: string[];
  /** Where documents are saved, and files to choose lie. */
  readonly folder: string;
}

/** Examines, imports, compares and saves, as the page does. @returns what nobody may see of the key in the file */
export async function useFiles({ ask, chosen, folder }: Desk): Promise<readonly Buffer[]> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  const path = join(folder, 'bank.txt');
  writeFileSync(path, pem);
  expect(await ask('file.choose')).toEqual({ file: null });
  chosen.push(path);
  const { file } = await ask('file.choose');
  expect(await ask('examine.file', { file: file?.id })).toMatchObject({ kind: 'private-key', actions: ['import-key'] });
  expect(await ask('token.findInFile', { file: file?.id })).toMatchObject({ tokens: [], holdsKey: true });
  expect(await ask('examine.text', { text: pem })).toMatchObject({ kind: 'private-key', isSecret: true });
  expect(await ask('token.find', { text: pem })).toMatchObject({ holdsKey: true });
  expect(await ask('token.findInFile', { file: file?.id })).toMatchObject({ holdsKey: true });
  const names = { kid: null, alg: null, label: '=1+1', env: 'practice', owner: null, purpose: null, flows: null };
  const imported = {
    file: file?.id,
    passphrase: null,
    isDraft: false,
    heldBy: null,
    expiresAt: '2099-01-01T00:00:00Z',
  };
  const { key } = await ask('key.import', { ...names, ...imported });
  expect(await ask('examine.file', { file: file?.id })).toMatchObject({
    keys: [{ known: { kid: key.kid, state: 'active' } }],
    actions: ['show-key'],
  });
  const publicPem = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' });
  const compared = await ask('examine.compare', { left: publicPem, right: JSON.stringify(key.jwk) });
  expect(compared.isSameKey).toBe(true);
  await saveDocuments({ ask, chosen, folder }, key.kid);
  return privateNumbersOf(privateKey);
}

async function saveDocuments({ ask, chosen, folder }: Desk, kid: string): Promise<void> {
  const passport = await ask('key.passport', { kid });
  const documents = [
    await ask('key.table', { kids: null }),
    await ask('key.calendar', { kids: [kid] }),
    { document: passport.document, fileName: passport.fileName },
  ];
  for (const { document, fileName } of documents)
    expect(await ask('file.save', { document })).toEqual({ path: join(folder, fileName) });
  const [table = '', calendar = '', last = ''] = documents.map(({ fileName }) =>
    readFileSync(join(folder, fileName), 'utf8'),
  );
  expect([table.startsWith('\u{feff}kid,'), table.includes(",'=1+1,")]).toEqual([true, true]);
  expect(calendar.match(/BEGIN:VEVENT/gu)).toHaveLength(1);
  chosen.push(join(folder, passport.fileName));
  const { file } = await ask('file.choose');
  expect(await ask('examine.file', { file: file?.id })).toMatchObject({ kind: 'key-passport' });
  const report = await ask('passport.verify', { file: file?.id, trusted: passport.fingerprint });
  expect([report.ok, report.signer, last.includes(kid)]).toEqual([true, 'known', true]);
}
