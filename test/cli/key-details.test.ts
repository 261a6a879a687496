import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLOWS } from '../../shared/model/flow.ts';
import type { Key } from '../../shared/model/key.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

let signing: SigningHome;
beforeAll(async () => {
  signing = await openSigningHome();
}, 60_000);
afterAll(async () => signing.close());

/** Without a passphrase: none of these commands opens the keychain. */
const run = (...argv: string[]) => signing.home.run([...argv, '--json'], { passphrase: null });
const show = (...argv: string[]) => signing.home.run(argv, { passphrase: null });
const generate = (...argv: string[]) => signing.home.run(['key', 'generate', '--bits', '2048', '--json', ...argv]);
const inAYear = () => new Date(Math.floor(Date.now() / 1000) * 1000 + 31_536_000_000).toISOString();

describe('key describe', () => {
  it('changes what is said and keeps the rest; "" empties; --undo goes back step by step', async () => {
    const { kid } = signing;
    const first = ['--label', 'desk 1', '--owner', 'O. Koval', '--tag', 'night', '--tag', 'Desk', '--tag', 'NIGHT'];
    expect((await run('key', 'describe', kid, ...first)).json()).toMatchObject({
      kid,
      label: 'desk 1',
      owner: 'O. Koval',
      tags: ['Desk', 'night'],
      notes: null,
    });
    const more = ['--notes', '-- see ticket 7', '--purpose', 'sign-in of staff', '--tag='];
    expect((await run('key', 'describe', kid, ...more)).json()).toMatchObject({ label: 'desk 1', tags: [] });
    const shown = await show('key', 'show', kid);
    for (const fact of ['desk 1', 'O. Koval', 'sign-in of staff', '-- see ticket 7'])
      expect(shown.stdout).toContain(fact);
    expect((await run('key', 'describe', kid, '--undo')).json()).toMatchObject({
      tags: ['Desk', 'night'],
      notes: null,
    });
    expect((await run('key', 'describe', kid, '--undo')).json()).toMatchObject({ label: null, owner: null, tags: [] });
    const nothingLeft = await run('key', 'describe', kid, '--undo');
    expect([nothingLeft.code, nothingLeft.json()]).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
  });

  it.each([
    ['nothing to say', []],
    ['a change beside --undo', ['--undo', '--label', 'x']],
    ['a label twice', ['--label', 'x', '--label', 'y']],
    ['a tag that is none', ['--tag', '<script>']],
  ])('refuses %s with 2', async (_name, argv) => {
    expect((await run('key', 'describe', signing.kid, ...argv)).code).toBe(2);
    expect((await run('key', 'describe', 'nobody', '--label', 'x')).json()).toMatchObject({
      error: { code: 'KEY_NOT_FOUND' },
    });
  });
});

describe('key restrict', () => {
  it('locks a key to flows, and opens it again; signing outside them is 7', async () => {
    const { kid, home, signArgv } = signing;
    const locked = await run(
      'key',
      'restrict',
      kid,
      '--flow',
      'sign-up',
      '--flow',
      'sign-up-emission',
      '--reason',
      'r',
    );
    expect(locked.json()).toMatchObject({ flows: ['sign-up', 'sign-up-emission'], expiresAt: null });
    const refused = await home.run([...signArgv, '--json']);
    expect([refused.code, refused.json()]).toMatchObject([7, { error: { code: 'KEY_OUT_OF_SCOPE' } }]);
    expect((await show('key', 'show', kid)).stdout).toContain('sign-up, sign-up-emission');
    expect((await run('key', 'restrict', kid, '--any-flow', '--reason', 'r')).json()).toMatchObject({ flows: null });
    expect((await home.run([...signArgv])).code).toBe(0);
  });

  it('sets the last day, leaves the flows as they are, and takes it away again', async () => {
    const { kid } = (await generate('--env', 'p', '--flow', 'sign-in')).json<Key>();
    const expiresAt = inAYear();
    const ended = await run('key', 'restrict', kid, '--expires', expiresAt, '--reason', 'contract');
    expect(ended.json()).toMatchObject({ expiresAt, flows: ['sign-in'] });
    expect((await run('key', 'restrict', kid, '--never-expires', '--reason', 'r')).json()).toMatchObject({
      expiresAt: null,
      flows: ['sign-in'],
    });
    await run('key', 'state', kid, '--to', 'retired', '--reason', 'r');
    expect((await run('key', 'restrict', kid, '--any-flow', '--reason', 'r')).code).toBe(7);
  });

  it.each([
    ['no reason', ['--any-flow']],
    ['nothing to set', ['--reason', 'r']],
    ['both ways at once', ['--flow', 'sign-in', '--any-flow', '--reason', 'r']],
    ['two last days', ['--never-expires', '--expires', '2099-01-01T00:00:00Z', '--reason', 'r']],
    ['a flow that DCM does not know', ['--flow', 'sign-out', '--reason', 'r']],
    ['a day that has passed', ['--expires', '2020-01-01T00:00:00Z', '--reason', 'r']],
  ])('refuses %s with 2', async (_name, argv) => {
    expect((await run('key', 'restrict', signing.kid, ...argv)).code).toBe(2);
  });
});

describe('key copy', () => {
  it('notes a copy, and that somebody says it is gone', async () => {
    const { kid } = signing;
    const { copies } = (await run('key', 'copy', kid, '--add', 'safe 3', '--kind', 'backup')).json<Key>();
    expect(copies).toMatchObject([{ kind: 'backup', where: 'safe 3', goneAt: null }]);
    const id = copies[0]?.id ?? '';
    expect((await show('key', 'show', kid)).stdout).toContain(`${id}  backup: safe 3`);
    const gone = (await run('key', 'copy', kid, '--gone', id, '--reason', 'shredded')).json<Key>();
    expect(gone.copies[0]?.goneAt).not.toBeNull();
    expect((await run('key', 'copy', kid, '--gone', id, '--reason', 'again')).code).toBe(2);
  });

  it.each([
    ['neither', []],
    ['both', ['--add', 'x', '--gone', 'y', '--reason', 'r']],
    ['no reason', ['--gone', 'x']],
    ['a reason for a new one', ['--add', 'x', '--reason', 'r']],
    ['an unknown kind', ['--add', 'x', '--kind', 'cloud']],
    ['an empty place', ['--add', '']],
  ])('refuses %s with 2', async (_name, argv) => {
    expect((await run('key', 'copy', signing.kid, ...argv)).code).toBe(2);
  });
});

describe('key generate', () => {
  it('takes owner, purpose, flows and what it replaces', { timeout: 60_000 }, async () => {
    const { kid } = signing;
    const flows = FLOWS.flatMap((flow) => ['--flow', flow]);
    const about = ['--owner', 'Night desk', '--purpose', 'drill', '--replaces', kid, ...flows];
    const made = await generate('--env', 'p', ...about);
    expect(made.json()).toMatchObject({ owner: 'Night desk', purpose: 'drill', replaces: kid, flows: [...FLOWS] });
    const nobody = await generate('--env', 'p', '--replaces', 'nobody');
    expect([nobody.code, nobody.json()]).toMatchObject([2, { error: { code: 'KEY_NOT_FOUND' } }]);
    expect((await generate('--replaces', kid)).code).toBe(2);
    expect((await generate('--flow', 'nothing')).code).toBe(2);
  });

  const ADVICE = 'one key per officer and machine';
  const remarks = async (...argv: string[]) => (await generate(...argv)).stderr;

  it('advises one key per officer and machine', { timeout: 60_000 }, async () => {
    expect(await remarks('--env', 'p', '--owner', 'Olha')).not.toContain(ADVICE);
    expect(await remarks('--env', 'p', '--owner', 'Olha')).toContain(ADVICE);
    expect(await remarks('--env', 'p')).toContain(ADVICE);
  });

  it(
    'keeps quiet for another officer, without an environment, and in place of the only other key',
    { timeout: 60_000 },
    async () => {
      const first = await generate('--env', 'p', '--owner', 'Iryna');
      expect(first.stderr).not.toContain(ADVICE);
      expect(await remarks('--owner', 'Iryna')).not.toContain(ADVICE);
      expect(await remarks('--env', 'p', '--owner', 'Iryna', '--replaces', first.json<Key>().kid)).not.toContain(
        ADVICE,
      );
    },
  );
});

it('writes no text of a description into the trail', async () => {
  const secret = 'pasted by mistake 8fK2';
  await run('key', 'describe', signing.kid, '--notes', secret);
  const exported = await show('audit', 'export');
  expect(exported.stdout).toContain('key.described');
  expect(exported.stdout).not.toContain(secret);
  writeFileSync(join(signing.folder, 'trail'), exported.stdout);
  expect((await run('audit', 'verify', '--file', join(signing.folder, 'trail'))).json()).toMatchObject({ ok: true });
});
