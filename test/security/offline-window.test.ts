import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { ROOMS } from '../../renderer/ipc/route.ts';
import type { Channel } from '../../shared/ipc/channels.ts';
import { type PageHost, settle, startPageHost } from '../renderer/page-host.ts';
import { type NetworkUse, startTracedCore, type TracedCore } from './traced-core.ts';

const isLinux = process.platform === 'linux';
const folder = mkdtempSync(join(tmpdir(), 'dcm-offline-window-'));
const ENV = 'bank';
/** Called straight, so that its name has to be looked up. */
const NAMED = 'named';
const KEY = {
  job: 'one',
  alg: 'RS256',
  bits: 2048,
  kid: null,
  label: null,
  env: ENV,
  expiresAt: null,
  isDraft: false,
  replaces: null,
  owner: null,
  purpose: null,
  flows: null,
};
let host: PageHost;
beforeAll(async () => {
  if (isLinux) host = await startPageHost();
}, 120_000);
afterAll(async () => {
  if (isLinux) await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A real home with a bank's DCM, keys of ours, an emergency under way, and DCM's keys brought by file. */
async function furnish({ ask }: TracedCore) {
  const facts = { counterpartyGuid: '2f1d8a70-58a7-4e35-8a3e-8b64f2c0a911', kind: 'stage', ca: null };
  for (const name of [ENV, NAMED]) await ask('environment.add', { name, baseUrl: `https://${name}.invalid`, ...facts });
  await ask('access.write', { env: NAMED, pin: null, proxy: { mode: 'direct' }, contact: null });
  const { kid, jwk } = await ask<{ kid: string; jwk: object }>('key.generate', KEY);
  const { kid: old } = await ask<{ kid: string }>('key.generate', { ...KEY, job: 'two' });
  const text = JSON.stringify({ keys: [{ ...jwk, kid: 'theirs' }] });
  await ask('snapshot.import', { env: ENV, text, source: 'by hand', takenAt: null });
  const started = await ask<{ rotation: { id: string } }>('rotation.start', {
    kid: old,
    kind: 'emergency',
    reason: 'r',
  });
  const { kid: successor } = await ask<{ kid: string }>('key.generate', { ...KEY, job: 'three', replaces: old });
  const { id } = started.rotation;
  await ask('rotation.setSuccessor', { id, kid: successor });
  return { kid, old, id };
}

type Furnished = Awaited<ReturnType<typeof furnish>>;

/** Everything that would call a DCM, with the bare channel of it. */
const outward = ({ kid, id }: Furnished): readonly (readonly [Channel, unknown])[] => [
  ['registration.send', { env: ENV, kid }],
  ['registration.prove', { env: ENV, kid }],
  ['reconciliation.run', { env: ENV }],
  ['rotation.send', { id, way: 'POST' }],
  ['rotation.look', { id }],
  ['snapshot.fetch', { env: ENV }],
  ['snapshot.fetch', { env: NAMED }],
  ['access.seeCertificate', { env: ENV }],
  ['token.checkByDcm', { env: ENV, token: 'eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjF9.AAAA' }],
];

const pages = ({ kid, old }: Furnished): readonly string[] => [
  ...ROOMS.map((room) => `#/${room}`),
  '#/keys/new',
  ...['show', 'register', 'passport'].map((place) => `#/keys/${place}/${kid}`),
  ...['certificate', 'proxy', 'credential', 'contact'].map((field) => `#/dcm/access/${field}`),
  `#/dcm/rotate/${kid}`,
  `#/dcm/emergency/${old}`,
];

async function walk(page: Page, furnished: Furnished): Promise<void> {
  for (const address of pages(furnished)) {
    await page.evaluate((hash) => (window.location.hash = hash), address);
    await settle(page);
    if (!address.startsWith('#/dcm/access')) continue;
    await page.keyboard.press('Escape');
  }
}

/** Asks for what lies behind a kid that no set has: online, DCM is asked again after the verdict. */
async function judgeUnknownKid({ ask }: TracedCore): Promise<void> {
  const token = 'eyJhbGciOiJSUzI1NiIsImtpZCI6Im5ldyJ9.e30.AAAA';
  const source = { from: 'environment', env: ENV };
  const verdict = await ask('token.judge', { token, source, profile: 'any', at: null, language: 'en' });
  expect(verdict).toMatchObject({ code: 'KEY_UNKNOWN' });
}

interface Walked {
  readonly use: NetworkUse;
  readonly codes: readonly string[];
  readonly proxiesAsked: number;
  readonly banner: number;
  readonly goOnline: number;
}

/** Walks every page of the real page on the traced core, and presses what calls a DCM. */
async function walkWindow(isOnline: boolean): Promise<Walked> {
  const started = performance.now();
  const name = String(isOnline);
  const core = startTracedCore(join(folder, `home-${name}`), join(folder, `trace-${name}`));
  await core.ask('app.setOnline', { isOnline });
  const furnished = await furnish(core);
  const seen = await host.visit({ scenario: 'empty', answer: core.call }, async ({ page }) => {
    await walk(page, furnished);
    await page.evaluate(() => (window.location.hash = '#/dcm'));
    await page.getByRole('button', { name: 'Fetch now' }).click();
    const alert = page.getByRole('alert').filter({ hasText: isOnline ? 'PROXY_UNREACHABLE' : 'OFFLINE' });
    await alert.first().waitFor();
    const banner = await page.getByText('this app opens no connection').count();
    return { banner, goOnline: await alert.getByRole('button', { name: 'Go online' }).count() };
  });
  const codes: string[] = [];
  for (const [channel, input] of outward(furnished)) {
    const result = await core.call(channel, input);
    codes.push(result.ok ? 'done' : result.error.code);
  }
  await judgeUnknownKid(core);
  // The watch looks for the first time ten seconds after the start.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, 11_500 - (performance.now() - started))));
  await core.ask('app.read', {});
  const proxiesAsked = core.proxiesAsked();
  return { ...seen, use: await core.end(), codes, proxiesAsked };
}

describe.runIf(isLinux)('the window in offline mode, under strace (Linux only)', () => {
  it('opens no internet socket and looks no name up on any page; online the same walk does', async () => {
    const [online, offline] = await Promise.all([walkWindow(true), walkWindow(false)]);
    expect(online.use.internet.length).toBeGreaterThan(0);
    expect(online.use.resolver.length).toBeGreaterThan(0);
    expect(online.codes).not.toContain('OFFLINE');
    expect([online.codes.includes('done'), online.banner, online.goOnline]).toEqual([false, 0, 0]);
    expect(online.proxiesAsked).toBeGreaterThan(online.codes.length);

    expect(new Set(offline.codes)).toEqual(new Set(['OFFLINE']));
    expect([offline.use.internet, offline.use.resolver, offline.proxiesAsked]).toEqual([[], [], 0]);
    expect(offline.use.lines).toBeGreaterThan(1);
    expect([offline.banner, offline.goOnline]).toEqual([1, 1]);
  }, 120_000);
});
