import { afterEach, describe, expect, it } from 'vitest';
import { dcmItems } from '../../electron/services/dcm-items.ts';
import { ENV, KEY_REQUEST, openTestHome, type TestHome } from '../fakes/test-home.ts';

let opened: TestHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

describe('what the overview says of our keys at DCM', () => {
  it('is nothing before a comparison, and nothing for a key that DCM was never told of', async () => {
    opened = await openTestHome();
    const { home } = opened;
    await home.keys.generate(KEY_REQUEST);
    expect(dcmItems(home, [ENV])).toEqual([]);
    expect(await home.reconciliations.run(ENV)).toMatchObject({ isDrift: true });
    expect(dcmItems(home, [ENV])).toEqual([]);
  });

  it('is drift, soon, when DCM has forgotten a key that it listed', async () => {
    opened = await openTestHome();
    const { home } = opened;
    const { kid } = await home.keys.generate(KEY_REQUEST);
    const { guid } = await home.registrations.send(kid, ENV);
    const { kid: other } = await home.keys.generate(KEY_REQUEST);
    await home.registrations.update(guid ?? '', other, ENV);
    await home.reconciliations.run(ENV);
    expect(dcmItems(home, [ENV])).toMatchObject([{ id: 'dcm-drift', urgency: 'soon', env: ENV, kid: null }]);
  });

  it('is a rotation soon and an emergency now, each until it has ended', async () => {
    opened = await openTestHome();
    const { home } = opened;
    const [calm, hurried] = [await home.keys.generate(KEY_REQUEST), await home.keys.generate(KEY_REQUEST)];
    home.rotations.start(calm.kid, { kind: 'planned', reason: 'r' });
    const { rotation } = home.rotations.start(hurried.kid, { kind: 'emergency', reason: 'r' });
    const found = dcmItems(home, [ENV]).map(({ id, urgency, kid }) => [id, urgency, kid]);
    expect(found).toContainEqual(['rotation-open', 'soon', calm.kid]);
    expect(found).toContainEqual(['emergency-open', 'now', hurried.kid]);
    home.rotations.end(rotation.id, { outcome: 'abandoned', reason: 'r' });
    expect(dcmItems(home, [ENV]).map(({ id }) => id)).toEqual(['rotation-open']);
  });
});
