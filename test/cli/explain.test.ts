import { describe, expect, it } from 'vitest';
import type { HelpTopic } from '../../shared/text/help.ts';
import { runTerminal } from './run-terminal.ts';

describe('dcm-keys explain', () => {
  it('explains a code in both languages, without a home', async () => {
    const [en, uk] = await Promise.all([
      runTerminal(['explain', 'SIGNATURE_INVALID', '--json', '--home', '/nonexistent/home']),
      runTerminal(['explain', 'v15', '--lang', 'uk']),
    ]);
    expect([en.code, en.json<HelpTopic>().id]).toEqual([0, 'V15']);
    expect(en.json<HelpTopic>().codes).toContain('SIGNATURE_INVALID');
    expect([uk.code, uk.stdout]).toMatchObject([0, expect.stringMatching(/^V15 {2}Підпис[^]*Кому телефонувати:/u)]);
  });

  it('lists every topic as an array, and refuses a name that is no topic', async () => {
    const [list, none] = await Promise.all([
      runTerminal(['explain', '--json']),
      runTerminal(['explain', 'WHATEVER', '--json']),
    ]);
    expect(list.json<readonly HelpTopic[]>().map(({ id }) => id)).toContain('V31');
    expect([none.code, none.json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }]);
  });
});
