import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../renderer/ipc/use-call.ts';
import type { FakeCore } from '../fakes/fake-core/fake-core.ts';
import { type PageHost, startPageHost } from './page-host.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const ADDRESS = { scenario: 'archive', address: '#/dcm' } as const;
const inputsOf = ({ calls }: FakeCore, wanted: string) =>
  calls.filter(({ channel }) => channel === wanted).map(({ input }) => input);

describe('the way to a DCM', () => {
  it('is mended from where a call failed: the notice leads to the field, and the call can be made again', async () => {
    const { page, core } = await host.open(ADDRESS);
    await page.getByRole('button', { name: 'Edit: Proxy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').nth(2).check({ force: true });
    await dialog.getByLabel('Address of the proxy').fill('http://proxy.bank.example:3128');
    await dialog.getByLabel(/^User at the proxy/u).fill('o.koval');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByLabel('Password of the proxy').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Fetch now' }).click();
    const refused = page.getByRole('alert').filter({ hasText: 'PROXY_AUTH_NEEDED' });
    expect(await refused.textContent()).toContain('407');
    await refused.getByRole('link', { name: 'Give the password' }).click();
    await expect
      .poll(() => dialog.getByLabel('Password of the proxy').evaluate((it) => it.matches(':focus')))
      .toBe(true);
    await page.keyboard.type('hunter2');
    await dialog.getByRole('button', { name: 'Give the password' }).click();
    await dialog.waitFor({ state: 'detached' });
    await refused.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('DCM’s keys were fetched just now').waitFor();
    expect(inputsOf(core, 'access.setProxyPassword')).toEqual([{ env: 'dcm-live', password: 'hunter2' }]);
    expect(await page.content()).not.toContain('hunter2');
  });

  it('leads to the field of the DCM that was called, also where another one is chosen', async () => {
    const { page } = await host.open({ ...ADDRESS, address: '#/dcm/access/credential/dcm-stage' });
    await page.getByRole('dialog').getByText('dcm-stage').waitFor();
    await page.getByRole('dialog').getByLabel('Value').fill('bearer s3cret');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('One is sent; it is in memory until the app is locked').waitFor();
    expect(await page.content()).not.toContain('s3cret');
  });

  it('takes another pin only when somebody says that DCM confirmed it', async () => {
    const { page, core } = await host.open({ ...ADDRESS, address: '#/dcm/access/certificate' });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Before you pin it').waitFor();
    await dialog.getByRole('button', { name: 'Pin this one' }).click();
    await page.getByText('Pinned: only a certificate').waitFor();
    const [pinned] = inputsOf(core, 'access.write') as { pin: string; contact: unknown }[];
    expect([pinned?.pin.length, pinned?.contact]).toEqual([43, expect.objectContaining({ name: 'DCM duty desk' })]);

    await page.evaluate(async () => {
      const other = 'x1PrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4';
      await window.dcm['access.write']({ env: 'dcm-live', pin: other, proxy: { mode: 'system' }, contact: null });
    });
    await page.getByRole('button', { name: 'See the certificate' }).click();
    await dialog.getByText('It is not the pinned one').waitFor();
    expect(await dialog.getByRole('button', { name: 'Pin this one' }).isDisabled()).toBe(true);
    await dialog.getByLabel('DCM has confirmed this fingerprint on the phone').check();
    await dialog.getByRole('button', { name: 'Pin this one' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(inputsOf(core, 'access.write')).toHaveLength(3);
  });
});

describe('a new environment', () => {
  it('is shown normalised, with its badge, before anything is kept', async () => {
    const { page, core } = await host.open(ADDRESS);
    await page.getByRole('button', { name: 'Add an environment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('stage-2');
    await dialog.getByLabel('Base address').fill('https://API.bank.dcm.example/');
    await dialog.getByLabel('Counterparty GUID').fill('2f1d8a70-58a7-4e35-8a3e-8b64f2c0a911');
    await dialog.getByRole('button', { name: 'Check it' }).click();
    await dialog.getByText('https://api.bank.dcm.example', { exact: true }).waitFor();
    expect(await dialog.textContent()).toContain('Stagestage-2');
    expect(inputsOf(core, 'environment.add')).toEqual([]);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(inputsOf(core, 'environment.add')).toMatchObject([{ baseUrl: 'https://api.bank.dcm.example' }]);
  });
});

describe('a key that DCM calls stolen', () => {
  it('is not noted without a reason or for a time to come, and bears its sign everywhere afterwards', async () => {
    const { page, core } = await host.open(ADDRESS);
    await page.getByRole('button', { name: 'DCM says that 54321 is stolen' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Refuse its tokens from now on' });
    expect(await confirm.isDisabled()).toBe(true);
    const unseen = dialog.getByText('No set of DCM that we hold has ever had this key');
    expect(await unseen.count()).toBe(0);
    await dialog.getByLabel(/^Key ID/u).fill('5432');
    await unseen.waitFor();
    await dialog.getByLabel(/^Key ID/u).fill('54321');
    await dialog.getByLabel(/^What DCM said/u).fill('broken into');
    await dialog.getByLabel(/^Suspected since/u).fill('2027-01-01T00:00');
    await dialog.getByText('This time is yet to come.').waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Suspected since/u).fill('2026-11-01T03:00');
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    const said = { env: 'dcm-live', kid: '54321', since: '2026-11-01T03:00:00.000Z', reason: 'broken into' };
    expect(inputsOf(core, 'distrust.add')).toMatchObject([said]);
    // The time line, the list of stolen keys, and three sets that hold it.
    await expect.poll(() => page.getByText('Distrusted', { exact: true }).count()).toBe(5);
  });
});
