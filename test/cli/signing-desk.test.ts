import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClockState } from '../../shared/model/clock.ts';
import type { SignedEntry } from '../../shared/model/signed-entry.ts';
import { createTestHome } from './run-terminal.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

let desk: SigningHome;
beforeAll(async () => {
  desk = await openSigningHome();
}, 60_000);
afterAll(async () => await desk.close());
const run = (...argv: readonly string[]) => desk.home.run(argv);
const errorOf = (ended: Awaited<ReturnType<typeof run>>) =>
  ended.json<{ error: { code: string; hint: string } }>().error;

describe('the signing desk in the terminal', { timeout: 60_000 }, () => {
  it('says in both languages what is signed, gives the token alone on stdout, and lists it without it', async () => {
    const asked = ['--requester', 'I. Melnyk', '--ticket', 'T-1'];
    const signed = await run(...desk.signArgv, ...asked, '--lang', 'uk');
    expect([signed.code, signed.stdout.trim().split('.').length]).toEqual([0, 3]);
    expect(signed.stderr).toContain('«s» діє щодо «o»: операція клієнта, наприклад платіж (sign-in).');
    const history = await run('token', 'history', '--limit', '1', '--json');
    expect(history.json<SignedEntry[]>()).toMatchObject([
      { purpose: 'token', kid: desk.kid, requester: 'I. Melnyk', ticket: 'T-1', reason: 'r', door: 'terminal' },
    ]);
    expect(history.stdout).not.toContain(signed.stdout.trim().split('.')[2]);
  });

  it('saves, shows, exports, imports and removes templates, and signs by them only what fits', async () => {
    const saved = await run(
      'template',
      'save',
      'refund',
      '--flow',
      'sign-in',
      '--like',
      'sub=*@bank.example',
      '--like',
      'obj=*',
      '--ttl',
      '60',
      '--json',
    );
    expect([saved.code, saved.json()]).toEqual([0, expect.objectContaining({ name: 'refund', isBuiltIn: false })]);
    const file = join(desk.folder, 'refund.json');
    await run('template', 'export', 'refund', '--out', file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, name: 'refund' });
    expect((await run('template', 'remove', 'refund', '--reason', 'drill')).code).toBe(0);
    expect(errorOf(await run('template', 'show', 'refund', '--json')).code).toBe('TEMPLATE_NOT_FOUND');
    expect((await run('template', 'import', '--file', file)).code).toBe(0);
    expect((await run('template', 'list')).stdout).toContain('sub like *@bank.example');
    const sign = (...argv: readonly string[]) =>
      run('token', 'sign', '--key', desk.kid, '--env', 'p', '--template', 'refund', '--reason', 'r', '--json', ...argv);
    const good = await sign('--sub', 'o@bank.example', '--obj', '1');
    const { iat, exp } = good.json<{ claims: { iat: number; exp: number } }>().claims;
    expect([good.code, exp - iat]).toEqual([0, 60]);
    const other = await sign('--sub', 'o@elsewhere.example', '--obj', '1');
    expect([other.code, errorOf(other).code]).toEqual([7, 'TEMPLATE_REFUSED']);
    expect((await sign('--sub', 'o@bank.example')).code).toBe(2);
  });

  it('stops at a clock that DCM contradicts, exit 7, until it is confirmed with its source', async () => {
    const { baseUrl } = desk.practice;
    expect((await run('clock', 'show')).code).toBe(0);
    await run('practice', 'clock', '--base-url', baseUrl, '--seconds', '-120');
    await run('dcm', 'list', '--env', 'p');
    const refused = await run(...desk.signArgv, '--json');
    expect([refused.code, errorOf(refused).code]).toEqual([7, 'CLOCK_SUSPECT']);
    const shown = await run('clock', 'show', '--env', 'p', '--json');
    expect([shown.code, shown.json<ClockState>().doubts[0]?.kind]).toEqual([1, 'differs-from-dcm']);
    const said = ['--source', 'radio clock', '--reason', 'T-2', '--json'];
    expect((await run('clock', 'confirm', ...said)).json<ClockState>().isTrusted).toBe(true);
    expect((await run(...desk.signArgv)).code).toBe(0);
    expect((await run('clock', 'confirm', ...said)).code).toBe(2);
  });

  it('signs nothing for production before the policy has a list; the hint gives one that works', async () => {
    const home = createTestHome();
    try {
      const guid = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
      await home.run([
        'env',
        'add',
        'live',
        '--base-url',
        'https://dcm.example',
        '--counterparty',
        guid,
        '--kind',
        'production',
      ]);
      const made = await home.run(['key', 'generate', '--env', 'live', '--bits', '2048', '--json']);
      const { kid } = made.json<{ kid: string }>();
      const argv = [
        'token',
        'sign',
        '--key',
        kid,
        '--env',
        'live',
        '--flow',
        'sign-in',
        '--obj',
        'o',
        '--reason',
        'r',
        '--json',
      ];
      const refused = await home.run([...argv, '--sub', 's']);
      expect([refused.code, errorOf(refused).code]).toEqual([7, 'SIGNING_NOT_ALLOWED']);
      const list = /\{ "version".*\] \}/u.exec(errorOf(refused).hint)?.[0] ?? '';
      writeFileSync(join(home.path, 'policy.json'), list);
      expect((await home.run([...argv, '--sub', 's'])).code).toBe(0);
      expect((await home.run([...argv, '--sub', 'other'])).code).toBe(7);
    } finally {
      home.erase();
    }
  });
});
