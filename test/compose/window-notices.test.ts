import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeWindow, type WindowCore } from '../../electron/compose-window.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import type { Channel } from '../../shared/ipc/channels.ts';
import { leaksIn } from '../adapters/keychain/canary.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { useFiles } from './file-channels.ts';

const DAY = 86_400_000;
let folder: string;
let homePath: string;
let cores: WindowCore[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-notices-'));
  homePath = join(folder, 'home');
  cores = [];
});
afterEach(async () => {
  for (const core of cores) await core.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One start of the window; `shown`: the notices of the operating system. */
async function start() {
  const [shown, left, chosen]: [string[], string[], string[]] = [[], [], []];
  const core = await composeWindow({
    outFolder: '.',
    homePath,
    host: 'preview',
    keychain: 'memory',
    desktop: {
      ...bareDesktop,
      chooseFile: () => Promise.resolve(chosen.shift() ?? null),
      choosePlace: (fileName) => Promise.resolve(join(folder, fileName)),
      notify: ({ title }) => shown.push(title),
    },
    sendEvent: () => undefined,
  });
  cores.push(core);
  const { answer } = createRouter(core.handlers);
  async function ask(channel: Channel, input: unknown = {}) {
    const result = await answer(channel, input);
    left.push(JSON.stringify(result));
    if (!result.ok) throw new Error(`${channel}: ${result.error.code} ${result.error.message}`);
    return result.value as never;
  }
  const close = async () => {
    cores = cores.filter((one) => one !== core);
    await core.close();
  };
  return { core, ask, answer, shown, left, chosen, close };
}

describe('a window', () => {
  it('tells at its start of a key that is about to expire, and the next one does not repeat it', async () => {
    const first = await start();
    await first.ask('home.startPractice');
    await first.ask('settings.write', { language: 'uk', theme: 'system' });
    const expiresAt = new Date(Date.now() + 5 * DAY).toISOString();
    const names = { job: 'one', kid: null, env: 'practice', owner: null, purpose: null, flows: null, replaces: null };
    await first.ask('key.generate', {
      ...names,
      alg: 'RS256',
      bits: 2048,
      label: 'Основний',
      expiresAt,
      isDraft: false,
    });
    await first.close();
    const second = await start();
    expect([first.shown, second.shown]).toEqual([[], ['Строк ключа «Основний» спливає через 5 днів']]);
    await second.close();
    expect((await start()).shown).toEqual([]);
  });

  it('that is locked forgets the files that were picked and the documents that were made', async () => {
    const { ask, answer, chosen } = await start();
    const path = join(folder, 'a.txt');
    writeFileSync(path, 'text');
    chosen.push(path);
    const { file } = (await ask('file.choose')) as { file: { id: string } };
    expect(await answer('examine.file', { file: file.id })).toMatchObject({ ok: true });
    const { document } = (await ask('key.table', { kids: null })) as { document: string };
    expect(await answer('file.save', { document })).toMatchObject({ ok: true });
    await ask('app.lock');
    const forgotten = { ok: false, error: { code: 'INPUT_INVALID' } };
    expect(await answer('file.save', { document })).toMatchObject(forgotten);
    expect(await answer('examine.file', { file: file.id })).toMatchObject(forgotten);
  });

  it('lets nothing out of a private key that it examined, imported and compared', { timeout: 60_000 }, async () => {
    const { ask, chosen, left } = await start();
    await ask('home.startPractice');
    const secrets = await useFiles({ ask, chosen, folder });
    expect(secrets).toHaveLength(6);
    expect(leaksIn(homePath, left, secrets)).toEqual([]);
    expect(leaksIn(homePath, [...left, secrets[0]?.toString('hex') ?? ''], secrets)).toHaveLength(1);
  });
});
