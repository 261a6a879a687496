import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemAdapters } from '../../electron/compose.ts';
import { composeWindow, type WindowCore } from '../../electron/compose-window.ts';
import { createRouter } from '../../electron/ipc/router.ts';
import { CHANNELS, type Channel } from '../../shared/ipc/channels.ts';
import { contract, type Output } from '../../shared/ipc/contract.ts';
import { leaksIn, privateMembersIn } from '../adapters/keychain/canary.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { exportThroughWindow } from './window-exports.ts';
import {
  makeStandby,
  plantings,
  rememberingGenerator,
  secretsOfShares,
  splitKey,
  STANDBY_WORDS,
} from './exports-ground.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-canary-window-'));
/** What was saved lies here, and nothing else. */
const saved = join(folder, 'saved');
const { made, generateKey } = rememberingGenerator();
/** What every channel ever answered. */
const answers: { readonly channel: Channel; readonly text: string }[] = [];
let core: WindowCore;
let answer: ReturnType<typeof createRouter>['answer'];
const chosen: string[] = [];

beforeAll(async () => {
  mkdirSync(saved);
  core = await composeWindow({
    outFolder: folder,
    homePath: join(folder, 'home'),
    host: 'preview',
    keychain: 'memory',
    desktop: {
      ...bareDesktop,
      choosePlace: (name) => Promise.resolve(join(saved, `${String(readdirSync(saved).length)}-${name}`)),
      chooseFile: () => Promise.resolve(chosen.shift() ?? null),
    },
    sendEvent: () => undefined,
    adapters: { ...systemAdapters, generateKey },
  });
  ({ answer } = createRouter(core.handlers));
});
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<C extends Channel>(channel: C, input: unknown = {}): Promise<Output<C>> {
  const result = await answer(channel, input);
  answers.push({ channel, text: JSON.stringify(result) });
  if (!result.ok) throw new Error(`${channel}: ${result.error.code} ${result.error.message}`);
  return result.value as Output<C>;
}

/** Names of what is made to leave: to be saved, copied, printed, or shown to another computer. */
const LEAVING = /^(?:fileName|path|blocks|lines)$/u;
const LEAVING_AT_TOP = /^(?:text|token|payload|document)$/u;

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (node: unknown): node is Schema => typeof node === 'object' && node !== null;

function namesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (!isSchema(node)) return [];
  const own = isSchema(node['properties']) ? Object.keys(node['properties']) : [];
  return [...own, ...Object.values(node).flatMap(namesIn)];
}

/** The channels whose answer holds something that is made to leave, as the contract says. */
function leavingChannels(): readonly Channel[] {
  return CHANNELS.filter((channel) => {
    const schema = z.toJSONSchema(contract[channel].output, { unrepresentable: 'any' }) as Schema;
    const top = isSchema(schema['properties']) ? Object.keys(schema['properties']) : [];
    return namesIn(schema).some((name) => LEAVING.test(name)) || top.some((name) => LEAVING_AT_TOP.test(name));
  });
}

describe('every channel that gives something to be saved, copied, printed or shown', () => {
  it(
    'gives no private key, no share and no passphrase; one answer alone gives a share',
    { timeout: 120_000 },
    async () => {
      await ask('home.startPractice');
      await ask('app.setOnline', { isOnline: false });
      const save = async (id: string) => {
        const { document } = await ask('ceremony.file', { id });
        await ask('file.save', { document });
      };
      const split = await splitKey(
        core.home,
        'practice',
        save,
        async (input) => await ask('ceremony.showShare', input),
      );
      const standby = await makeStandby(core.home, 'practice', save);
      await ask('app.setOnline', { isOnline: true });
      writeFileSync(join(folder, 'recovery.html'), '<!doctype html>');
      const path = join(saved, readdirSync(saved).find((name) => name.includes(`backup-${split.set}`)) ?? '');
      const backup = { set: split.set, path, papers: split.papers };
      await exportThroughWindow({ ask, chosen, folder, ceremonies: [split.id, standby], backup });

      // What leaves by a new channel is searched before it passes here.
      const used = new Set(answers.map(({ channel }) => channel));
      expect(leavingChannels().filter((channel) => !used.has(channel))).toEqual([]);
      expect(leavingChannels().length).toBeGreaterThan(20);
      expect(readdirSync(saved).length).toBeGreaterThan(15);
      const shares = await secretsOfShares(split.papers);
      const secrets = [...made, ...shares, Buffer.from(STANDBY_WORDS)];
      // Three RSA keys, the evidence key, the device key.
      expect(made).toHaveLength(20);
      const others = answers.filter(({ channel }) => channel !== 'ceremony.showShare').map(({ text }) => text);
      expect(leaksIn(folder, others, secrets)).toEqual([]);
      expect(privateMembersIn(others)).toEqual([]);
      const shown = answers.filter(({ channel }) => channel === 'ceremony.showShare').map(({ text }) => text);
      expect(leaksIn(saved, shown, shares)).toHaveLength(2);
      // The search finds each secret where one is planted.
      const planted = join(folder, 'planted');
      mkdirSync(planted);
      for (const text of secrets.flatMap(plantings)) {
        writeFileSync(join(planted, 'leak'), text);
        expect(leaksIn(planted, [], secrets)).toHaveLength(1);
      }
    },
  );
});
