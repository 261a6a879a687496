import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/compose.ts';
import { transcriptText, verifyTranscript } from '../../electron/domain/ceremony-transcript.ts';
import type { Home } from '../../electron/services/home.ts';
import { readOverview } from '../../electron/services/overview.ts';
import { actDue, goOn, PEOPLE, shipped } from './ceremony-driver.ts';
import { doneWhole, killedEverywhere, makeTemplate } from './killed-everywhere.ts';
import { CEREMONY } from './mortal-deeds.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-abort-'));
const template = join(folder, 'template');
const counterpartyGuid = '00000000-0000-4000-8000-000000000000';

/** A key was made, and its first share is on paper. */
beforeAll(async () => {
  await makeTemplate(template, async ({ environments, ceremonies }) => {
    environments.add({ name: 'practice', baseUrl: 'http://127.0.0.1:9', counterpartyGuid, kind: 'practice', ca: null });
    await ceremonies.start(shipped('split-key').text, PEOPLE);
    await goOn(ceremonies, CEREMONY, { threshold: '2', shares: '2' }, 'show-share.1');
    await actDue(ceremonies, CEREMONY);
    return {};
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Brings the abort to its end, and tells what the home then says of it. */
async function endOf(home: Home) {
  const { ceremonies, ceremonyPapers, backupSets, keys, store, seal } = home;
  const before = ceremonies.state(CEREMONY);
  if (before.isAborting) await ceremonies.resume(CEREMONY);
  else if (before.endedAt === null) await ceremonies.abort(CEREMONY, 'fire alarm');
  const [key] = keys.list();
  const last = store.ceremonies.entries(CEREMONY).at(-1)?.content;
  const transcript = Buffer.from(transcriptText(await ceremonyPapers.export(CEREMONY)));
  const { ok, state } = verifyTranscript(transcript, null);
  return {
    transcript: { ok, state },
    isKeyNamed: last?.kind === 'aborted' && last.removedKid === key?.kid,
    key: key?.state,
    privateHalves: readdirSync(join(home.path, '..', 'system')).filter((name) => name.includes('key.key-')).length,
    sets: backupSets.list().map((set) => set.state),
    deletions: store.audit.ofType('key.deleted').length,
    isTrailWhole: seal.verify(null).ok,
    asksForPapers: readOverview(home, systemClock).items.some((item) => item.id === 'backup-void'),
  };
}

const TRUE = {
  transcript: { ok: true, state: 'aborted' },
  isKeyNamed: true,
  key: 'deleted',
  privateHalves: 0,
  sets: ['void'],
  deletions: 1,
  isTrailWhole: true,
  asksForPapers: true,
};

describe('an abort that is killed', () => {
  it('names the key that it took away, makes the set void and has its papers destroyed, wherever it was', async () => {
    // Planted: a key that is taken away before that is announced is found.
    const planted: boolean[] = [];
    for await (const { isKeyNamed } of killedEverywhere(template, 'abort-unannounced', 9, endOf)) {
      planted.push(isKeyNamed);
      if (!isKeyNamed) break;
    }
    expect(planted.at(-1)).toBe(false);
    const { steps } = await doneWhole(template, 'abort');
    expect(steps).toBeGreaterThan(5);
    let kills = 0;
    for await (const found of killedEverywhere(template, 'abort', steps, endOf)) {
      kills += 1;
      expect({ kills, ...found }).toEqual({ kills, ...TRUE });
    }
    expect(kills).toBe(steps);
  });
});
