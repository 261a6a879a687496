import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestHome,
  type PracticeProcess,
  runTerminal,
  startPracticeProcess,
  type TestHome,
} from './run-terminal.ts';

const LONG = 120_000;

let practice: PracticeProcess;
let home: TestHome;

beforeAll(async () => {
  practice = await startPracticeProcess();
  home = createTestHome();
  const { baseUrl, counterpartyGuid } = practice;
  await home.run(['env', 'add', 'p', '--base-url', baseUrl, '--counterparty', counterpartyGuid, '--kind', 'practice']);
}, LONG);
afterAll(async () => {
  await practice.stop();
  home.erase();
});

const tell = (...argv: string[]) => runTerminal(['practice', ...argv, '--base-url', practice.baseUrl, '--json']);
const list = async () => (await home.run(['dcm', 'list', '--env', 'p', '--json'])).code;

describe('practice', () => {
  it('misbehaves as it is told, as often as it is told', { timeout: LONG }, async () => {
    const told = await tell('behave', '--as', 'failing', '--route', 'list', '--times', '1');
    expect(told.json()).toEqual({ as: 'failing', route: 'list', times: 1 });
    expect([await list(), await list()]).toEqual([4, 0]);
    await tell('behave', '--as', 'login-page');
    expect([await list(), await list()]).toEqual([4, 4]);
    await tell('behave', '--as', 'well');
    expect(await list()).toBe(0);
  });

  it('takes a new key of its own, and delays what it publishes', { timeout: LONG }, async () => {
    const { kid } = (await tell('rotate', '--keep-old')).json<{ readonly kid: string }>();
    const snapshot = await home.run(['dcm', 'jwks', '--env', 'p', '--json']);
    expect(snapshot.json()).toMatchObject({ kids: [practice.dcmKid, kid] });
    expect((await tell('publish-delay', '--seconds', '3600')).json()).toEqual({ seconds: 3600 });
  });

  it('is told nothing that it does not know, and nobody but this machine is told', { timeout: LONG }, async () => {
    for (const argv of [
      ['behave', '--as', 'evil'],
      ['behave', '--as', 'failing', '--times', '0'],
      ['behave', '--as', 'failing', '--route', 'other'],
      ['publish-delay'],
      ['publish-delay', '--seconds', '-1'],
    ])
      expect([argv, (await tell(...argv)).code]).toEqual([argv, 2]);
    const outside = await runTerminal(['practice', 'rotate', '--base-url', 'https://dcm.example', '--json']);
    expect([outside.code, outside.json()]).toMatchObject([2, { error: { code: 'BASE_URL_REFUSED' } }]);
  });
});
