import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintWords } from '../../shared/text/fingerprint-words.ts';
import { createTestHome, type TestHome } from './run-terminal.ts';

interface Words {
  readonly kid: string;
  readonly thumbprint: string;
  readonly hex: readonly string[];
  readonly language: string;
  readonly words: readonly string[];
}

let home: TestHome;
let kid: string;
beforeAll(async () => {
  home = createTestHome();
  kid = (await home.run(['key', 'generate', '--bits', '2048', '--kid', 'DESK', '--json'])).json<{ kid: string }>().kid;
}, 60_000);
afterAll(() => home.erase());

describe('key words', () => {
  it('gives hex and words of one thumbprint, the same ids in both languages', async () => {
    const english = (await home.run(['key', 'words', kid, '--json'])).json<Words>();
    const ukrainian = (await home.run(['key', 'words', kid, '--lang', 'uk', '--json'])).json<Words>();
    expect(english.hex.join('')).toBe(Buffer.from(english.thumbprint, 'base64url').toString('hex'));
    expect(english.words).toEqual(fingerprintWords(english.thumbprint, 'en').flat());
    expect(ukrainian.words).toEqual(fingerprintWords(english.thumbprint, 'uk').flat());
    expect([english.kid, english.language, ukrainian.language]).toEqual([kid, 'en', 'uk']);
  }, 30_000);

  it('numbers the words for people, and says beside them that the digits decide', async () => {
    const { thumbprint, hex, words } = (await home.run(['key', 'words', kid, '--json'])).json<Words>();
    const { code, stdout, stderr } = await home.run(['key', 'words', kid]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(thumbprint);
    expect(lines.slice(2, 4).join(' ')).toBe(hex.join(' '));
    expect(stdout.match(/\d+ \p{L}+/gu)?.slice(-16)).toEqual(words.map((word, at) => `${String(at + 1)} ${word}`));
    expect(stderr).toContain('the hex digits decide');
  }, 30_000);

  it('knows no words of a key that is not there', async () => {
    const { code, json } = await home.run(['key', 'words', 'NOBODY', '--json']);
    expect(code).toBe(2);
    expect(json()).toMatchObject({ error: { code: 'KEY_NOT_FOUND' } });
  }, 30_000);
});

describe('key show', () => {
  it('says what the store of the key is worth, in the language that is asked for', async () => {
    const english = await home.run(['key', 'show', kid]);
    expect(english.stdout).toMatch(/^protection +Sealed vault/mu);
    expect(english.stdout).toMatch(/^copy\? +Backups of the home’s folder/mu);
    const ukrainian = await home.run(['key', 'show', kid, '--lang', 'uk']);
    expect(ukrainian.stdout).toMatch(/^захист +Запечатане сховище/mu);
    expect(ukrainian.stdout).toMatch(/^стан +\S+ \((?:active|draft)\)$/mu);
  }, 30_000);
});
