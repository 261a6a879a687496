import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Home } from '../../electron/services/home.ts';
import { openBareHome } from '../fakes/bare-home.ts';
import { codeOf } from '../fakes/code-of.ts';
import { makeBackup, type MadeBackup } from '../fakes/made-backup.ts';
import { KEY_REQUEST } from '../fakes/test-home.ts';

type Kind = 'practice' | 'real' | 'nobody-said';
type Bare = ReturnType<typeof openBareHome>;

const opened: Bare[] = [];
afterAll(async () => {
  for (const one of opened) await one.close();
});

function homeOf(kind: Kind): Home {
  const bare = openBareHome();
  opened.push(bare);
  if (kind === 'nobody-said') return bare.home;
  bare.home.environments.add({
    name: kind,
    baseUrl: kind === 'practice' ? 'http://127.0.0.1:9' : 'https://dcm.bank.example',
    counterpartyGuid: '2f6d3d0e-7e0f-4c56-9a50-0a8f3c3c1d11',
    kind: kind === 'practice' ? 'practice' : 'stage',
    ca: null,
  });
  return bare.home;
}

/** Backups of one key each, that is locked to no environment. */
const made = new Map<Kind, MadeBackup>();
beforeAll(async () => {
  for (const kind of ['practice', 'real'] as const) {
    const home = homeOf(kind);
    const { kid } = await home.keys.generate({ ...KEY_REQUEST, env: null });
    made.set(kind, await makeBackup(home, [kid]));
  }
});

const codes = async (of: Kind, at: Kind) => {
  const { file, papers } = made.get(of) ?? { file: Buffer.alloc(0), papers: [] };
  const home = homeOf(at);
  const shares = papers.slice(0, 3);
  const drilled = await codeOf(home.backupDrills.drill({ file, shares, bags: [] }));
  return [drilled, await codeOf(home.backupRestores.restore(file, shares)), home.keys.list().length];
};

describe('a backup of keys that are thrown away, and one of keys that speak for the bank', () => {
  it('are told apart by the home that makes them, and by nobody’s word', () => {
    expect([made.get('practice')?.set.isRehearsal, made.get('real')?.set.isRehearsal]).toEqual([true, false]);
  });

  it('are neither drilled nor restored in a home of the other kind', async () => {
    const mixed = ['HOME_KIND_MIXED', 'HOME_KIND_MIXED', 0];
    expect(await codes('practice', 'real')).toEqual(mixed);
    expect(await codes('real', 'practice')).toEqual(mixed);
    expect(await codes('practice', 'practice')).toEqual(['done', 'done', 1]);
    expect(await codes('real', 'real')).toEqual(['done', 'done', 1]);
  });

  it('where nobody has said yet what the home is for: a key of the bank comes in, one of a rehearsal does not', async () => {
    expect(await codes('real', 'nobody-said')).toEqual(['done', 'done', 1]);
    expect(await codes('practice', 'nobody-said')).toEqual(['done', 'HOME_KIND_MIXED', 0]);
  });
});
