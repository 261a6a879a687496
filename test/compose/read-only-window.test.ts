import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { composeWindow } from '../../electron/compose-window.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';

const CHILD = join(import.meta.dirname, 'read-only-window-child.ts');
const folder = mkdtempSync(join(tmpdir(), 'dcm-read-only-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(process.getuid?.() === 0)('the window on a practice home that can only be read', () => {
  it('opens, judges with NOT_RECORDED, says why nothing is recorded, and changes nothing', async () => {
    const home = join(folder, 'home');
    const core = await composeWindow({
      outFolder: '.',
      homePath: home,
      host: 'preview',
      desktop: bareDesktop,
      sendEvent: () => undefined,
    });
    await core.handlers['home.startPractice']({});
    await core.close();
    const copy = join(folder, 'copy');
    cpSync(home, copy, { recursive: true });
    execFileSync('chmod', ['-R', 'a+rX,a-w', copy]);
    execFileSync('chmod', ['a+rx', folder]);
    const { stdout, stderr } = spawnSync(
      'setpriv',
      ['--reuid', '65534', '--clear-groups', process.execPath, CHILD, copy],
      { encoding: 'utf8', env: { ...process.env, HOME: folder } },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      state: { ok: true, value: { homeKind: 'practice', recordingProblem: { code: 'HOME_UNWRITABLE' } } },
      judged: { ok: true, value: { code: 'TOKEN_MALFORMED', warnings: [{ code: 'NOT_RECORDED' }] } },
      added: { ok: false, error: { code: 'HOME_UNWRITABLE' } },
    });
  });
});
