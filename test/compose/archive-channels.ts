import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

/** Uses every channel of the archive, after one set was fetched and another one was brought by file. */
export async function useArchive(ask: Ask): Promise<void> {
  const env = 'practice';
  const [brought, fetched] = await ask('snapshot.list');
  const [to, from] = [brought?.id, fetched?.id];
  const { text, sightings } = await ask('snapshot.read', { id: from });
  expect([text.includes('"keys"'), sightings.length]).toEqual([true, 1]);
  const diff = await ask('snapshot.diff', { from, to });
  expect([diff.added, diff.removed]).toEqual([brought?.kids, fetched?.kids]);
  const { keys, watched, isWatching, everySeconds } = await ask('archive.read', { env });
  // Whether the watch has had its first look by now is a matter of the machine's speed.
  expect([keys.length, watched.length, typeof isWatching, everySeconds]).toEqual([2, 1, 'boolean', 300]);
  await ask('archive.acknowledge', { env });
  const [kid = ''] = fetched?.kids ?? [];
  const said = { env, kid, since: '2026-01-01T00:00:00.000Z', reason: 'drill', caller: 'DCM', callBack: null };
  expect(await ask('distrust.add', said)).toMatchObject(said);
  expect(await ask('distrust.list')).toMatchObject([said]);
  await ask('camera.allow', { isAllowed: false });
  const { text: bundle, report } = await ask('bundle.ofSnapshot', { id: from });
  expect(report).toMatchObject({ ok: true, signer: 'known', kids: fetched?.kids });
  const look = await ask('bundle.look', { env, text: bundle });
  expect(look).toMatchObject({ kind: 'signed-bundle', isSecret: false, bundle: { maker: null, elsewhere: null } });
  const fingerprint = report.evidenceKey ?? '';
  const trust = { fingerprint, name: 'ourselves', reason: 'drill' };
  expect(await ask('bundle.import', { env, text: bundle, trust })).toMatchObject({
    isTrusted: true,
    signer: fingerprint,
  });
  expect(await ask('maker.list')).toMatchObject([trust]);
  expect(await ask('maker.end', { fingerprint, reason: 'over' })).toMatchObject({ ended: { reason: 'over' } });
  expect((await ask('bundle.look', { env, text: bundle })).bundle?.maker).toBeNull();
  const back = { env, kid, reason: 'the drill is over', caller: 'DCM', callBack: 'the contract' };
  expect(await ask('distrust.lift', back)).toMatchObject({ ...said, lifted: { reason: back.reason } });
  expect(await ask('distrust.list')).toMatchObject([{ kid, lifted: { callBack: 'the contract' } }]);
}
