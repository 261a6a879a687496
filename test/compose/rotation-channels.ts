import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import type { Environment } from '../../shared/model/environment.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;

const env = 'practice';

/** A key and its successor through the window's channels: what DCM lists, an emergency to safety, evidence of it all. */
export async function useRotations(ask: Ask, make: (part: object) => Promise<Output<'key.generate'>>): Promise<void> {
  await ask('practice.behave', { env, as: 'put-replaces' });
  const { kid: old } = await make({ job: 'old' });
  const { guid } = await ask('registration.send', { env, kid: old });
  expect(await ask('reconciliation.run', { env })).toMatchObject({ extra: [], changed: [] });
  const { rotation } = await ask('rotation.start', { kid: old, kind: 'emergency', reason: 'drill' });
  const { kid } = await make({ job: 'new', replaces: old, isDraft: true });
  const { id } = rotation;
  await ask('rotation.setSuccessor', { id, kid });
  const { body } = await ask('registration.previewUpdate', { env, kid, guid });
  expect(body).toContain(kid);
  await ask('rotation.send', { id, way: 'PUT' });
  expect(await ask('rotation.look', { id })).toMatchObject({ isSafe: true, maySwitch: true });
  await ask('rotation.confirmCallBack', { id, note: 'drill' });
  await ask('rotation.switch', { id });
  await ask('rotation.end', { id, outcome: 'done', reason: 'drill' });
  expect((await ask('rotation.list')).map((one) => one.rotation.outcome)).toEqual(['done']);
  const steps = await ask('registration.steps', { env, kid });
  expect(steps.map(({ method }) => method)).toContain('PUT');
  // A successor that DCM has already is not sent: another key goes over the old entry.
  const next = await make({ job: 'next', replaces: kid, isDraft: true });
  await ask('registration.send', { env, kid: next.kid });
  const again = (await ask('rotation.start', { kid, kind: 'emergency', reason: 'drill' })).rotation.id;
  expect(await ask('rotation.setSuccessor', { id: again, kid: next.kid })).toMatchObject({ needsCover: true });
  const over = await make({ job: 'over', replaces: kid, isDraft: true });
  expect(await ask('rotation.cover', { id: again, kid: over.kid })).toMatchObject({ needsCover: false });
  await ask('rotation.end', { id: again, outcome: 'abandoned', reason: 'drill' });
  // The same entry again: DCM lists it so already, and nothing is sent.
  expect(await ask('registration.update', { env, guid, kid: over.kid })).toMatchObject({ guid, kid: over.kid });
}

/** A key in our name that is not kept here: seen, and answered for. */
export async function useComparison(ask: Ask, { baseUrl, counterpartyGuid }: Environment): Promise<void> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = { ...publicKey.export({ format: 'jwk' }), kid: 'stranger', alg: 'RS256', use: 'sig' };
  const url = `${baseUrl}/api/v1/counterparty/${counterpartyGuid}/jwk`;
  const posted = await fetch(url, { method: 'POST', body: JSON.stringify({ data }) });
  const { guid } = (await posted.json()) as { guid: string };
  expect(await ask('reconciliation.run', { env })).toMatchObject({ extra: [{ guid, adopted: null }], isDrift: true });
  expect((await ask('overview.read')).items).toContainEqual(
    expect.objectContaining({ id: 'dcm-drift', urgency: 'now' }),
  );
  await ask('reconciliation.adopt', { env, guid, owner: 'Back office', reason: 'drill' });
  const kept = await ask('reconciliation.read', { env });
  expect(kept?.extra).toMatchObject([{ guid, adopted: { owner: 'Back office' } }]);
}
