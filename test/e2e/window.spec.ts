import { CHANNELS } from '../../shared/ipc/channels.ts';
import type {} from '../../renderer/ipc/use-call.ts';
import { expect, test } from './fixture.ts';

test('the window opens on the built page', async ({ page }) => {
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(page.url()).toMatch(/^(?:app:\/\/bundle|https:\/\/bundle\.invalid)\/index\.html/u);
});

test('window.dcm has exactly the channels of the contract, and one way to listen', async ({ page }) => {
  const surface = await page.evaluate(() => ({
    names: Object.keys(window.dcm).sort(),
    kinds: [...new Set(Object.values(window.dcm).map((member) => typeof member))],
    isFrozen: Object.isFrozen(window.dcm),
    canBeReplaced: Reflect.set(window, 'dcm', {}),
  }));
  expect(surface).toEqual({
    names: [...CHANNELS, 'onEvent'].sort(),
    kinds: ['function'],
    isFrozen: true,
    canBeReplaced: false,
  });
});

test('a listener gets the event and nothing of the host', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const calls: unknown[][] = [];
    const heard = new Promise<void>((resolve) => {
      window.dcm.onEvent((...received) => {
        calls.push(received);
        resolve();
      });
    });
    await window.dcm['app.lock']({});
    await heard;
    return calls[0];
  });
  expect(seen).toEqual([{ type: 'changed' }]);
});

test('inline script, eval, remote images and connections are blocked', async ({ page, violations }) => {
  const ran = await page.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    const script = document.createElement('script');
    try {
      script.textContent = 'window.planted = "inline"';
    } catch {
      blocked.push('trusted types');
    }
    document.body.append(script);
    // Timers of the page's own: what the driver evaluates itself is exempt from the policy.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve((Reflect.get(window, 'eval') as (code: string) => unknown)('"ran"'));
        } catch {
          resolve('refused');
        }
      });
    });
    const image = new Image();
    image.src = 'https://example.test/pixel.png';
    document.body.append(image);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    const fetched = await fetch('/app-files.json').then(
      () => 'answered',
      () => 'refused',
    );
    const frame = document.createElement('iframe');
    frame.src = 'https://example.test/';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return {
      planted: Reflect.get(window, 'planted') ?? null,
      evaluated,
      fetched,
      blocked: [...new Set(blocked)].sort(),
      shown: getComputedStyle(document.body).display,
    };
  });
  expect(ran).toMatchObject({ planted: null, evaluated: 'refused', fetched: 'refused', shown: 'block' });
  for (const directive of ['connect-src', 'frame-src', 'img-src', 'style-src-elem']) {
    expect(ran.blocked).toContain(directive);
  }
  expect(violations.splice(0).length).toBeGreaterThan(0);
});

test('the window can be led nowhere else', async ({ app, page }) => {
  const home = page.url();
  for (const target of ['https://example.test/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'data:text/html,x']) {
    await page.evaluate((url) => {
      window.location.href = url;
    }, target);
    await page.waitForTimeout(200);
    expect(page.url(), target).toBe(home);
  }
  const opened = await page.evaluate(() => window.open('https://example.test/') === null);
  await expect.poll(() => page.context().pages().length).toBe(1);
  if (app.host === 'electron') expect(opened).toBe(true);
  await expect(page.locator('#root > *').first()).toBeVisible();
});

test('no permission is granted', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
    const ask = (name: string) => navigator.permissions.query({ name: name as PermissionName });
    return await Promise.all(names.map(async (name) => `${name}: ${(await ask(name)).state}`));
  });
  for (const state of states) expect(state).not.toContain('granted');
});
