import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { FAKE_DUMP } from '../fakes/fake-core/check-handlers.ts';
import { sampleToken } from '../fakes/fake-core/verdicts.ts';
import { type PageHost, startPageHost } from './page-host.ts';
import { paste } from './stops-paste.ts';

let host: PageHost;
beforeAll(async () => {
  host = await startPageHost();
}, 120_000);
afterAll(() => host.stop());

const open = async () => await host.open({ scenario: 'practice', address: '#/check' });
const box = (page: Page) => page.getByLabel('Token', { exact: true });
const GENUINE = 'Genuine: signed by DCM with key 54321, and in force.';

describe('what is pasted into Check', () => {
  it('is judged at once where one token is in it, as it was sent, and says where it stood and what was undone', async () => {
    const { page, core } = await open();
    const token = sampleToken('genuine');
    await paste(page, `curl -H 'CX-Authorization: ${token.slice(0, 50)}\u200B${token.slice(50)}' https://dcm.example`);
    await page.getByRole('heading', { name: GENUINE }).waitFor();
    const found = 'Found a token in the header CX-Authorization, line 1, column 28; removed one invisible character.';
    await page.getByText(found, { exact: true }).waitFor();
    expect(await page.getByRole('status').allTextContents()).toEqual([`${found} ${GENUINE}`]);
    expect(core.calls.filter(({ channel }) => channel === 'token.judge')).toMatchObject([{ input: { token } }]);
  });

  it('is a list where several are in it, each judged, and one is chosen with the keyboard alone', async () => {
    const { page } = await open();
    await paste(page, FAKE_DUMP);
    await page.getByText('Not valid: 2. Undecided: 1. Valid: 1.').first().waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['4 tokens found']);
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      if (name === 'Show the answer for token 2') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Forged: the signature does not fit DCM’s key 54321.' }).waitFor();
  });

  it('is looked through and not laid out where it is five megabytes, and the page goes on', async () => {
    const { page } = await open();
    const log = '2026-10-12 10:00:00 INFO eyJub3RoaW5n nothing to see here at all\n';
    const text = `${log.repeat(75_000)}id_token=${sampleToken('genuine')}\n`;
    await paste(page, text);
    await page.getByRole('heading', { name: GENUINE }).waitFor();
    expect(await box(page).inputValue()).toBe('');
    await page.getByText(/characters were pasted/u).waitFor();
    await page
      .getByText(/line 75,?001, column 10/u)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await paste(page, 'x'.repeat(6 * 1024 * 1024));
    await page.getByText('Code INPUT_TOO_LARGE').waitFor();
  });

  it('is taken off the page at once where a private key is in it', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const { page, core } = await open();
    await paste(page, `the key:\n${pem}`);
    await page.getByRole('alert').getByText('This is a secret. It has been taken off the screen').waitFor();
    expect(await box(page).inputValue()).toBe('');
    expect(await page.content()).not.toContain(pem.split('\n')[1]);
    expect(core.calls.map(({ channel }) => channel)).not.toContain('token.judge');
  });

  it('is a dropped file, or a chosen one, as well', async () => {
    const { page } = await open();
    const drop = async (name: string, text: string) => {
      await box(page).evaluate(
        (field, file) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([file.text], file.name));
          field.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        },
        { name, text },
      );
    };
    await drop('mail.eml', `Authorization: Bearer ${sampleToken('genuine')}`);
    await page.getByRole('heading', { name: GENUINE }).waitFor();
    await page.getByText('Looked into: mail.eml').waitFor();
    await drop('key.pem', '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA');
    await page
      .getByRole('alert')
      .getByText(/taken off the screen/u)
      .waitFor();
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await page.getByText('4 tokens found').first().waitFor();
  });
});
