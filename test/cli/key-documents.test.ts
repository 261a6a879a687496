import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHome, runTerminal, type TestHome } from './run-terminal.ts';

const DAY = 86_400_000;
let home: TestHome;
let soon: string;
let later: string;
beforeAll(async () => {
  home = createTestHome();
  soon = await make('soon', 5);
  later = await make('later', 60);
  await make('endless', null);
}, 60_000);
afterAll(() => home.erase());

async function make(label: string, days: number | null): Promise<string> {
  const expires = days === null ? [] : ['--expires', new Date(Date.now() + days * DAY).toISOString()];
  const made = await home.run(['key', 'generate', '--bits', '2048', '--label', label, '--json', ...expires]);
  return made.json<{ kid: string }>().kid;
}
const read = (...argv: string[]) => home.run(argv, { passphrase: null });

describe('dcm-keys key list --csv', () => {
  it('prints every key under a header, for programs: no byte-order mark, CRLF', async () => {
    const { code, stdout } = await read('key', 'list', '--csv');
    const lines = stdout.split('\r\n');
    expect([code, lines.length, lines[0]?.split(',').slice(0, 3)]).toEqual([0, 5, ['kid', 'label', 'state']]);
    expect(
      lines
        .slice(1, 4)
        .map((line) => line.split(',')[1])
        .toSorted(),
    ).toEqual(['endless', 'later', 'soon']);
    expect((await read('key', 'list', '--csv', '--json')).code).toBe(2);
  });
});

describe('dcm-keys key calendar', () => {
  it('prints the ends of keys, in the wanted language, or writes them to a new file of the owner', async () => {
    const printed = await read('key', 'calendar', '--lang', 'uk');
    expect([printed.code, printed.stdout.match(/BEGIN:VEVENT/gu)?.length]).toEqual([0, 2]);
    expect(printed.stdout).toContain('SUMMARY:Строк ключа спливає: soon\r\n');
    const out = join(home.path, '..', 'keys.ics');
    expect((await read('key', 'calendar', '--out', out, '--json')).json()).toEqual({ out });
    expect(readFileSync(out, 'utf8').startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect((await read('key', 'calendar', '--out', out)).code).toBe(2);
  });

  it('is 2 where no key ends', async () => {
    const none = await runTerminal(['key', 'calendar', '--json', '--home', join(home.path, 'none')]);
    expect([none.code, none.json()]).toMatchObject([2, { error: { code: 'INPUT_INVALID' } }]);
  });
});

describe('dcm-keys key expiring', () => {
  const expiring = async (...argv: string[]) => {
    const { code, json } = await read('key', 'expiring', '--json', ...argv);
    return [code, json<{ kid: string; daysLeft: number }[]>().map(({ kid, daysLeft }) => [kid, daysLeft])];
  };

  it('is 1 with the keys that end within the days, the nearest first, and 0 without any', async () => {
    expect(await expiring()).toEqual([1, [[soon, 5]]]);
    expect(await expiring('--days', '90')).toEqual([
      1,
      [
        [soon, 5],
        [later, 60],
      ],
    ]);
    expect(await expiring('--days', '1')).toEqual([0, []]);
    expect((await read('key', 'expiring', '--days', '-1')).code).toBe(2);
  });

  it('counts one that has expired, and looks at another instant where one is given', async () => {
    const at = new Date(Date.now() + 6 * DAY).toISOString();
    expect(await expiring('--days', '0', '--at', at)).toEqual([1, [[soon, 0]]]);
    expect((await read('key', 'expiring', '--at', at)).stdout).toContain('expired');
  });
});
