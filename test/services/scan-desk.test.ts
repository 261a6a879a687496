import { describe, expect, it } from 'vitest';
import type { ScanWish } from '../../electron/services/scans.ts';
import { createScanDesk } from '../../electron/services/scan-desk.ts';
import { createScanInputs, shortNames } from '../../electron/services/scan-inputs.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';
import { memorySpill } from '../fakes/memory-spill.ts';
import { scanUse } from '../fakes/scan-uses.ts';

const EVERY = { filter: {}, sort: { by: 'place', isDescending: false }, offset: 0, limit: 50 } as const;

/** A desk whose scan finds a use for every time that it is let go on. `room`: so many blocks fit on the disk. */
function open({ room = 1000 } = {}) {
  let left = room;
  let serial = 0;
  let goOn: PromiseWithResolvers<void> = Promise.withResolvers();
  const inputs = createScanInputs({
    desktop: { ...bareDesktop, chooseSeveral: () => Promise.resolve(['/logs/a.log']) },
    files: { look: () => Promise.resolve({ isFolder: false, size: 9 }) },
    randomBytes: () => Buffer.from([(serial += 1)]),
    pickedFiles: { pathOf: () => '/picked.log' },
  });
  const desk = createScanDesk({
    scans: {
      noteExport: () => true,
      async run(_source, wish: ScanWish) {
        let found = 0;
        while (wish.signal?.aborted === false) {
          await Promise.race([goOn.promise, new Promise((resolve) => wish.signal?.addEventListener('abort', resolve))]);
          goOn = Promise.withResolvers();
          // A block at a time: what is written is a whole one.
          try {
            for (let at = 0; at < 17_000 && !wish.signal.aborted; at += 1) {
              await wish.onUse?.(scanUse(found, found));
              found += 1;
            }
          } catch (error) {
            // As the scan itself does: a fault of a scan that was told to end is none.
            if (!wish.signal.aborted) throw error;
          }
          wish.onProgress?.({ bytesDone: found, bytesTotal: null, filesDone: 0, files: 1, tokens: found });
        }
        const files = [{ file: 'a.log', bytes: 9, sha256: null, error: 'CANCELLED' }];
        const counted = {
          affected: { sub: { total: 0, top: [] }, obj: { total: 0, top: [] }, beyond: 0 },
          byOutcome: {},
          byCode: {},
          byKid: {},
          byIssuer: {},
          anomalies: {},
          withoutZone: 0,
        };
        const summary = { type: 'summary', files, bytes: 9, tokens: found, unique: found, ...counted } as const;
        return {
          summary: { ...summary, seconds: 1, isCancelled: true, stoppedBy: null, version: '0' },
          isRecorded: true,
        };
      },
    },
    tokenChecks: {
      judgeUse: () => {
        throw new Error('not asked');
      },
    },
    inputs,
    files: {
      pieces: () => {
        throw new Error('not asked');
      },
    },
    openSpill() {
      const spill = memorySpill();
      return {
        ...spill,
        append(bytes) {
          left -= 1;
          if (left < 0) throw new AppError('DISK_FULL', 'no room', { hint: 'free some' });
          return spill.append(bytes);
        },
      };
    },
    readTokenAgain: () => Promise.resolve(null),
    readTokensAgain: () => Promise.reject(new Error('not asked')),
    clock: { now: () => 0, monotonicMs: () => 0 },
    threads: 1,
    onMoved: () => moved?.(),
  });
  let moved: (() => void) | null = null;
  const nextMove = async () => await new Promise<void>((resolve) => (moved = resolve));
  async function start() {
    const chosen = await inputs.choose('files');
    return await desk.start({
      inputs: chosen.map(({ id }) => id),
      source: { from: 'own' },
      instant: { by: 'iat' },
      profile: 'any',
      proxies: [],
      language: 'en',
    });
  }
  async function letGoOn() {
    const move = nextMove();
    goOn.resolve();
    await move;
  }
  return { desk, start, letGoOn, nextMove };
}

describe('the scan of a window', () => {
  it('shows what it has found while it runs, and keeps that when it is cancelled', async () => {
    const { desk, start, letGoOn } = open();
    expect(await start()).toMatchObject({ status: 'running', progress: null, inputs: [{ name: 'a.log' }] });
    await letGoOn();
    expect([desk.read().progress?.tokens, desk.page(EVERY).total]).toEqual([17_000, 17_000]);
    expect(() => desk.clear()).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(await desk.cancel()).toMatchObject({ status: 'ended', summary: { isCancelled: true }, isRecorded: true });
    expect(desk.page(EVERY).total).toBe(17_000);
    expect(desk.clear()).toMatchObject({ status: 'none', inputs: [] });
  });

  it('is hidden by a lock and not stopped by it', async () => {
    const { desk, start, letGoOn } = open();
    await start();
    desk.hide();
    await letGoOn();
    expect(desk.read()).toMatchObject({
      status: 'running',
      isHidden: true,
      rules: null,
      inputs: [],
      progress: { tokens: 0 },
    });
    for (const look of [() => desk.page(EVERY), () => desk.counts(), () => desk.histogram({ filter: {} })]) {
      expect(look).toThrow(expect.objectContaining({ code: 'APP_LOCKED' }));
    }
    await expect(desk.open(0, 'en')).rejects.toMatchObject({ code: 'APP_LOCKED' });
    desk.show();
    expect([desk.page(EVERY).total, desk.read().isHidden]).toEqual([17_000, false]);
    await desk.close();
    expect(desk.read().status).toBe('none');
  });

  it('ends where the disk is full, says so, and keeps what was found until then', async () => {
    const { desk, start, letGoOn } = open({ room: 3 });
    await start();
    await letGoOn();
    while (desk.read().status === 'running') await letGoOn();
    expect(desk.read()).toMatchObject({
      error: { code: 'DISK_FULL' },
      summary: { isCancelled: true },
      isRecorded: true,
    });
    const { total } = desk.page(EVERY);
    expect(total).toBeGreaterThan(16_000);
    // What the summary counts is what the table has: else an export of it would not be read back.
    expect(desk.counts()).toMatchObject({ uses: total, tokens: total });
    expect(desk.read().progress?.tokens).toBe(total);
    await desk.close();
  });
});

describe('names of what was picked', () => {
  it('are short as long as no two are the same, and lead back', () => {
    const { nameOf, pathOf } = shortNames(['/var/log/gateway', '/home/o/dump.har']);
    const paths = ['/var/log/gateway/a/b.log', '/home/o/dump.har'];
    expect(paths.map(nameOf)).toEqual(['gateway/a/b.log', 'dump.har']);
    expect(paths.map((path) => pathOf(nameOf(path)))).toEqual(paths);
    const same = shortNames(['/one/app.log', '/two/app.log']);
    expect([same.nameOf('/two/app.log'), same.pathOf('/two/app.log')]).toEqual(['/two/app.log', '/two/app.log']);
    expect(shortNames(['C:\\logs', 'D:\\dump']).nameOf('C:\\logs\\a.log')).toBe('logs\\a.log');
    expect(shortNames(['/logs']).nameOf('/logs-of-others/a.log')).toBe('/logs-of-others/a.log');
  });
});
