import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { verifyCase } from '../../electron/domain/case-check.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

/** A case from its opening to its signed export, through the window's channels. */
export async function useCases(
  ask: Ask,
  codeOf: (channel: Channel, input: unknown) => Promise<string>,
  chosen: string[],
) {
  const { id: snapshot } = await ask('snapshot.fetch', { env: 'practice' });
  const { token } = await ask('practice.issueToken', { env: 'practice', kind: 'genuine' });
  const source = { from: 'environment', env: 'practice' };
  const judged = await ask('token.judge', { token, source, profile: 'any', at: null, language: 'en' });
  const { id } = await ask('case.open', { title: 'Drill' });
  const { tokenSha256 } = judged;
  expect(await ask('case.addToken', { id, tokenSha256, token, note: 'from a letter' })).toEqual({ seq: 2 });
  // Only what this window was told is added, and never another token than the one that was judged.
  expect(await codeOf('case.addToken', { id, tokenSha256: '0'.repeat(64), token: null, note: null })).toBe(
    'INPUT_INVALID',
  );
  expect(await codeOf('case.addToken', { id, tokenSha256, token: `${token}x`, note: null })).toBe('INPUT_INVALID');
  await ask('case.addNote', { id, text: 'called DCM' });
  await ask('case.addSnapshot', { id, snapshot });
  await ask('case.close', { id, reason: 'drill' });
  await ask('case.reopen', { id, reason: 'more' });
  expect(await ask('case.list')).toMatchObject([{ id, state: 'open', items: 6 }]);
  const read = await ask('case.read', { id });
  const content = read.items[1]?.content;
  expect([content?.kind === 'token' && content.verdict?.headline, read.kept]).toEqual([judged.headline, [2]]);
  expect(JSON.stringify(read)).not.toContain(token.slice(0, 40));
  expect(JSON.stringify(await ask('case.report', { id, showsSub: false, showsObj: false }))).not.toContain(token);
  const { document, fingerprint } = await ask('case.export', { id });
  const { path } = await ask('file.save', { document });
  const check = verifyCase(readFileSync(path ?? ''), fingerprint);
  expect(check).toMatchObject({ ok: true, signer: 'known', rejudged: 1 });
  const verify = async (file: string, trusted: string | null) => {
    chosen.push(file);
    return await ask('case.verify', { file: (await ask('file.choose')).file?.id, trusted });
  };
  expect(await verify(path ?? '', fingerprint)).toEqual(check);
  expect(await verify(path ?? '', null)).toMatchObject({ ok: true, signer: 'unknown' });
  const changed = `${path ?? ''}.changed`;
  writeFileSync(changed, readFileSync(path ?? '', 'utf8').replace('called DCM', 'called us'));
  expect(await verify(changed, fingerprint)).toMatchObject({ ok: false, signer: 'unknown', title: null });
}
