import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHome, type RunOptions, type TestHome } from './run-terminal.ts';

const VAULT = 'correct horse battery staple';
const WORDS = 'ocean lantern trust violin copper seven';
let home: TestHome;
let kid: string;
beforeAll(async () => {
  home = createTestHome();
  const guid = '7f0c8b8e-3c0a-4e51-9f4b-0d7a3a6b9c11';
  await home.run(['env', 'add', 'p', '--base-url', 'http://127.0.0.1:9', '--counterparty', guid, '--kind', 'practice']);
  const made = await home.run(['key', 'generate', '--bits', '2048', '--env', 'p', '--draft', '--json']);
  kid = made.json<{ kid: string }>().kid;
});
afterAll(() => home.erase());

/** The passphrase of the standby key comes from a file on a descriptor that a shell opens. */
const standby = (words: string, argv: readonly string[], options?: RunOptions) => {
  const file = join(home.path, `../words-${String(words.length)}`);
  writeFileSync(file, `${words}\n`);
  return home.run(['standby', ...argv, '--standby-passphrase-fd', '4', '--json'], { ...options, files: { 4: file } });
};

describe('standby keys in the terminal', () => {
  it('are sealed, listed, checked and drawn; another passphrase is exit 3, signing with a sealed one is exit 7', async () => {
    const place = ['--bag', 'B-0017', '--seal', '448812', '--safe', 'safe 2'];
    expect((await standby('short', ['seal', kid, ...place])).json()).toMatchObject({
      error: { code: 'PASSPHRASE_TOO_SHORT' },
    });
    const sealed = await standby(WORDS, ['seal', kid, ...place]);
    expect([sealed.code, sealed.json()]).toMatchObject([0, { kid, env: 'p', registration: null, isPlainLeft: false }]);
    expect((await home.run(['standby', 'list', '--env', 'p', '--json'])).json<unknown[]>()).toMatchObject([
      { kid, place: { bag: 'B-0017', sealNumber: '448812', safe: 'safe 2' } },
    ]);
    const wrong = await standby(VAULT, ['draw', kid, '--reason', 'drill']);
    expect([wrong.code, wrong.json()]).toMatchObject([3, { error: { code: 'PASSPHRASE_WRONG' } }]);
    const made = await home.run(['key', 'state', kid, '--to', 'active', '--reason', 'r', '--json']);
    expect([made.code, made.json()]).toMatchObject([7, { error: { code: 'KEY_SEALED' } }]);
    expect((await standby(WORDS, ['check', kid])).json()).toMatchObject({ checkedAt: expect.any(String) as string });
    const drawn = await standby(WORDS, ['draw', kid, '--reason', 'drill']);
    expect([drawn.code, drawn.json()]).toMatchObject([0, { kid, state: 'active' }]);
    const all = [sealed, wrong, drawn].flatMap(({ stdout, stderr }) => [stdout, stderr]).join('');
    expect(all.includes(WORDS)).toBe(false);
  });
});
