import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type {} from '../../renderer/ipc/use-call.ts';
import { expect, openWindow, test } from './fixture.ts';

/** What an officer meets when something is missing, lost, locked or wrong: on the real core, each with its way on. */
async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `artefacts/window/failure-${name}.png`, animations: 'disabled' });
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => (window.location.hash = hash), `#/${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function startPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start practice/u }).click();
  await expect(page.getByRole('link', { name: /Make a key/u })).toBeVisible();
}

async function check(page: Page, token: string): Promise<void> {
  await goTo(page, 'check');
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
}

/** Stands between the window and the practice DCM: loses the answer to a registration, and refuses probes. */
async function startLossyRoad(target: string) {
  const { hostname, port, host } = new URL(target);
  const posts: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { url = '/', method = 'GET', headers } = incoming;
    if (url.endsWith('/authenticate')) {
      outgoing.writeHead(400, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ code: 400, message: 'probe not welcome' }));
      return;
    }
    const isRegistration = method === 'POST';
    if (isRegistration) posts.push(url);
    const onward = ask({ hostname, port, path: url, method, headers: { ...headers, host } }, (answer) => {
      if (isRegistration) {
        answer.resume();
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

test('a lost answer is unknown, and asking again looks before it sends', async ({ page }) => {
  await startPractice(page);
  const practice = await page.evaluate(async () => {
    const result = await window.dcm['environment.list']({});
    return result.ok ? result.value[0] : undefined;
  });
  if (practice === undefined) throw new Error('there is no practice environment');
  const road = await startLossyRoad(practice.baseUrl);
  await page.evaluate(
    async (environment) => {
      await window.dcm['environment.add'](environment);
    },
    { ...practice, name: 'lossy', baseUrl: road.baseUrl },
  );
  await page.getByLabel('Environment').selectOption('lossy');
  await goTo(page, 'keys/new');
  await page.getByRole('button', { name: /^Make the key/u }).click();
  await page.getByRole('button', { name: /^Send to DCM/u }).click({ timeout: 30_000 });
  await expect(page.getByText('Nobody knows yet whether DCM has the key')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Prove/u })).toHaveCount(0);
  await keepPicture(page, 'lost-answer');

  await page.getByRole('button', { name: 'Ask DCM again' }).click();
  await expect(page.getByText('Listed by DCM')).toBeVisible();
  expect(road.posts).toHaveLength(1);

  await page.getByRole('button', { name: /^Prove/u }).click();
  await expect(page.getByText('DCM says: probe not welcome')).toBeVisible();
  await keepPicture(page, 'probe-refused');
  await road.stop();

  await page.getByRole('button', { name: /^Prove/u }).click();
  await expect(page.getByText('Code DCM_UNREACHABLE')).toBeVisible();
  await keepPicture(page, 'dcm-stopped');
});

test('a vault that a restart has locked says so, and opens where it is missed', async ({ homePath }) => {
  const first = await openWindow(homePath, null);
  await startPractice(first.page);
  await goTo(first.page, 'keys/new');
  await first.page.getByRole('button', { name: /^Make the key/u }).click();
  const choice = first.page.getByRole('dialog');
  await choice.getByText(/^Sealed vault/u).click();
  await choice.getByLabel('Passphrase, at least').fill('short');
  await choice.getByLabel('Passphrase again').fill('short');
  await expect(choice.getByText('The passphrase is too short')).toBeVisible();
  await expect(choice.getByRole('button', { name: 'Keep keys here' })).toBeDisabled();
  await choice.getByLabel('Passphrase, at least').fill('four unrelated words');
  await choice.getByLabel('Passphrase again').fill('four unrelated words');
  await choice.getByRole('button', { name: 'Keep keys here' }).click();
  await expect(first.page.getByText('This is everything that will leave')).toBeVisible({ timeout: 30_000 });
  await first.close();

  const { page, close } = await openWindow(homePath, null);
  await goTo(page, 'sign');
  await page.getByLabel('(sub)').fill('o.koval@bank.example');
  await page.getByLabel('(obj)').fill('123456789');
  await page.getByLabel(/^Reason/u).fill('ticket 4711');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByText('Code KEYCHAIN_LOCKED')).toBeVisible();
  await keepPicture(page, 'vault-locked');
  await page.locator('main').getByRole('button', { name: 'Unlock' }).click();
  const unlock = page.getByRole('dialog');
  await unlock.getByLabel('Passphrase').fill('five unrelated words');
  await page.keyboard.press('Enter');
  await expect(unlock.getByText('Code PASSPHRASE_WRONG')).toBeVisible();
  await unlock.getByLabel('Passphrase').fill('four unrelated words');
  await page.keyboard.press('Enter');
  await expect(unlock).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Signed' })).toBeVisible();
  await close();
});

test('whatever is pasted gets one answer, without any set-up', async ({ page }) => {
  await goTo(page, 'check');
  await page.getByLabel('Keys to judge with').selectOption('own');
  await page.getByLabel('Token', { exact: true }).fill('a'.repeat(5_000_000));
  await expect(page.getByText('5,000,000 characters were pasted')).toBeVisible();
  await expect(page.getByText('No token in this')).toBeVisible();
  await page.getByLabel('Token', { exact: true }).fill('a'.repeat(6_000_000));
  await expect(page.getByText('The text has 6,000,000 characters')).toBeVisible();
  await keepPicture(page, 'too-large');
  await check(page, '.'.repeat(10_000));
  await expect(page.getByRole('heading', { name: /^Not a token: .+ has 10001\./u })).toBeVisible();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await check(page, String(privateKey.export({ format: 'pem', type: 'pkcs8' })));
  await expect(page.getByText('This is a secret. It has been taken off the screen')).toBeVisible();
  expect(await page.getByLabel('Token', { exact: true }).inputValue()).toBe('');
  await keepPicture(page, 'private-key-pasted');

  await page.getByLabel('Keys to judge with').selectOption('jwks');
  await page.getByLabel('Key set (JWKS)').fill('{"keys": 5}');
  await check(page, 'eyJhbGciOiJSUzI1NiIsImtpZCI6Ijk5OTk5In0.e30.c2ln');
  await expect(page.getByText('Code JWKS_REFUSED')).toBeVisible();
});

test('a policy that is refused names its file and line, and stops keys and not checks', async ({ homePath }) => {
  writeFileSync(join(homePath, 'policy.json'), '{\n  "version": 1,\n  "maxTokenLifeSeconds": "long"\n}\n');
  const { page, close } = await openWindow(homePath, 'memory');
  await expect(page.getByText(/policy\.json, line 3/u)).toBeVisible();
  await startPractice(page);
  await keepPicture(page, 'policy-refused');
  await goTo(page, 'keys/new');
  await page.getByRole('button', { name: /^Make the key/u }).click();
  await expect(page.getByText('Code POLICY_INVALID')).toBeVisible();
  await check(page, 'rubbish');
  await expect(page.getByRole('heading', { name: /^Not a token/u })).toBeVisible();
  await close();
});
