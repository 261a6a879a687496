import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundToken } from '../../shared/model/found-token.ts';
import { plantedToken, seeded } from '../domain/token-plants.ts';
import { runTerminal } from './run-terminal.ts';

const random = seeded(31);
const [ONE, OTHER] = [plantedToken(random), plantedToken(random)];
const MAIL = `Look:\r\n> CX-Authorization: ${ONE.slice(0, 60)}\r\n> ${ONE.slice(60)}\r\n\r\nid_token=${OTHER}&x`;

let folder: string;
let nowhere: readonly string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-find-'));
  nowhere = ['--home', join(folder, 'no-home')];
  writeFileSync(join(folder, 'mail'), Buffer.from(MAIL, 'utf16le'));
});
afterAll(() => {
  // No command here makes a home.
  expect(existsSync(join(folder, 'no-home'))).toBe(false);
  rmSync(folder, { recursive: true });
});

describe('dcm-keys token find', () => {
  it('prints one token a line, and beside them where each stood and what was undone', async () => {
    const { code, stdout, stderr } = await runTerminal(['token', 'find', ...nowhere], { input: MAIL });
    expect([code, stdout]).toEqual([0, `${ONE}\n${OTHER}\n`]);
    expect(stderr.split('\n')).toEqual([
      'a token in the header CX-Authorization, line 2, column 21; removed one line break; removed one mark of quoted mail',
      'a token in the field id_token, line 5, column 10',
      '',
    ]);
  });

  it('says so in Ukrainian, too', async () => {
    const { stderr } = await runTerminal(['token', 'find', '--lang', 'uk', ...nowhere], { input: MAIL });
    expect(stderr).toContain('токен у заголовку CX-Authorization, рядок 2, позиція 21; вилучено 1 розрив рядка');
  });

  it('gives a list as --json, from a file of UTF-16', async () => {
    const ended = await runTerminal(['token', 'find', '--file', join(folder, 'mail'), '--json', ...nowhere]);
    expect(ended.json<FoundToken[]>().map(({ token, place }) => [token, place.name])).toEqual([
      [ONE, 'CX-Authorization'],
      [OTHER, 'id_token'],
    ]);
    expect(ended.stderr).toBe('');
  });

  it('gives an empty list and exit 1 where there is none, and exit 2 where nothing was given', async () => {
    const none = await runTerminal(['token', 'find', '--json', ...nowhere], { input: 'eyJ and nothing' });
    expect([none.code, none.json()]).toEqual([1, []]);
    expect((await runTerminal(['token', 'find', ...nowhere], { input: ' \n' })).code).toBe(2);
    expect((await runTerminal(['token', 'find', 'a', '--file', 'b', ...nowhere])).code).toBe(2);
  });
});
